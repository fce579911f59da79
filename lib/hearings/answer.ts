import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { runClock } from "@/lib/core/case-clock";
import { filesInARow } from "@/lib/core/in-a-row";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { beyondTheWall } from "@/lib/core/transaction";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isOpenMatter, isWithOfficer } from "@/lib/hearings/rules";
import { considerationMoves, considerationStateOn } from "@/lib/hearings/lifecycle";
import { answerConsiderationInput } from "@/lib/hearings/schema";

/** A member says what there is to say to what the city considers: once, and in time. The clock of a case runs again. */
export const answerConsideration = decision({
  name: "consideration.answered",
  input: answerConsiderationInput,
  may: ["answer", "Consideration"],
  async find({ tx, input }) {
    await filesInARow(tx, input.considerationId);
    return tx.consideration.findUnique({ where: { id: input.considerationId }, include: { application: { include: { submissions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } } }, permit: true } });
  },
  async decide({ tx, input, record: notice, now, personId }) {
    const today = dayOf(now);
    const state = considerationStateOn(notice, today);
    if (state === "expired" || state === "stale") return refused("time_to_answer_over");
    if (notice.status === "open" && !isOpenMatter(notice)) return refused("matter_is_over");
    const next = move(considerationMoves, notice.status, "answer");
    if (!next.ok) return next;
    const { application, permit } = notice;
    const of = application ?? permit;
    if (!of) throw new Error("a notice of consideration is about nothing");
    const { count } = await tx.consideration.updateMany({ where: { id: notice.id, version: input.version, status: "open" }, data: { status: next.value, answer: input.answer, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await tx.evidenceFile.updateMany({ where: { considerationId: notice.id, removedAt: null, sentIn: null }, data: { sentIn: 1 } });
    // The clock stands for the last notice only, and as it was read.
    if (application?.clockFrom && isWithOfficer(application.status) && application.submissions[0]?.id === notice.submissionId) {
      const { count: ran } = await tx.application.updateMany({ where: { id: application.id, version: application.version }, data: { ...runClock(application, application.clockDays, today), version: { increment: 1 } } });
      if (ran !== 1) return refused("changed_since_read");
    }
    const path = application ? `/staff/cases/${of.reference}` : `/staff/permits/${of.reference}`;
    // A member knows the officers of a case by name at most; who gave the notice is told all the same, and who holds the case.
    const told = await beyondTheWall(tx, () => tx.person.findMany({ where: { id: { in: [notice.openedById, ...(application?.heldById ? [application.heldById] : [])] }, status: "active" }, orderBy: { id: "asc" }, select: { id: true, email: true } }));
    return ok({
      subject: { type: application ? "Application" : "Permit", id: of.id },
      from: of.status,
      to: of.status,
      open: { notice: notice.number },
      sealed: { reason: input.answer },
      reference: String(notice.number),
      notices: told.map((person) => ({ template: "consideration-answered" as const, to: { personId: person.id, email: person.email }, data: { reference: of.reference, title: of.title, link: `${origin()}${path}` } })),
    });
  },
});
