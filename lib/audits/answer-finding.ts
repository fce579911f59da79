import "server-only";
import { answerFindingInput } from "@/lib/audits/schema";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** Whom a finding concerns says how it came about. */
export const answerFinding = decision({
  name: "finding.answered",
  input: answerFindingInput,
  may: ["answer", "Finding"],
  find: ({ tx, input }) => tx.finding.findUnique({ where: { id: input.findingId } }),
  async decide({ tx, input, record: finding, now, personId }) {
    if (finding.status !== "open") return refused("already_decided");
    const { count } = await tx.finding.updateMany({ where: { id: finding.id, version: input.version, status: "open" }, data: { status: "answered", answer: input.answer, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Finding", id: finding.id }, from: "open", to: "answered", sealed: { number: finding.number, ofPerson: personId, reason: input.answer }, reference: String(finding.number) });
  },
});
