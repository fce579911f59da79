import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { placeHoldInput } from "@/lib/people/schema";

/** While a court, an inquiry or a law needs what is known of a person, it is not forgotten; with the reason. */
export const placeHold = decision({
  name: "hold.placed",
  input: placeHoldInput,
  may: ["place", "LegalHold"],
  async find({ tx, input }) {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true, forgottenAt: true } });
    return person && { personId: person.id, isForgotten: person.forgottenAt !== null };
  },
  async decide({ tx, input, record, personId }) {
    // Two at once, and one who forgets meanwhile, come one after the other.
    const [person] = await tx.$queryRaw<{ forgottenAt: Date | null }[]>`SELECT "forgottenAt" FROM "Person" WHERE id = ${record.personId}::uuid FOR NO KEY UPDATE`;
    if (record.isForgotten || person?.forgottenAt) return refused("forgotten_already");
    if (await tx.legalHold.findFirst({ where: { personId: record.personId, endedAt: null }, select: { id: true } })) return refused("hold_known");
    const hold = await tx.legalHold.create({ data: { personId: record.personId, reason: input.reason, placedById: personId }, select: { id: true } });
    return ok({ subject: { type: "LegalHold", id: hold.id }, from: null, to: "given", sealed: { ofPerson: record.personId, reason: input.reason }, reference: record.personId });
  },
});
