import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { followersInARow } from "@/lib/applications/following";
import { isInForce, permitStatusOn } from "@/lib/permits/lifecycle";
import { openFollowUp } from "@/lib/permits/prefill";
import { offerTransferInput } from "@/lib/permits/schema";

/** A member offers a permit to another partner that the city has verified. It stays theirs until the city has approved what the other sends. */
export const offerTransfer = decision({
  name: "transfer.offered",
  input: offerTransferInput,
  may: ["surrender", "Permit"],
  async find({ tx, input }) {
    // Before it is read: whoever decides on what would replace it is waited for.
    await followersInARow(tx, input.permitId);
    return tx.permit.findUnique({ where: { id: input.permitId } });
  },
  async decide({ tx, input, record: permit, now, personId }) {
    if (!isInForce(permitStatusOn(permit, dayOf(now)))) return refused("permit_is_over");
    if (input.toId === permit.partnerId) return refused("offer_to_oneself", { field: "toId" });
    const open = await beyondTheWall(tx, () => openFollowUp(tx, permit.id));
    const offered = await tx.transferOffer.findFirst({ where: { permitId: permit.id, status: "offered" }, select: { id: true } });
    if (open?.kind === "transfer") return refused("transfer_under_way");
    if (open) return refused("follow_up_open", { about: { reference: open.reference } });
    if (offered) return refused("offer_open");
    const devices = await tx.device.count({ where: { permitId: permit.id, status: "authorised" } });
    const from = await tx.partner.findUniqueOrThrow({ where: { id: permit.partnerId }, select: { name: true } });
    // Another partner, and its members, are beyond a member's wall; they are told, and nothing of them is shown.
    const told = await beyondTheWall(tx, async () => {
      const to = await tx.partner.findFirst({ where: { id: input.toId, status: "verified" }, select: { id: true } });
      return to && membersOf(tx, to.id);
    });
    if (!told) return refused("partner_not_there", { field: "toId" });
    const { number } = await tx.transferOffer.create({ data: { id: newId(), permitId: permit.id, fromId: permit.partnerId, toId: input.toId, reference: permit.reference, title: permit.title, devices, words: input.words, offeredById: personId, offeredAt: now }, select: { number: true } });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { offer: number },
      sealed: { reason: input.words, to: input.toId },
      reference: permit.reference,
      notices: told.map((to) => ({ template: "transfer-offered" as const, to, data: { title: permit.title, from: from.name, words: input.words, link: `${origin()}/partner/transfers/${number}` } })),
    });
  },
});
