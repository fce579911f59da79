import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { followMoves } from "@/lib/follows/lifecycle";
import { confirmFollowInput } from "@/lib/follows/schema";
import { followOf } from "@/lib/follows/token";

/** Whoever has the address says that they want to be told: from now on they are. */
export const confirmFollow = decision({
  name: "follow.confirmed",
  input: confirmFollowInput,
  may: { visitor: "whoever has the link from the mail has the address" },
  find: ({ tx, input }) => followOf(tx, input.token),
  async decide({ tx, record: follow, now }) {
    const next = move(followMoves, follow.status, "confirm");
    if (!next.ok) return refused(follow.status === "ended" ? "follow_over" : "followed_already");
    // What was decided before is theirs to read, not news.
    const [last] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "LedgerEntry" ORDER BY id DESC LIMIT 1`;
    const { count } = await tx.follow.updateMany({ where: { id: follow.id, status: follow.status }, data: { status: next.value, confirmedAt: now, toldUpTo: last?.id ?? null, toldAt: null } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Follow", id: follow.id }, from: follow.status, to: next.value });
  },
});
