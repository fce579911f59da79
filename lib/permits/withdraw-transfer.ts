import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { offerInARow } from "@/lib/permits/prefill";
import { withdrawTransferInput } from "@/lib/permits/schema";

/** A member takes an offer back, also one that was accepted, as long as the city has not decided. */
export const withdrawTransfer = decision({
  name: "transfer.withdrawn",
  input: withdrawTransferInput,
  may: ["surrender", "Permit"],
  async find({ tx, input }) {
    const offer = await offerInARow(tx, input.offerId);
    const permit = offer && (await tx.permit.findUnique({ where: { id: offer.permitId } }));
    return permit && { ...permit, offer };
  },
  async decide({ tx, input, record: { offer, ...permit }, now, personId }) {
    if ((offer.status !== "offered" && offer.status !== "accepted") || permit.status === "superseded") return refused("already_decided");
    const { count } = await tx.transferOffer.updateMany({ where: { id: offer.id, version: input.version }, data: { status: "withdrawn", answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const told = await beyondTheWall(tx, () => membersOf(tx, offer.toId));
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { offer: offer.number },
      reference: permit.reference,
      notices: told.map((to) => ({ template: "transfer-withdrawn" as const, to, data: { title: permit.title, link: `${origin()}/partner` } })),
    });
  },
});
