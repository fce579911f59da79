import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { recordInspectionInput } from "@/lib/concerns/schema";

/** Somebody was there, and writes down what they found. What is missing in the register counts as missing until it is put right. */
export const recordInspection = decision({
  name: "inspection.recorded",
  input: recordInspectionInput,
  may: ["answer", "Concern"],
  async find({ tx, input }) {
    const inspection = await tx.inspection.findUnique({ where: { id: input.inspectionId }, include: { concern: true } });
    return inspection && { ...inspection.concern, inspection };
  },
  async decide({ tx, input, record: { inspection, ...concern }, now, personId }) {
    if (inspection.outcome) return refused("inspection_recorded");
    const { outcome, found } = input;
    const { count } = await tx.inspection.updateMany({ where: { id: inspection.id, version: input.version, outcome: null }, data: { outcome, found, recordedById: personId, recordedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: concern.status, open: { concern: concern.number, inspection: inspection.number, outcome }, sealed: { reason: found }, reference: String(concern.number) });
  },
});
