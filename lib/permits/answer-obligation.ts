import "server-only";
import { addMonths } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { obligationMoves } from "@/lib/permits/lifecycle";
import { answerObligationInput } from "@/lib/permits/schema";

/** An officer looks at what a partner showed, and accepts it or sends it back. One that recurs is due again so many months after it was due. */
export const answerObligation = decision({
  name: "obligation.answered",
  input: answerObligationInput,
  may: ["check", "Permit"],
  async find({ tx, input }) {
    const obligation = await tx.obligation.findUnique({ where: { id: input.obligationId }, include: { permit: true, condition: true } });
    return obligation && { ...obligation.permit, obligation };
  },
  async decide({ tx, input, record: { obligation, ...permit }, now, personId }) {
    const next = move(obligationMoves, obligation.status, input.outcome === "accepted" ? "accept" : "send_back");
    if (!next.ok) return refused("nothing_to_answer");
    const { count } = await tx.obligation.updateMany({ where: { id: obligation.id, version: input.version }, data: { status: next.value, answer: input.reason, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const { everyMonths, words } = obligation.condition;
    const again = everyMonths && next.value === "accepted" ? addMonths(obligation.dueOn, everyMonths) : null;
    if (again && again <= permit.expiresOn) await tx.obligation.create({ data: { permitId: permit.id, conditionId: obligation.conditionId, partnerId: permit.partnerId, dueOn: again }, select: { id: true } });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { obligation: obligation.number, condition: obligation.condition.number, outcome: input.outcome },
      sealed: { reason: input.reason },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "obligation-answered" as const, to, data: { permit: permit.reference, title: permit.title, condition: words, outcome: input.outcome, reason: input.reason, link: `${origin()}/partner/permits/${permit.reference}#obligations` } })),
    });
  },
});
