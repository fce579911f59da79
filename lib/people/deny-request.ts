import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { decideRequestInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

/** Another person says no to what was asked for or proposed, with the reason. */
export const denyRequest = decision({
  name: "grant.request_denied",
  input: decideRequestInput,
  may: ["decide", "GrantRequest"],
  find: ({ tx, input }) => tx.grantRequest.findUnique({ where: { id: input.requestId }, include: { person: { select: { id: true, email: true } }, askedBy: { select: { id: true, email: true } } } }),
  async decide({ tx, input, record: request, now, personId }) {
    if (request.status !== "pending" || request.expiresAt <= now) return refused("already_decided");
    const { count } = await tx.grantRequest.updateMany({ where: { id: request.id, version: input.version, status: "pending" }, data: { status: "denied", decidedById: personId, decidedAt: now, answer: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    // Of an asking that somebody has already proposed, both are told: who asked, and who proposed.
    const told = request.hours && request.person.id !== request.askedBy.id ? [request.askedBy, request.person] : [request.askedBy];
    return ok({
      subject: { type: "GrantRequest", id: request.id },
      from: "pending",
      to: "denied",
      open: { capability: request.capability },
      sealed: { toPerson: request.personId, reason: input.reason },
      reference: request.id,
      notices: told.map(({ id, email }) => ({ template: "request-denied" as const, to: { personId: id, email }, data: { what: capabilityWords(request.capability), reason: input.reason } })),
    });
  },
});
