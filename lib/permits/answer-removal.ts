import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { isInForce, permitStatusOn, removalMoves } from "@/lib/permits/lifecycle";
import { answerRemovalInput } from "@/lib/permits/schema";

/** Somebody of the city finds that devices are gone, or that they are not. Only from then on they count as removed. */
export const answerRemoval = decision({
  name: "removal.answered",
  input: answerRemovalInput,
  may: ["check", "Permit"],
  async find({ tx, input }) {
    const removal = await tx.removal.findUnique({ where: { id: input.removalId }, include: { permit: true } });
    return removal && { ...removal.permit, removal };
  },
  async decide({ tx, input, record: { removal, ...found }, now, personId }) {
    // In a row with whoever stops or frees devices of it: what got its right back meanwhile is not gone.
    await tx.$queryRaw`SELECT id FROM "Permit" WHERE id = ${found.id}::uuid FOR UPDATE`;
    const permit = await tx.permit.findUniqueOrThrow({ where: { id: found.id } });
    if (input.outcome === "confirmed" && isInForce(permitStatusOn(permit, dayOf(now))) && (await tx.device.count({ where: { id: { in: removal.deviceIds }, status: "authorised" } })) > 0) return refused("device_allowed_again");
    const next = move(removalMoves, removal.status, input.outcome === "confirmed" ? "confirm" : "send_back");
    if (!next.ok) return refused("already_decided");
    const { count } = await tx.removal.updateMany({ where: { id: removal.id, version: input.version, status: "reported" }, data: { status: next.value, answer: input.reason, answeredById: personId, answeredAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    if (next.value === "confirmed") await tx.device.updateMany({ where: { id: { in: removal.deviceIds }, permitId: permit.id, status: { not: "removed" } }, data: { status: "removed", version: { increment: 1 } } });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { removal: removal.number, outcome: input.outcome, devices: removal.deviceIds.length },
      sealed: { reason: input.reason },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "removal-answered" as const, to, data: { permit: permit.reference, title: permit.title, devices: removal.deviceIds.length, outcome: input.outcome, reason: input.reason, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
