import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { runClock } from "@/lib/core/case-clock";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { isWithOfficer } from "@/lib/hearings/rules";
import { considerationMoves } from "@/lib/hearings/lifecycle";
import { dropConsiderationInput } from "@/lib/hearings/schema";

/** An officer considers it no more, and says so. The clock of a case runs again. */
export const dropConsideration = decision({
  name: "consideration.dropped",
  input: dropConsiderationInput,
  may: ["consider", "Consideration"],
  find: ({ tx, input }) => tx.consideration.findUnique({ where: { id: input.considerationId }, include: { application: { include: { submissions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } } }, permit: true } }),
  async decide({ tx, input, record: notice, now }) {
    const next = move(considerationMoves, notice.status, "drop");
    if (!next.ok) return next;
    const { application, permit } = notice;
    const of = application ?? permit;
    if (!of) throw new Error("a notice of consideration is about nothing");
    const { count } = await tx.consideration.updateMany({ where: { id: notice.id, version: input.version, closedAt: null }, data: { status: next.value, closedAt: now, closeReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    // The clock stands for the last notice only, and as it was read.
    if (application?.clockFrom && isWithOfficer(application.status) && application.submissions[0]?.id === notice.submissionId) {
      const { count: ran } = await tx.application.updateMany({ where: { id: application.id, version: application.version }, data: { ...runClock(application, application.clockDays, dayOf(now)), version: { increment: 1 } } });
      if (ran !== 1) return refused("changed_since_read");
    }
    return ok({
      subject: { type: application ? "Application" : "Permit", id: of.id },
      from: of.status,
      to: of.status,
      open: { notice: notice.number },
      sealed: { reason: input.reason },
      reference: of.reference,
      notices: (await membersOf(tx, notice.partnerId)).map((to) => ({ template: "consideration-dropped" as const, to, data: { reference: of.reference, title: of.title, reason: input.reason, link: `${origin()}/partner/notices/${notice.number}` } })),
    });
  },
});
