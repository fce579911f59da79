import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { withdrawRequestInput } from "@/lib/people/schema";

/** Who asked, or proposed, takes it back while nobody has decided; and who would get it declines. */
export const withdrawRequest = decision({
  name: "grant.request_withdrawn",
  input: withdrawRequestInput,
  may: ["withdraw", "GrantRequest"],
  find: ({ tx, input }) => tx.grantRequest.findUnique({ where: { id: input.requestId } }),
  async decide({ tx, input, record: request, now, personId }) {
    if (request.status !== "pending" || request.expiresAt <= now) return refused("already_decided");
    const { count } = await tx.grantRequest.updateMany({ where: { id: request.id, version: input.version, status: "pending" }, data: { status: "withdrawn", decidedById: personId, decidedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "GrantRequest", id: request.id }, from: "pending", to: "withdrawn", open: { capability: request.capability }, sealed: { toPerson: request.personId }, reference: request.id });
  },
});
