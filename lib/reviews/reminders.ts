import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import type { Tx } from "@/lib/core/db";
import { origin } from "@/lib/core/mode";
import type { Silence } from "@/lib/core/prisma-client/client";
import { transaction } from "@/lib/core/transaction";
import { queueNotices, type Notice } from "@/lib/notices/queue";
import { daysBetween, reminderDays, remindersDue, waits } from "@/lib/reviews/rules";

const addressOf = (reviewId: string): string => `${origin()}/staff/access/reviews/${reviewId}`;

/** How many each reviewer has, and how they are reached. */
async function perReviewer(tx: Tx, reviewerIds: readonly (string | null)[]) {
  const counts = new Map<string, number>();
  for (const id of reviewerIds) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  const people = await tx.person.findMany({ where: { id: { in: [...counts.keys()] }, status: "active" }, orderBy: { id: "asc" }, select: { id: true, email: true } });
  return people.map(({ id, email }) => ({ to: { personId: id, email }, items: counts.get(id) ?? 0 }));
}

/** What reviewers are told who were asked just now: how many, and until when. `reviewerIds` has one for each thing asked. */
export async function askedNotices(tx: Tx, reviewerIds: readonly (string | null)[], review: { id: string; title: string; dueOn: Date }): Promise<Notice[]> {
  return (await perReviewer(tx, reviewerIds)).map(({ to, items }) => ({ template: "review-asked", to, data: { title: review.title, items, due: wordDay(review.dueOn), link: addressOf(review.id) } }));
}

interface Ending {
  id: string;
  title: string;
  dueOn: Date;
  silence: Silence;
  toldDays: number[];
}

/**
 * Reminds those who have something left to answer 7 days and 1 day before a review is due. Each reminder goes out once, however many
 * workers run: the review is marked in the transaction that queues the notices. One that is late is sent with the next, as one.
 * Answers how many were told.
 */
export async function remindReviewers(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    const ending = await tx.$queryRaw<Ending[]>`
      SELECT id, title, "dueOn", silence::text, "toldDays" FROM "Review"
      WHERE status = 'open' AND "dueOn" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${Math.max(...reminderDays)}::int
      ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`;
    let told = 0;
    for (const review of ending) {
      const days = daysBetween(today, review.dueOn);
      const due = remindersDue(days, review.toldDays);
      if (due.length === 0) continue;
      await tx.review.updateMany({ where: { id: review.id }, data: { toldDays: [...review.toldDays, ...due] } });
      const waiting = await tx.reviewItem.findMany({ where: { AND: [waits(now), { reviewId: review.id }] }, select: { reviewerId: true } });
      const notices = (await perReviewer(tx, waiting.map(({ reviewerId }) => reviewerId))).map(({ to, items }): Notice => ({ template: "review-ends", to, data: { title: review.title, items, due: wordDay(review.dueOn), days, silence: review.silence, link: addressOf(review.id) } }));
      await queueNotices(tx, notices);
      told += notices.length;
    }
    return told;
  });
}
