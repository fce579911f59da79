import "server-only";
import type { Tx } from "@/lib/core/db";
import { isoDay, dayOf } from "@/lib/core/calendar";
import type { GrantHeld, Held } from "@/lib/access/ability";
import { isCapability, capabilities } from "@/lib/access/capabilities";
import { defaultPolicy, policyOf, type Policy } from "@/lib/access/policy";

/** Grants in force at an instant, as a Prisma filter. Validity is no concept of CASL: what is not in force is not compiled at all. */
export const inForce = (now: Date) => ({
  AND: [
    { validFrom: { lte: now } },
    { OR: [{ endedAt: null }, { endedAt: { gt: now } }] },
    { OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
    { OR: [{ ratifyBy: null }, { ratifyBy: { gt: now } }, { ratification: { is: { outcome: "ratified" as const } } }] },
  ],
});

export interface RowOfHeld {
  now: Date;
  status: string | null;
  /** by which the person is known now, and which version of the rules is in force; for the ledger */
  name?: string | null;
  policyNumber?: number | null;
  policy: unknown;
  grants: (Omit<GrantHeld, "validUntil"> & { validUntil: string | null })[] | null;
  members: { partnerId: string; isFormer: boolean }[] | null;
  interests: string[] | null;
  courses: string[] | null;
}

/** The strength of a sign-in that a grant asks for: 1 a password, 2 a one-time code besides. City staff never act with a password alone. */
const strengthFor = (grant: GrantHeld): number => Math.max(grant.needsStrength ?? 1, isCapability(grant.capability) && capabilities[grant.capability].for === "staff" ? 2 : 1);

/** The trainings that a grant needs: its own, and what the policy asks of its capability. A condition adds to the rules of all, and lifts none of them. */
export const trainingsFor = (grant: { capability: string; needsTraining: string | null }, policy: Policy): string[] => {
  const ofAll = (policy.training as Record<string, string | undefined>)[grant.capability];
  return [...new Set([grant.needsTraining, ofAll].filter((course) => typeof course === "string"))];
};

/** Sorts what is stored into what a person may use now, what sleeps and why, and from whose cases they keep away. */
export function heldFrom(personId: string, row: RowOfHeld, secondFactor: boolean): Held {
  const policy = policyOf(row.policy);
  if (row.status !== "active") return { personId, isActive: false, grants: [], dormant: [], ownPartnerIds: [], formerPartnerIds: [], interestPartnerIds: [], policy };
  const grants: GrantHeld[] = [];
  const dormant: Held["dormant"] = [];
  for (const given of row.grants ?? []) {
    if (!isCapability(given.capability)) continue;
    const grant: GrantHeld = { ...given, validUntil: given.validUntil ? new Date(given.validUntil) : null };
    const missing = trainingsFor(grant, policy).find((course) => !row.courses?.includes(course));
    if (strengthFor(grant) > (secondFactor ? 2 : 1)) dormant.push({ grant, because: "second_factor", training: null });
    else if (missing !== undefined) dormant.push({ grant, because: "training", training: missing });
    else grants.push(grant);
  }
  const members = row.members ?? [];
  return {
    personId,
    isActive: true,
    grants,
    dormant,
    ownPartnerIds: members.filter(({ isFormer }) => !isFormer).map(({ partnerId }) => partnerId),
    formerPartnerIds: members.filter(({ isFormer }) => isFormer).map(({ partnerId }) => partnerId),
    interestPartnerIds: row.interests ?? [],
    policy,
  };
}

/**
 * What one person holds now, read from the database each time and never from a session; `now` is the database's clock.
 * Without a second factor the grants of city staff sleep. A person who is not active holds nothing.
 * In one statement by hand (Prisma would send seven), since every page and every decision begins with it.
 * With `at`, what they held at that instant, by the policy of that day: ended grants, former interests and all.
 */
export async function heldBy(tx: Pick<Tx, "$queryRaw">, personId: string, { secondFactor, at = null }: { secondFactor: boolean; at?: Date | null }): Promise<{ held: Held; now: Date; name: string | null; policyNumber: number }> {
  const today = isoDay(dayOf(at ?? new Date()));
  const [row] = await tx.$queryRaw<[RowOfHeld]>`
    SELECT instant.now, p.name, policy.number AS "policyNumber", policy.content AS policy,
      CASE WHEN ${at}::timestamptz IS NULL THEN p.status::text
        ELSE (SELECT e."toStatus" FROM "LedgerEntry" e WHERE e."subjectType" = 'Person' AND e."subjectId" = p.id AND e."toStatus" IS NOT NULL AND e.at <= instant.now ORDER BY e.id DESC LIMIT 1) END AS status,
      (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'capability', g.capability, 'agencyId', g."agencyId", 'zoneId', g."zoneId", 'assetClass', g."assetClass", 'highestTier', g."highestTier", 'partnerId', g."partnerId",
          'validUntil', g."validUntil", 'needsStrength', g."needsStrength", 'needsRecentMinutes', g."needsRecentMinutes", 'needsTraining', g."needsTraining", 'isEmergency', g.origin = 'emergency') ORDER BY g.id)
        FROM "Grant" g WHERE g."personId" = p.id AND (g."endedAt" IS NULL OR (${at}::timestamptz IS NOT NULL AND g."endedAt" > instant.now)) AND g."validFrom" <= instant.now AND (g."validUntil" IS NULL OR g."validUntil" > instant.now)
          AND (g."ratifyBy" IS NULL OR g."ratifyBy" > instant.now OR EXISTS (SELECT FROM "Ratification" r WHERE r."grantId" = g.id AND r.outcome = 'ratified'))) AS grants,
      (SELECT jsonb_agg(jsonb_build_object('partnerId', m."partnerId", 'isFormer', m."endedAt" IS NOT NULL AND m."endedAt" <= instant.now)) FROM "Membership" m
        WHERE m."personId" = p.id AND m.since <= instant.now AND (m."endedAt" IS NULL OR m."endedAt" > instant.now - make_interval(days => coalesce((policy.content->>'coolingDays')::int, ${defaultPolicy.coolingDays}::int)))) AS members,
      (SELECT array_agg(i."partnerId") FROM "Interest" i WHERE i."personId" = p.id AND i."declaredAt" <= instant.now AND (i."endedAt" IS NULL OR (${at}::timestamptz IS NOT NULL AND i."endedAt" > instant.now))) AS interests,
      (SELECT array_agg(t.course) FROM "Training" t WHERE t."personId" = p.id AND t."recordedAt" <= instant.now AND (t."endedAt" IS NULL OR (${at}::timestamptz IS NOT NULL AND t."endedAt" > instant.now)) AND t."validUntilOn" >= ${today}::date) AS courses
    FROM (SELECT coalesce(${at}::timestamptz, now()) AS now) instant
    LEFT JOIN "Person" p ON p.id = ${personId}::uuid
    LEFT JOIN LATERAL (SELECT a.content, a.number FROM "AccessPolicy" a WHERE a."effectiveAt" <= instant.now ORDER BY a.number DESC LIMIT 1) policy ON true`;
  return { held: heldFrom(personId, row, secondFactor), now: row.now, name: row.name ?? null, policyNumber: row.policyNumber ?? 0 };
}
