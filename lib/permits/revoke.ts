import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { releaseSlots } from "@/lib/applications/occupancy";
import { permitMoves } from "@/lib/permits/lifecycle";
import { revokeInput } from "@/lib/permits/schema";

/** An officer withdraws a permit for good (guideline 4.5). Its devices are no longer allowed from this moment, and its places become free. */
export const revokePermit = decision({
  name: "permit.revoked",
  input: revokeInput,
  may: ["revoke", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "revoke");
    if (!next.ok) return next;
    const { count } = await tx.permit.updateMany({ where: { id: permit.id, version: input.version }, data: { status: next.value, suspendedUntil: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const devices = await tx.device.updateMany({ where: { permitId: permit.id, status: "authorised" }, data: { status: "deauthorised", version: { increment: 1 } } });
    await releaseSlots(tx, permit.applicationId);
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: next.value,
      open: { reference: permit.reference, title: permit.title, reason: input.reason, devices: devices.count },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "permit-revoked" as const, to, data: { permit: permit.reference, title: permit.title, reason: input.reason, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
