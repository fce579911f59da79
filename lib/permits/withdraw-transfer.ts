import "server-only";
import type { Tx } from "@/lib/core/db";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { isOpen } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { offerInARow } from "@/lib/permits/prefill";
import { withdrawTransferInput } from "@/lib/permits/schema";

async function closed(tx: Tx, { id, version }: { id: string; version: number }, now: Date): Promise<boolean> {
  const { count } = await tx.application.updateMany({ where: { id, version }, data: { status: "withdrawn", version: { increment: 1 } } });
  if (count === 1) await releaseSlots(tx, id, now);
  return count === 1;
}

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
    // What nobody took on yet can be taken back whatever became of the permit; what was taken on, until the city has decided.
    if (offer.status !== "offered" && (offer.status !== "accepted" || permit.status === "superseded")) return refused("already_decided");
    const { count } = await tx.transferOffer.updateMany({ where: { id: offer.id, version: input.version }, data: { status: "withdrawn", answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    // What the other has begun for it cannot come to anything, and would stand in the way of what its partner does next.
    const { told, begun, isAt } = await beyondTheWall(tx, async () => {
      const application = offer.applicationId ? await tx.application.findUnique({ where: { id: offer.applicationId }, select: { id: true, status: true, version: true } }) : null;
      const open = application && isOpen(application.status) ? application : null;
      return { told: await membersOf(tx, offer.toId), begun: open, isAt: open !== null && !(await closed(tx, open, now)) };
    });
    // Somebody writes, sends or decides it in this moment.
    if (isAt) return refused("changed_since_read");
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { offer: offer.number },
      also: begun ? [{ name: "application.withdrawn", subject: { type: "Application", id: begun.id }, from: begun.status, to: "withdrawn", open: { offer: offer.number } }] : [],
      reference: permit.reference,
      notices: told.map((to) => ({ template: "transfer-withdrawn" as const, to, data: { title: permit.title, link: `${origin()}/partner` } })),
    });
  },
});
