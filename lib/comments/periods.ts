import "server-only";
import { addDays, dayOf, startOf, wordDay } from "@/lib/core/calendar";
import { db, type Tx } from "@/lib/core/db";
import { refused, type Refusal } from "@/lib/core/result";

/** So many days residents have at least, and at most. */
export const fewestDays = 5;
export const mostDays = 90;
/** So many days after what came of it was published, what residents wrote is forgotten. */
export const daysKept = 90;
/** And where nothing was published, so many after the last day. */
export const daysKeptUnanswered = 365;

/** Only what was sent, and is not decided, is something to say something about. */
export const commentable: readonly string[] = ["submitted", "in_review", "changes_requested"];

/** Residents are heard to the end: as long as they may say something about an application, it is not decided. @returns the refusal; null where nobody may */
export async function stillCommented(tx: Tx, applicationId: string, now: Date): Promise<Refusal | null> {
  const open = await tx.commentPeriod.findFirst({ where: { applicationId, until: { gte: dayOf(now) } }, orderBy: { until: "desc" }, select: { until: true } });
  return open ? refused("comments_are_open", { about: { until: wordDay(open.until) } }) : null;
}

/** Whose words are over their time. */
export const overdue = (now: Date) =>
  db.commentPeriod.findMany({
    where: { comments: { some: { forgottenAt: null } }, OR: [{ outcomeAt: { lt: startOf(addDays(dayOf(now), -daysKept)) } }, { outcomeAt: null, until: { lt: addDays(dayOf(now), -daysKeptUnanswered) } }] },
    orderBy: { id: "asc" },
    take: 50,
    select: { id: true },
  });
