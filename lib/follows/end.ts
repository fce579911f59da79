import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { forgetLetters } from "@/lib/notices/queue";
import { followMoves } from "@/lib/follows/lifecycle";
import { endFollowInput } from "@/lib/follows/schema";
import { followOf } from "@/lib/follows/token";

/** Whoever follows wants to be told no more. Their address is forgotten at once. */
export const endFollow = decision({
  name: "follow.ended",
  input: endFollowInput,
  may: { visitor: "whoever has the link from the mail has the address" },
  find: ({ tx, input }) => followOf(tx, input.token),
  async decide({ tx, record: follow, now }) {
    const next = move(followMoves, follow.status, "end");
    if (!next.ok) return refused("follow_over");
    const { count } = await tx.follow.updateMany({ where: { id: follow.id, status: follow.status }, data: { status: next.value, endedAt: now, email: null } });
    if (count !== 1) return refused("changed_since_read");
    await forgetLetters(tx, follow.id, now);
    return ok({ subject: { type: "Follow", id: follow.id }, from: follow.status, to: next.value });
  },
});
