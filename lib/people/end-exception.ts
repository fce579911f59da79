import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endExceptionInput } from "@/lib/people/schema";

/** Ends an exception before its time: from the next act on the pair is kept apart again. */
export const endException = decision({
  name: "exception.ended",
  input: endExceptionInput,
  may: ["end", "ApartException"],
  find: ({ tx, input }) => tx.apartException.findUnique({ where: { id: input.exceptionId } }),
  async decide({ tx, input, record: exception, now, personId }) {
    if (exception.endedAt || exception.validUntil <= now) return refused("already_ended");
    const { count } = await tx.apartException.updateMany({ where: { id: exception.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "ApartException", id: exception.id }, from: "given", to: "ended", open: { pair: exception.pair }, sealed: { ofPerson: exception.personId, reason: input.reason }, reference: exception.personId });
  },
});
