import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { reviewMoves } from "@/lib/reviews/lifecycle";
import { isCarriedOut } from "@/lib/reviews/rules";
import { ofReviewInput } from "@/lib/reviews/schema";

/**
 * What was answered is looked up in what is stored: whatever was to end has ended, whatever was to be narrower was replaced by something
 * no wider than that, or has ended. Only then is the review carried out. Refuses while anything is left, with how many.
 */
export const finishReview = decision({
  name: "review.remediated",
  input: ofReviewInput,
  may: ["close", "Review"],
  find: ({ tx, input }) => tx.review.findUnique({ where: { id: input.reviewId }, include: { items: { where: { grantId: { not: null } }, select: { answer: true, reducedTo: true, grant: { select: { endedAt: true, validUntil: true, supersededBy: true } } } } } }),
  async decide({ tx, input, record: review, now }) {
    const next = move(reviewMoves, review.status, "finish");
    if (!next.ok) return next;
    const left = review.items.filter((item) => !isCarriedOut(item, review.silence, now)).length;
    if (left > 0) return refused("review_not_finished", { about: { left } });
    const { count } = await tx.review.updateMany({ where: { id: review.id, version: input.version }, data: { status: next.value, remediatedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Review", id: review.id }, from: review.status, to: next.value, open: { looked_at: review.items.length }, sealed: { title: review.title }, reference: review.id });
  },
});
