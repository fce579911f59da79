import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { isInForce, permitStatusOn } from "@/lib/permits/lifecycle";
import { draftInPlaceOf, offerInARow, openFollowUp } from "@/lib/permits/prefill";
import { answerTransferInput } from "@/lib/permits/schema";

/**
 * A member of the partner to which a permit is offered declines it, or takes it on: then there is an application of theirs, filled in with the
 * devices and where they are. What it takes beyond that they write, and the city decides on it as on any other.
 */
export const answerTransfer = decision({
  name: "transfer.answered",
  input: answerTransferInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    const offer = await offerInARow(tx, input.offerId);
    return offer && { id: newId(), partnerId: offer.toId, agencyId: null, zoneId: null, assetClass: null, tier: 4, submittedAt: null, offer };
  },
  async decide({ tx, input, record: { offer }, now, personId }) {
    if (offer.status !== "offered") return refused("already_decided");
    // The permit is another partner's; what is offered of it goes into the draft, and nothing else is read.
    const taken = await beyondTheWall(tx, async () => {
      const permit = await tx.permit.findUniqueOrThrow({ where: { id: offer.permitId } });
      const open = await openFollowUp(tx, permit.id);
      const told = await membersOf(tx, offer.fromId);
      const draft = input.outcome === "accepted" ? await draftInPlaceOf(tx, permit, "transfer", offer.toId) : null;
      return { permit, open, told, draft };
    });
    const { permit, open, told, draft } = taken;
    if (draft) {
      if (!isInForce(permitStatusOn(permit, dayOf(now)))) return refused("replaced_is_over", { about: { permit: permit.reference } });
      if (open) return refused("offer_blocked");
    }
    const application = draft && (await tx.application.create({ data: draft.data, select: { id: true, reference: true } }));
    const { count } = await tx.transferOffer.updateMany({ where: { id: offer.id, version: input.version, status: "offered" }, data: { status: input.outcome, answeredById: personId, answeredAt: now, applicationId: application?.id ?? null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { offer: offer.number, outcome: input.outcome },
      ...(application ? { also: [{ name: "application.started", subject: { type: "Application", id: application.id }, from: null, to: "draft", open: { kind: "transfer", replaces: permit.reference } }] } : {}),
      ...(application ? { reference: application.reference } : {}),
      notices: told.map((to) => ({ template: "transfer-answered" as const, to, data: { permit: permit.reference, title: permit.title, outcome: input.outcome, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
