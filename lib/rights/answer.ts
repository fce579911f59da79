import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { dataRequestMoves } from "@/lib/rights/lifecycle";
import { answerRequestInput } from "@/lib/rights/schema";

/** A partner answers for its part. What it writes goes to whoever asked, and into no entry: only what came of it, and when. */
export const answerRequest = decision({
  name: "rights.answered",
  input: answerRequestInput,
  may: ["answer", "DataRequestPart"],
  find: ({ tx, input }) => tx.dataRequestPart.findUnique({ where: { id: input.partId }, include: { request: true, partner: { select: { name: true } } } }),
  async decide({ tx, input, record: { request, partner, ...part }, now, personId }) {
    const next = move(dataRequestMoves, part.status, "answer");
    if (!next.ok) return refused("request_answered");
    const { count } = await tx.dataRequestPart.updateMany({ where: { id: part.id, version: input.version }, data: { status: next.value, outcome: input.outcome, answer: input.words, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const { email, reference, language } = request;
    return ok({
      subject: { type: "DataRequestPart", id: part.id },
      from: part.status,
      to: next.value,
      open: { part: part.number, outcome: input.outcome, inTime: dayOf(now) <= part.dueOn },
      reference: String(part.number),
      notices: email ? [{ template: "rights-answered" as const, to: { email }, data: { reference, language, partner: partner.name, outcome: input.outcome, answer: input.words, link: pageFor(language, `/data-rights/${reference}`) } }] : [],
    });
  },
});
