import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { freePlaces } from "@/lib/permits/free-places";

/** Frees the places of permits that have run out, unless the city decides on what would take their place. @returns how many */
export async function freePlacesOfExpired(now: Date): Promise<number> {
  const over = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM "Permit" p WHERE p.status IN ('scheduled', 'active', 'restricted', 'suspended') AND p."expiresOn" < ${isoDay(dayOf(now))}::date
      AND EXISTS (SELECT FROM "SlotHold" h WHERE h."applicationId" = p."applicationId" AND h.status = 'consumed')
      AND NOT EXISTS (SELECT FROM "Application" a WHERE a."replacesId" = p.id AND a.status IN ('submitted', 'in_review', 'changes_requested')) ORDER BY p."expiresOn", p.id LIMIT 50`;
  let count = 0;
  // Another worker may have been there first: then it is refused, and nothing is lost.
  for (const { id } of over) if ((await freePlaces({ kind: "operator" }, { permitId: id })).ok) count += 1;
  return count;
}
