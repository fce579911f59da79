import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { settleInspectionInput } from "@/lib/concerns/schema";

/** What was missing in the register is put right: it was registered since, or it was taken down. */
export const settleInspection = decision({
  name: "inspection.settled",
  input: settleInspectionInput,
  may: ["answer", "Concern"],
  async find({ tx, input }) {
    const inspection = await tx.inspection.findUnique({ where: { id: input.inspectionId }, include: { concern: true } });
    return inspection && { ...inspection.concern, inspection };
  },
  async decide({ tx, input, record: { inspection, ...concern }, now, personId }) {
    if (inspection.outcome !== "missing") return refused("nothing_to_settle");
    if (inspection.settled) return refused("settled_already");
    const { settled, words } = input;
    const { count } = await tx.inspection.updateMany({ where: { id: inspection.id, version: input.version, settled: null }, data: { settled, settledWords: words, settledById: personId, settledAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: concern.status, open: { concern: concern.number, inspection: inspection.number, settled }, sealed: { reason: words }, reference: String(concern.number) });
  },
});
