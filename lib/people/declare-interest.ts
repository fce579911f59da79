import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { declareInterestInput } from "@/lib/people/schema";

/** A person declares a tie to a partner, or an administrator declares one for them. From then on they neither see nor decide its cases. */
export const declareInterest = decision({
  name: "interest.declared",
  input: declareInterestInput,
  may: ["declare", "Interest"],
  async find({ tx, input }) {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true } });
    return person && { personId: person.id };
  },
  async decide({ tx, input, personId }) {
    const partner = await tx.partner.findUnique({ where: { id: input.partnerId }, select: { id: true } });
    if (!partner) return refused("partner_unknown", { field: "partnerId" });
    // One row a tie: two at once are put in a row by the person they are about.
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${input.personId}::uuid FOR UPDATE`;
    if (await tx.interest.findFirst({ where: { personId: input.personId, partnerId: partner.id, kind: input.kind, endedAt: null }, select: { id: true } })) return refused("interest_known", { field: "partnerId" });
    const interest = await tx.interest.create({ data: { personId: input.personId, partnerId: partner.id, kind: input.kind, reason: input.reason, declaredById: personId }, select: { id: true } });
    return ok({ subject: { type: "Interest", id: interest.id }, from: null, to: "given", open: { kind: input.kind, partnerId: partner.id }, sealed: { ofPerson: input.personId, reason: input.reason }, reference: input.personId });
  },
});
