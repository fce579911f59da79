import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { askedNotices } from "@/lib/reviews/reminders";
import { chooseReviewer, waits } from "@/lib/reviews/rules";
import { handOverInput, snapshotSchema } from "@/lib/reviews/schema";
import { giversNow } from "@/lib/reviews/snapshot";

/**
 * What a reviewer has not answered goes to another: to the one named, or to whoever may give it and has the least to answer. For
 * reviewers who left, and for what had nobody. What the other may not give, or holds themselves, stays where it is. Refuses where none
 * of it could go.
 */
export const handOver = decision({
  name: "review.handed_over",
  input: handOverInput,
  timeout: 120_000,
  may: ["close", "Review"],
  find: ({ tx, input }) => tx.review.findUnique({ where: { id: input.reviewId } }),
  async decide({ tx, input, record: review, now, policy }) {
    if (review.status !== "open") return refused("review_closed");
    if (input.toId && input.toId === input.fromId) return refused("review_nobody", { field: "toId" });
    const fromId = input.fromId ?? null;
    const items = await tx.reviewItem.findMany({ where: { AND: [waits(now), { reviewId: review.id, reviewerId: fromId }] }, orderBy: { id: "asc" }, select: { id: true, holderId: true, snapshot: true } });
    const all = await giversNow(tx, policy, now);
    const givers = all.filter(({ personId }) => personId !== fromId && (!input.toId || personId === input.toId));
    const load = new Map((await tx.reviewItem.groupBy({ by: ["reviewerId"], where: { AND: [waits(now), { reviewId: review.id }] }, _count: true })).map(({ reviewerId, _count }) => [reviewerId ?? "", _count]));
    const moved = new Map<string, string[]>();
    for (const item of items) {
      const { reach, giver } = snapshotSchema.parse(item.snapshot);
      const to = chooseReviewer({ holderId: item.holderId, giverId: giver?.id ?? null, reach }, givers, load);
      if (to) moved.set(to, [...(moved.get(to) ?? []), item.id]);
    }
    if (moved.size === 0) return refused("review_nobody", { field: "toId" });
    for (const [reviewerId, ids] of moved) {
      // Who has it now has not seen it yet.
      const { count } = await tx.reviewItem.updateMany({ where: { id: { in: ids }, reviewerId: fromId, answer: null }, data: { reviewerId, shownAt: null, version: { increment: 1 } } });
      if (count !== ids.length) return refused("changed_since_read");
    }
    const handed = [...moved].flatMap(([reviewerId, ids]) => ids.map(() => reviewerId));
    return ok({
      subject: { type: "Review", id: review.id },
      from: "open",
      to: "open",
      open: { items: handed.length },
      sealed: { reason: input.reason, ...(fromId ? { fromPerson: fromId } : {}), toPeople: [...moved.keys()] },
      reference: review.id,
      notices: await askedNotices(tx, handed, review),
    });
  },
});
