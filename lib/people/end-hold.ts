import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endHoldInput } from "@/lib/people/schema";

/** What held a person's data is over, with the reason; from then on the portal may forget them. */
export const endHold = decision({
  name: "hold.ended",
  input: endHoldInput,
  may: ["end", "LegalHold"],
  find: ({ tx, input }) => tx.legalHold.findUnique({ where: { id: input.holdId } }),
  async decide({ tx, input, record: hold, now, personId }) {
    if (hold.endedAt) return refused("already_ended");
    const { count } = await tx.legalHold.updateMany({ where: { id: hold.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "LegalHold", id: hold.id }, from: "given", to: "ended", sealed: { ofPerson: hold.personId, reason: input.reason }, reference: hold.personId });
  },
});
