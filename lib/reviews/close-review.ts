import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endGrant } from "@/lib/people/end-grant";
import { reviewMoves } from "@/lib/reviews/lifecycle";
import { isOver } from "@/lib/reviews/rules";
import { ofReviewInput } from "@/lib/reviews/schema";

/**
 * A review is closed: after its day, or once all is answered. What nobody answered for ends now, where that was said when it began; by
 * whoever closes it, under their own right to end permissions. The last permission to give permissions stays, and is left for a
 * person to see to. Refuses to close before the day while answers are missing, and whoever may not end what would end.
 */
export const closeReview = decision({
  name: "review.closed",
  input: ofReviewInput,
  timeout: 300_000,
  may: ["close", "Review"],
  find: ({ tx, input }) => tx.review.findUnique({ where: { id: input.reviewId } }),
  async decide({ tx, input, record: review, now, actor, personId }) {
    const next = move(reviewMoves, review.status, "close");
    if (!next.ok) return next;
    const { count } = await tx.review.updateMany({ where: { id: review.id, version: input.version }, data: { status: next.value, closedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");

    // Locked, so that no answer comes between: who answers now is waited for, or is told that it is closed.
    await tx.$queryRaw`SELECT id FROM "ReviewItem" WHERE "reviewId" = ${review.id}::uuid AND answer IS NULL ORDER BY id FOR UPDATE`;
    const silent = await tx.reviewItem.findMany({ where: { reviewId: review.id, answer: null }, include: { grant: true }, orderBy: { id: "asc" } });
    const unanswered = silent.filter(({ grant }) => !isOver(grant, now));
    if (unanswered.length > 0 && dayOf(now) <= review.dueOn) return refused("review_not_due", { about: { left: unanswered.length, due: wordDay(review.dueOn) } });

    const toEnd = review.silence === "end" ? unanswered.flatMap(({ grant }) => grant ?? []) : [];
    const { held } = await heldBy(tx, personId, { secondFactor: actor.kind === "person" && actor.secondFactor });
    const ability = abilityOf(held);
    if (toEnd.some((grant) => !may(ability, "end", "Grant", grant).may)) return refused("review_not_yours_to_end", { about: { count: toEnd.length } });
    let left = 0;
    // Their own right to end permissions comes last, since the others are ended under it.
    for (const grant of toEnd.toSorted((one, other) => Number(one.personId === personId) - Number(other.personId === personId))) {
      const ended = await endGrant.inside({ tx, actor }, { grantId: grant.id, version: grant.version, reason: `Nobody answered for it in the review “${review.title}”, which was due on ${wordDay(review.dueOn)}.` });
      if (!ended.ok && ended.refusal !== "last_giver") return ended;
      if (!ended.ok) left += 1;
    }
    await tx.reviewItem.updateMany({ where: { reviewId: review.id, answer: null }, data: { answer: "silence", version: { increment: 1 } } });
    return ok({
      subject: { type: "Review", id: review.id },
      from: review.status,
      to: next.value,
      open: { unanswered: unanswered.length, ended: toEnd.length - left, ...(left > 0 ? { left } : {}) },
      sealed: { title: review.title },
      also: silent.map(({ id, holderId }) => ({ name: "review.answered", subject: { type: "ReviewItem", id }, from: "open", to: "silence", open: { answer: "silence" }, sealed: { review: review.id, ofPerson: holderId } })),
      reference: review.id,
    });
  },
});
