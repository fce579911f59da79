import "server-only";
import type { Tx } from "@/lib/core/db";
import type { GrantHeld, Held } from "@/lib/access/ability";
import { isCapability, capabilities } from "@/lib/access/capabilities";

/** Grants in force at an instant. Validity is no concept of CASL: what is not in force is not compiled at all. */
export const inForce = (now: Date) => ({
  endedAt: null,
  validFrom: { lte: now },
  OR: [{ validUntil: null }, { validUntil: { gt: now } }],
});

interface Row {
  now: Date;
  status: string | null;
  grants: (Omit<GrantHeld, "validUntil"> & { validUntil: string | null })[] | null;
  ownPartnerIds: string[] | null;
}

/**
 * What one person holds now (or held `at` an instant), read from the database each time and never from a session; `now` is
 * the database's clock.
 * Without a second factor the grants of city staff sleep. A person who is not active holds nothing.
 * In one statement by hand (Prisma would send three), since every page and every decision begins with it.
 */
export async function heldBy(tx: Pick<Tx, "$queryRaw">, personId: string, { secondFactor, at = null }: { secondFactor: boolean; at?: Date | null }): Promise<{ held: Held; now: Date }> {
  const [row] = await tx.$queryRaw<[Row]>`
    SELECT instant.now, p.status::text,
      (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'capability', g.capability, 'agencyId', g."agencyId", 'zoneId', g."zoneId", 'assetClass', g."assetClass", 'highestTier', g."highestTier", 'partnerId', g."partnerId", 'validUntil', g."validUntil") ORDER BY g.id)
        FROM "Grant" g WHERE g."personId" = p.id AND g."endedAt" IS NULL AND g."validFrom" <= instant.now AND (g."validUntil" IS NULL OR g."validUntil" > instant.now)) AS grants,
      (SELECT array_agg(m."partnerId") FROM "Membership" m WHERE m."personId" = p.id) AS "ownPartnerIds"
    FROM (SELECT coalesce(${at}::timestamptz, now()) AS now) instant LEFT JOIN "Person" p ON p.id = ${personId}::uuid`;
  if (row.status !== "active") return { held: { personId, grants: [], ownPartnerIds: [] }, now: row.now };
  const grants = (row.grants ?? [])
    .filter((grant) => isCapability(grant.capability) && (secondFactor || capabilities[grant.capability].for === "partner"))
    .map((grant): GrantHeld => ({ ...grant, validUntil: grant.validUntil ? new Date(grant.validUntil) : null }));
  return { held: { personId, grants, ownPartnerIds: row.ownPartnerIds ?? [] }, now: row.now };
}
