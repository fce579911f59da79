import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { dataRequestMoves, extendedDueOn } from "@/lib/rights/lifecycle";
import { extendRequestInput } from "@/lib/rights/schema";

/** A partner needs longer than a month, says why within it, and whoever asked is told: once, by two months. Why is between the two, and in no entry. */
export const extendRequest = decision({
  name: "rights.extended",
  input: extendRequestInput,
  may: ["answer", "DataRequestPart"],
  find: ({ tx, input }) => tx.dataRequestPart.findUnique({ where: { id: input.partId }, include: { request: true, partner: { select: { name: true } } } }),
  async decide({ tx, input, record: { request, partner, ...part }, now, personId }) {
    const next = move(dataRequestMoves, part.status, "extend");
    if (!next.ok) return refused(part.status === "answered" ? "request_answered" : "extended_already");
    if (dayOf(now) > part.dueOn) return refused("extended_too_late");
    const dueOn = extendedDueOn(dayOf(request.askedAt));
    const { count } = await tx.dataRequestPart.updateMany({ where: { id: part.id, version: input.version }, data: { status: next.value, dueOn, extensionReason: input.reason, extendedById: personId, extendedAt: now, remindedDays: [], version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const { email, reference, language } = request;
    return ok({
      subject: { type: "DataRequestPart", id: part.id },
      from: part.status,
      to: next.value,
      open: { part: part.number, dueOn: isoDay(dueOn) },
      reference: String(part.number),
      notices: email ? [{ template: "rights-extended" as const, to: { email }, data: { reference, language, partner: partner.name, dueOn: dueOn.toISOString(), reason: input.reason, link: pageFor(language, `/data-rights/${reference}`) } }] : [],
    });
  },
});
