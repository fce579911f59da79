import "server-only";
import { addDays } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { forgetLetters } from "@/lib/notices/queue";
import { daysToConfirm } from "@/lib/follows/lifecycle";
import { lapseFollowInput } from "@/lib/follows/schema";

/** Nobody confirmed it: the address, which may be somebody else's, is forgotten. */
export const lapseFollow = decision({
  name: "follow.lapsed",
  input: lapseFollowInput,
  may: { operator: "time alone brings it about, as the mail says" },
  find: ({ tx, input }) => tx.follow.findUnique({ where: { id: input.followId } }),
  async decide({ tx, record: follow, now }) {
    if (follow.status !== "asked" || addDays(follow.startedAt, daysToConfirm) > now) return refused("not_from_here", { about: { status: follow.status } });
    const { count } = await tx.follow.updateMany({ where: { id: follow.id, status: "asked" }, data: { status: "ended", endedAt: now, email: null } });
    if (count !== 1) return refused("changed_since_read");
    await forgetLetters(tx, follow.id, now);
    return ok({ subject: { type: "Follow", id: follow.id }, from: "asked", to: "ended" });
  },
});
