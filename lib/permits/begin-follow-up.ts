import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { followersInARow } from "@/lib/applications/following";
import { isInForce, permitStatusOn } from "@/lib/permits/lifecycle";
import { draftInPlaceOf, openFollowUp } from "@/lib/permits/prefill";
import { beginFollowUpInput } from "@/lib/permits/schema";

/**
 * A member begins an application that would change a permit, or renew it: filled in with what is so today. The permit stands as it is until the city
 * has decided. Refuses one that is over, and a second one at a time.
 */
export const beginFollowUp = decision({
  name: "application.started",
  input: beginFollowUpInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    // Before it is read: whoever decides on what would replace it is waited for.
    await followersInARow(tx, input.permitId);
    const permit = await tx.permit.findUnique({ where: { id: input.permitId } });
    return permit && { id: newId(), partnerId: permit.partnerId, agencyId: null, zoneId: null, assetClass: null, tier: 4, submittedAt: null, permit };
  },
  async decide({ tx, input, record: { permit }, now }) {
    if (!isInForce(permitStatusOn(permit, dayOf(now)))) return refused(permit.status === "superseded" ? "permit_is_replaced" : "permit_is_over");
    const open = await beyondTheWall(tx, () => openFollowUp(tx, permit.id));
    if (open?.kind === "transfer") return refused("transfer_under_way");
    if (open) return refused("follow_up_open", { about: { reference: open.reference } });
    const { data } = await draftInPlaceOf(tx, permit, input.kind, permit.partnerId);
    const application = await tx.application.create({ data, select: { id: true, reference: true } });
    return ok({ subject: { type: "Application", id: application.id }, from: null, to: "draft", open: { kind: input.kind, replaces: permit.reference }, reference: application.reference });
  },
});
