import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision, type Change } from "@/lib/decisions/decision";
import { ratifyInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

/**
 * A different person's word on what somebody took in an emergency: right, and it holds to its end; or not, and it ends at once.
 * After its time it has lapsed; then one can only write down what one found.
 */
export const ratifyGrant = decision({
  name: "grant.ratified",
  input: ratifyInput,
  may: ["ratify", "Grant"],
  find: ({ tx, input }) => tx.grant.findUnique({ where: { id: input.grantId }, include: { ratification: { select: { id: true } }, person: { select: { id: true, email: true } } } }),
  async decide({ tx, input, record: grant, now, personId }) {
    if (grant.origin !== "emergency" || !grant.ratifyBy) return refused("not_an_emergency");
    if (grant.ratification) return refused("already_decided");
    const isLate = grant.ratifyBy <= now;
    if (isLate !== (input.outcome === "examined_late")) return refused(isLate ? "ratified_too_late" : "already_decided");
    await tx.ratification.create({ data: { grantId: grant.id, byId: personId, outcome: input.outcome, reason: input.reason } });
    const also: Change[] = [];
    if (input.outcome === "refused" && !grant.endedAt) {
      const { count } = await tx.grant.updateMany({ where: { id: grant.id, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
      // Somebody else may have ended it a moment ago.
      if (count === 1) also.push({ name: "grant.ended", subject: { type: "Grant", id: grant.id }, from: "given", to: "ended", open: { capability: grant.capability }, sealed: { ofPerson: grant.personId, reason: input.reason } });
    }
    return ok({
      subject: { type: "Grant", id: grant.id },
      from: "given",
      to: input.outcome,
      open: { capability: grant.capability },
      sealed: { ofPerson: grant.personId, reason: input.reason },
      also,
      reference: grant.id,
      notices: [{ template: "emergency-ratified", to: { personId: grant.person.id, email: grant.person.email }, data: { what: capabilityWords(grant.capability), outcome: input.outcome, reason: input.reason } }],
    });
  },
});
