import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isInForce, permitStatusOn } from "@/lib/permits/lifecycle";
import { reportRemovalInput } from "@/lib/permits/schema";

/** A member reports that devices which are no longer allowed were taken down, on which day, and what shows it. Refuses devices that are still allowed, and those that are reported or gone already. */
export const reportRemoval = decision({
  name: "removal.reported",
  input: reportRemovalInput,
  may: ["show", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now, personId }) {
    const today = dayOf(now);
    if (input.removedOn > today) return refused("removed_in_future", { field: "removedOn" });
    // In a row with whoever reports the same devices at the same moment.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162004, hashtext(${permit.id}))`;
    const asked = [...new Set(input.devices)];
    const devices = await tx.device.findMany({ where: { id: { in: asked }, permitId: permit.id }, select: { id: true, status: true } });
    if (devices.length !== asked.length) return refused("device_not_of_permit", { field: "devices" });
    const isOver = !isInForce(permitStatusOn(permit, today));
    if (!isOver && devices.some(({ status }) => status === "authorised")) return refused("device_still_allowed", { field: "devices" });
    const known = await tx.removal.findFirst({ where: { permitId: permit.id, status: "reported", deviceIds: { hasSome: asked } }, select: { id: true } });
    if (known || devices.some(({ status }) => status === "removed")) return refused("removal_known", { field: "devices" });
    const { number } = await tx.removal.create({ data: { id: newId(), permitId: permit.id, partnerId: permit.partnerId, deviceIds: asked.toSorted(), removedOn: input.removedOn, evidence: input.evidence, reportedById: personId, reportedAt: now }, select: { number: true } });
    return ok({ subject: { type: "Permit", id: permit.id }, from: permit.status, to: permit.status, open: { removal: number, devices: asked.length, removedOn: isoDay(input.removedOn) }, sealed: { reason: input.evidence }, reference: permit.reference });
  },
});
