import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { publishPlacesInput } from "@/lib/permits/schema";

/** Residents read again where this permit's devices are, or were: the reason to withhold it is gone. */
export const publishPlaces = decision({
  name: "permit.places_published",
  input: publishPlacesInput,
  may: ["withhold", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    if (!permit.placesWithheld) return refused("places_are_published");
    const { count } = await tx.permit.updateMany({ where: { id: permit.id, version: input.version }, data: { placesWithheld: false, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Permit", id: permit.id }, from: permit.status, to: permit.status, open: { reference: permit.reference, title: permit.title, reason: input.reason }, reference: permit.reference });
  },
});
