import "server-only";
import { closeFindingInput } from "@/lib/audits/schema";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** An auditor closes a finding and says what came of it; never whom it concerns. */
export const closeFinding = decision({
  name: "finding.closed",
  input: closeFindingInput,
  may: ["close", "Finding"],
  find: ({ tx, input }) => tx.finding.findUnique({ where: { id: input.findingId } }),
  async decide({ tx, input, record: finding, now, personId }) {
    // Not a rule that forbids: a finding may concern nobody, and in the database nothing is said of nobody.
    if (finding.concernsId === personId) return refused("kept_apart", { about: { words: "Whom a finding concerns does not close it. Another auditor does." } });
    if (finding.status === "closed") return refused("already_decided");
    const { count } = await tx.finding.updateMany({ where: { id: finding.id, version: input.version, status: { not: "closed" } }, data: { status: "closed", outcome: input.outcome, closedById: personId, closedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Finding", id: finding.id }, from: finding.status, to: "closed", sealed: { number: finding.number, ...(finding.concernsId ? { ofPerson: finding.concernsId } : {}), reason: input.outcome }, reference: String(finding.number) });
  },
});
