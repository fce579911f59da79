import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { runClock } from "@/lib/core/case-clock";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { considerationMoves, considerationStateOn } from "@/lib/hearings/lifecycle";
import { answerConsiderationInput } from "@/lib/hearings/schema";

/** A member says what there is to say to what the city considers: once, and in time. The clock of a case runs again. */
export const answerConsideration = decision({
  name: "consideration.answered",
  input: answerConsiderationInput,
  may: ["answer", "Consideration"],
  find: ({ tx, input }) => tx.consideration.findUnique({ where: { id: input.considerationId }, include: { application: true, permit: true, openedBy: { select: { id: true, email: true, status: true } } } }),
  async decide({ tx, input, record: notice, now, personId }) {
    const today = dayOf(now);
    const state = considerationStateOn(notice, today);
    if (state === "expired" || state === "stale") return refused("time_to_answer_over");
    const next = move(considerationMoves, notice.status, "answer");
    if (!next.ok) return next;
    const { application, permit } = notice;
    const of = application ?? permit;
    if (!of) throw new Error("a notice of consideration is about nothing");
    const { count } = await tx.consideration.updateMany({ where: { id: notice.id, version: input.version, status: "open" }, data: { status: next.value, answer: input.answer, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    if (application?.clockFrom && ["submitted", "in_review"].includes(application.status)) {
      await tx.application.update({ where: { id: application.id }, data: { ...runClock(application, application.clockDays, today), version: { increment: 1 } }, select: { id: true } });
    }
    const path = application ? `/staff/cases/${of.reference}` : `/staff/permits/${of.reference}`;
    const told = [notice.openedBy, ...(application?.heldById && application.heldById !== notice.openedById ? [await tx.person.findUnique({ where: { id: application.heldById }, select: { id: true, email: true, status: true } })] : [])];
    return ok({
      subject: { type: application ? "Application" : "Permit", id: of.id },
      from: of.status,
      to: of.status,
      open: { notice: notice.number },
      sealed: { reason: input.answer },
      reference: String(notice.number),
      notices: told.flatMap((person) => (person?.status === "active" ? [{ template: "consideration-answered" as const, to: { personId: person.id, email: person.email }, data: { reference: of.reference, title: of.title, link: `${origin()}${path}` } }] : [])),
    });
  },
});
