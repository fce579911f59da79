import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { withCity } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { isInForce } from "@/lib/permits/lifecycle";
import { freePlacesInput } from "@/lib/permits/schema";

/**
 * The worker writes down that a permit has run out, so that its places are free for others: its devices may not operate since its last day, by the day
 * alone. Not while the city decides on what would take its place, which goes on on the same places.
 */
export const freePlaces = decision({
  name: "permit.ran_out",
  input: freePlacesInput,
  may: { operator: "time alone ends it, by the day that stands in the permit" },
  async find({ tx, input }) {
    // In a row with another worker, and with whoever decides on the permit.
    await tx.$queryRaw`SELECT id FROM "Permit" WHERE id = ${input.permitId}::uuid FOR UPDATE`;
    return tx.permit.findUnique({ where: { id: input.permitId } });
  },
  async decide({ tx, record: permit, now }) {
    if (!isInForce(permit.status) || permit.expiresOn >= dayOf(now)) return refused("not_from_here", { about: { status: permit.status } });
    const awaited = await tx.application.findFirst({ where: { replacesId: permit.id, status: { in: [...withCity] } }, select: { id: true } });
    if (awaited) return refused("replacement_awaited");
    const places = await tx.slotHold.count({ where: { applicationId: permit.applicationId, status: "consumed" } });
    if (places === 0) return refused("nothing_lapsed");
    await releaseSlots(tx, permit.applicationId, now);
    return ok({ subject: { type: "Permit", id: permit.id }, from: permit.status, to: permit.status, open: { reference: permit.reference, title: permit.title, places, expiresOn: isoDay(permit.expiresOn) }, reference: permit.reference });
  },
});
