import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { forgetLetters } from "@/lib/notices/queue";
import { daysKept, daysUnanswered } from "@/lib/rights/lifecycle";
import { forgetAskerInput } from "@/lib/rights/schema";

/** Some time after the last answer, or long after one was due that never came, the portal forgets who asked, what they wrote and what they were answered. How long each partner took stays. */
export const forgetAsker = decision({
  name: "rights.forgotten",
  input: forgetAskerInput,
  may: { operator: "time alone brings it about, as whoever asks is told" },
  find: ({ tx, input }) => tx.dataRequest.findUnique({ where: { id: input.requestId }, include: { parts: true } }),
  async decide({ tx, record: request, now }) {
    if (request.forgottenAt) return refused("forgotten_already");
    if (request.parts.some(({ answeredAt, dueOn }) => (answeredAt ? addDays(dayOf(answeredAt), daysKept) : addDays(dueOn, daysUnanswered)) >= dayOf(now))) return refused("not_from_here", { about: { status: "forwarded" } });
    await tx.dataRequest.update({ where: { id: request.id }, data: { words: null, email: null, around: null, forgottenAt: now } });
    await forgetLetters(tx, request.reference, now);
    await tx.dataRequestPart.updateMany({ where: { requestId: request.id }, data: { answer: null, extensionReason: null } });
    return ok({ subject: { type: "DataRequest", id: request.id }, from: "forwarded", to: "forgotten", open: { request: request.number } });
  },
});
