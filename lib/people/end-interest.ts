import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endInterestInput } from "@/lib/people/schema";

/** Another person, never oneself, states that a tie is over. It stays in the history. */
export const endInterest = decision({
  name: "interest.ended",
  input: endInterestInput,
  may: ["end", "Interest"],
  find: ({ tx, input }) => tx.interest.findUnique({ where: { id: input.interestId } }),
  async decide({ tx, input, record: interest, now, personId }) {
    if (interest.endedAt) return refused("already_ended");
    const { count } = await tx.interest.updateMany({ where: { id: interest.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Interest", id: interest.id }, from: "given", to: "ended", open: { kind: interest.kind, partnerId: interest.partnerId }, sealed: { ofPerson: interest.personId, reason: input.reason }, reference: interest.personId });
  },
});
