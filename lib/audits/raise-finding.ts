import "server-only";
import { raiseFindingInput } from "@/lib/audits/schema";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** An auditor finds something wrong with a decision. Whoever made it is asked to answer. */
export const raiseFinding = decision({
  name: "finding.raised",
  input: raiseFindingInput,
  may: ["raise", "Finding"],
  async find({ tx, input }) {
    const entry = await tx.ledgerEntry.findUnique({ where: { id: input.entryId }, select: { id: true, actorId: true } });
    return entry && { entryId: entry.id, concernsId: entry.actorId };
  },
  async decide({ tx, input, record, personId }) {
    const finding = await tx.finding.create({ data: { entryId: record.entryId, concernsId: record.concernsId, weight: input.weight, words: input.words, raisedById: personId }, select: { id: true, number: true } });
    return ok({ subject: { type: "Finding", id: finding.id }, from: null, to: "open", open: { weight: input.weight }, sealed: { number: finding.number, ...(record.concernsId ? { ofPerson: record.concernsId } : {}), entry: record.entryId, reason: input.words }, reference: String(finding.number) });
  },
});
