import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isInForce } from "@/lib/permits/lifecycle";
import { withholdPlacesInput } from "@/lib/permits/schema";

/**
 * From now on residents do not read where this permit's devices are: what they are, whose, and why they are allowed stays public, and they are counted by part of the city.
 * That it is so, and why, is public too. What was told before is not unsaid: it stands in whoever's copy of it.
 */
export const withholdPlaces = decision({
  name: "permit.places_withheld",
  input: withholdPlacesInput,
  may: ["withhold", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    if (!isInForce(permit.status)) return refused("permit_is_over");
    if (permit.placesWithheld) return refused("places_are_withheld");
    const { count } = await tx.permit.updateMany({ where: { id: permit.id, version: input.version }, data: { placesWithheld: true, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Permit", id: permit.id }, from: permit.status, to: permit.status, open: { reference: permit.reference, title: permit.title, reason: input.reason }, reference: permit.reference });
  },
});
