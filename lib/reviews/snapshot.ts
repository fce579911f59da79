import "server-only";
import { randomInt } from "node:crypto";
import { staffCapabilities } from "@/lib/access/capabilities";
import { inForce, trainingsFor } from "@/lib/access/held";
import { pairs, type Policy } from "@/lib/access/policy";
import { addDays, dayOf, wordDay } from "@/lib/core/calendar";
import type { Prisma, Tx } from "@/lib/core/db";
import type { InterestKind } from "@/lib/core/prisma-client/client";
import { reachOf, type Reach } from "@/lib/people/giving";
import { grantSentence } from "@/lib/people/words";
import { chooseReviewer, leavesEntries, smallestThatSufficed, type CaseDecided, type Giver } from "@/lib/reviews/rules";
import type { ReviewScope, Snapshot } from "@/lib/reviews/schema";

const withNames = { agency: { select: { name: true } }, zone: { select: { name: true } }, partner: { select: { name: true } }, givenBy: { select: { id: true, name: true } } } satisfies Prisma.GrantInclude;
type GrantRow = Prisma.GrantGetPayload<{ include: typeof withNames }>;

/** What is asked of one reviewer: a grant with what is known of it, or one made up. */
export interface Asked {
  grantId: string | null;
  holderId: string;
  reviewerId: string | null;
  snapshot: Snapshot;
}

/** Every grant of city staff in force that reaches into the scope: also what reaches further than that. */
export const grantsInScope = (tx: Tx, scope: ReviewScope, now: Date): Promise<GrantRow[]> =>
  tx.grant.findMany({
    where: {
      AND: [
        inForce(now),
        { capability: { in: scope.capabilities.length > 0 ? scope.capabilities : staffCapabilities } },
        { person: { status: { not: "deactivated" } } },
        scope.agencyId ? { OR: [{ agencyId: null }, { agencyId: scope.agencyId }] } : {},
        scope.zoneId ? { OR: [{ zoneId: null }, { zoneId: scope.zoneId }] } : {},
      ],
    },
    include: withNames,
    orderBy: { id: "asc" },
  });

/** Each grant with which somebody may give and end grants now: they are active, and have whatever training it asks for. */
export async function giversNow(tx: Tx, policy: Policy, now: Date): Promise<(Giver & { email: string; name: string })[]> {
  const training = { where: { endedAt: null, validUntilOn: { gte: dayOf(now) } }, select: { course: true } };
  const grants = await tx.grant.findMany({ where: { ...inForce(now), capability: "people.grant", person: { status: "active" } }, include: { person: { select: { id: true, name: true, email: true, training } } }, orderBy: { id: "asc" } });
  return grants.flatMap((grant) => {
    if (!trainingsFor(grant, policy).every((course) => grant.person.training.some((each) => each.course === course))) return [];
    return [{ ...reachOf(grant), personId: grant.person.id, email: grant.person.email, name: grant.person.name }];
  });
}

interface Uses {
  decisions: number;
  lastUsedAt: Date;
}

function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** How many decisions were made with each of these grants, and when the last was. */
async function usesOf(tx: Tx, grantIds: string[]): Promise<Map<string, Uses>> {
  const rows = await tx.$queryRaw<({ id: string } & Uses)[]>`
    SELECT g.id, count(*)::int AS decisions, max(e.at) AS "lastUsedAt"
    FROM "Grant" g JOIN "LedgerEntry" e ON e."actorId" = g."personId" AND e."grantId" = g.id AND e."causeId" IS NULL
    WHERE g.id = ANY(${grantIds}::uuid[]) GROUP BY g.id`;
  return new Map(rows.map(({ id, ...uses }) => [id, uses]));
}

type Decided = CaseDecided & { id: string; partner: string | null; times: number };

/**
 * Where what was decided with each of these grants lay: cases and permits, grants given and ended, files of assets and networks. What lies
 * nowhere in particular (a zone drawn, an exception given) asked for a grant that is not bound.
 */
async function decidedWith(tx: Tx, grantIds: string[]): Promise<Map<string, Decided[]>> {
  const rows = await tx.$queryRaw<Decided[]>`
    SELECT g.id, c."agencyId", c."zoneId", c."assetClass", coalesce(c.tier, 4) AS tier, c."partnerId", p.name AS partner, count(*)::int AS times
    FROM "Grant" g JOIN "LedgerEntry" e ON e."actorId" = g."personId" AND e."grantId" = g.id AND e."causeId" IS NULL
    LEFT JOIN LATERAL (
      SELECT a."agencyId", a."zoneId", a."assetClass"::text, a.tier, a."partnerId" FROM "Application" a WHERE e."subjectType" = 'Application' AND a.id = e."subjectId"
      UNION ALL SELECT m."agencyId", m."zoneId", m."assetClass"::text, m.tier, m."partnerId" FROM "Permit" m WHERE e."subjectType" = 'Permit' AND m.id = e."subjectId"
      UNION ALL SELECT h."agencyId", h."zoneId", h."assetClass"::text, h."highestTier", NULL FROM "Grant" h WHERE e."subjectType" = 'Grant' AND h.id = e."subjectId"
      UNION ALL SELECT q."agencyId", q."zoneId", q."assetClass"::text, q."highestTier", NULL FROM "GrantRequest" q WHERE e."subjectType" = 'GrantRequest' AND q.id = e."subjectId"
      UNION ALL SELECT i."agencyId", NULL, NULL, NULL, NULL FROM "AssetImport" i WHERE e."subjectType" = 'AssetImport' AND i.id = e."subjectId"
      UNION ALL SELECT n."agencyId", NULL, NULL, NULL, NULL FROM "Network" n WHERE e."subjectType" = 'Network' AND n.id = e."subjectId"
    ) c ON true
    LEFT JOIN "Partner" p ON p.id = c."partnerId"
    WHERE g.id = ANY(${grantIds}::uuid[])
    GROUP BY g.id, c."agencyId", c."zoneId", c."assetClass", coalesce(c.tier, 4), c."partnerId", p.name`;
  return grouped(rows, ({ id }) => id);
}

/** Cases on which the holder did, once with this grant, both of two acts that must lie in different hands. */
async function bothHands(tx: Tx, grantIds: string[], policy: Policy): Promise<Map<string, { words: string; cases: number }[]>> {
  const found: { id: string; words: string; cases: number }[] = [];
  for (const pair of policy.apart) {
    const { words, first, second } = pairs[pair] as { words: string; first: readonly string[]; second: readonly string[] };
    if (first.length === 0) continue;
    const rows = await tx.$queryRaw<{ id: string; cases: number }[]>`
      SELECT g.id, count(DISTINCT one."subjectId")::int AS cases
      FROM "Grant" g
      JOIN "LedgerEntry" one ON one."actorId" = g."personId" AND one."grantId" = g.id AND one.name = ANY(${[...first, ...second]}::text[])
      JOIN "LedgerEntry" other ON other."subjectId" = one."subjectId" AND other."actorId" = g."personId"
        AND other.name = ANY(CASE WHEN one.name = ANY(${[...first]}::text[]) THEN ${[...second]}::text[] ELSE ${[...first]}::text[] END)
      WHERE g.id = ANY(${grantIds}::uuid[]) GROUP BY g.id`;
    found.push(...rows.map((row) => ({ ...row, words })));
  }
  return grouped(found, ({ id }) => id);
}

const tieWords: Record<InterestKind, string> = { family: "family", employment: "employment", ownership: "ownership", other: "another tie" };
const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What stands against each of these grants: ties and memberships of its holder, and acts of theirs that must lie in different hands. */
async function conflictsOf(tx: Tx, grants: readonly GrantRow[], decided: Map<string, Decided[]>, policy: Policy, now: Date): Promise<Map<string, string[]>> {
  const holders = [...new Set(grants.map(({ personId }) => personId))];
  const partner = { select: { id: true, name: true } };
  const interests = await tx.interest.findMany({ where: { personId: { in: holders } }, include: { partner }, orderBy: { id: "asc" } });
  const members = await tx.membership.findMany({ where: { personId: { in: holders }, OR: [{ endedAt: null }, { endedAt: { gt: addDays(now, -policy.coolingDays) } }] }, include: { partner }, orderBy: { id: "asc" } });
  const hands = await bothHands(tx, grants.map(({ id }) => id), policy);
  const [tiesOf, partnersOf] = [grouped(interests, ({ personId }) => personId), grouped(members, ({ personId }) => personId)];
  return new Map(
    grants.map((grant) => {
      const ties = (tiesOf.get(grant.personId) ?? []).flatMap((tie) => {
        const times = (decided.get(grant.id) ?? []).filter(({ partnerId }) => partnerId === tie.partnerId).reduce((sum, each) => sum + each.times, 0);
        return times > 0 ? [`${tie.endedAt ? "Had" : "Has"} a declared tie to ${tie.partner.name} (${tieWords[tie.kind]}), and decided on its cases with this: ${counted(times, "time", "times")}.`] : [];
      });
      const belongs = (partnersOf.get(grant.personId) ?? []).map((each) => (each.endedAt ? `Belonged to ${each.partner.name} until ${wordDay(dayOf(each.endedAt))}.` : `Belongs to ${each.partner.name}.`));
      const apart = (hands.get(grant.id) ?? []).map(({ words, cases }) => `${words}; here both lay in one hand, on ${counted(cases, "case", "cases")}.`);
      return [grant.id, [...ties, ...belongs, ...apart]] as const;
    }),
  );
}

/** Every grant in the scope with what is known of it, and who is to answer for it. */
export async function askedOf(tx: Tx, grants: readonly GrantRow[], givers: readonly Giver[], policy: Policy, now: Date): Promise<Asked[]> {
  const ids = grants.map(({ id }) => id);
  const uses = await usesOf(tx, ids);
  const decided = await decidedWith(tx, ids);
  const conflicts = await conflictsOf(tx, grants, decided, policy, now);
  const names = await namesOf(tx);
  const load = new Map<string, number>();
  return grants.map((grant): Asked => {
    const reach = reachOf(grant);
    const smallest = smallestThatSufficed(grant.capability, reach, decided.get(grant.id) ?? []);
    const used = uses.get(grant.id);
    const isTold = leavesEntries(grant.capability);
    return {
      grantId: grant.id,
      holderId: grant.personId,
      reviewerId: chooseReviewer({ holderId: grant.personId, giverId: grant.givenById, reach }, givers, load),
      snapshot: {
        capability: grant.capability,
        reach,
        words: grantSentence(grant),
        isEmergency: grant.origin === "emergency",
        giver: grant.givenBy,
        reason: grant.reason,
        since: grant.validFrom.toISOString(),
        until: grant.validUntil?.toISOString() ?? null,
        decisions: isTold ? (used?.decisions ?? 0) : null,
        lastUsedAt: used?.lastUsedAt.toISOString() ?? null,
        conflicts: conflicts.get(grant.id) ?? [],
        smallest: smallest && { ...smallest, words: reachWords(grant.capability, smallest, names) },
      },
    };
  });
}

/** The names of agencies, zones and partners, to say a reach in words. */
export interface Names {
  agencies: Map<string, string>;
  zones: Map<string, string>;
  partners: Map<string, string>;
}
export async function namesOf(tx: Tx): Promise<Names> {
  const select = { id: true, name: true } as const;
  const agencies = await tx.agency.findMany({ select });
  const zones = await tx.zone.findMany({ select });
  const partners = await tx.partner.findMany({ where: { grants: { some: {} } }, select });
  const byId = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return { agencies: byId(agencies), zones: byId(zones), partners: byId(partners) };
}

/** What a grant of this reach would allow, to follow "may". */
export function reachWords(capability: string, reach: Reach, { agencies, zones, partners }: Names, validUntil: Date | null = null): string {
  const named = (names: Map<string, string>, id: string | null) => (id ? { name: names.get(id) ?? "" } : null);
  return grantSentence({ capability, agency: named(agencies, reach.agencyId), zone: named(zones, reach.zoneId), partner: named(partners, reach.partnerId), assetClass: reach.assetClass, highestTier: reach.highestTier, validUntil });
}

/** One of a list by chance. */
const oneOf = <T>(list: readonly T[]): T | undefined => list[list.length > 0 ? randomInt(list.length) : 0];
const shuffled = <T>(list: readonly T[]): T[] => list.map((each) => ({ each, at: randomInt(2 ** 40) })).toSorted((one, other) => one.at - other.at).map(({ each }) => each);

/**
 * Makes up permissions that nobody has: each says of a real person what is true of another, of a capability they never held at all. They
 * look like the rest, and whoever keeps one did not look. Fewer than asked for where there are not enough to be had.
 */
export async function madeUp(tx: Tx, howMany: number, asked: readonly Asked[], givers: readonly Giver[], now: Date): Promise<Asked[]> {
  if (howMany === 0) return [];
  const people = await tx.person.findMany({ where: { status: "active", grants: { some: { ...inForce(now), capability: { in: staffCapabilities } } } }, select: { id: true, grants: { select: { capability: true } } }, orderBy: { id: "asc" } });
  const load = new Map<string, number>();
  const made: Asked[] = [];
  const taken = new Set<string>();
  const patterns = grouped(asked.filter(({ snapshot }) => !snapshot.isEmergency && snapshot.conflicts.length === 0), ({ snapshot }) => snapshot.capability);
  const claims = shuffled(people.flatMap((person) => [...patterns.keys()].filter((capability) => !person.grants.some((grant) => grant.capability === capability)).map((capability) => ({ person, capability }))));
  // One a person as long as there are others: two of the same would show.
  for (const again of [false, true]) {
    for (const { person, capability } of claims) {
      if (made.length === howMany) return made;
      if (taken.has(`${person.id} ${capability}`) || taken.has(person.id) !== again) continue;
      const pattern = oneOf((patterns.get(capability) ?? []).filter(({ snapshot }) => snapshot.giver?.id !== person.id))?.snapshot;
      const reviewerId = pattern && chooseReviewer({ holderId: person.id, giverId: pattern.giver?.id ?? null, reach: pattern.reach }, givers, load);
      if (!pattern || !reviewerId) continue;
      taken.add(person.id).add(`${person.id} ${capability}`);
      made.push({ grantId: null, holderId: person.id, reviewerId, snapshot: altered(pattern, asked) });
    }
  }
  return made;
}

/** The same since another day on which one was given, last used a little earlier, and about as often: nobody's twin, and not to be told from the rest. */
function altered(pattern: Snapshot, asked: readonly Asked[]): Snapshot {
  const before = pattern.lastUsedAt ?? new Date().toISOString();
  const since = oneOf(asked.filter(({ snapshot }) => snapshot.since <= before)) ?? { snapshot: pattern };
  const earliest = new Date(since.snapshot.since).getTime();
  const lastUsedAt = pattern.lastUsedAt && new Date(Math.max(earliest, new Date(pattern.lastUsedAt).getTime() - randomInt(60, 36 * 3_600) * 1_000)).toISOString();
  return { ...pattern, since: since.snapshot.since, lastUsedAt, decisions: pattern.decisions && Math.max(1, pattern.decisions + randomInt(-2, 3)) };
}

/** Stores what is asked. Each has an id by chance, so that its place in the list tells nothing of whether it was made up. */
export async function storeItems(tx: Tx, reviewId: string, asked: readonly Asked[]): Promise<void> {
  // By hand and in large parts: row by row a city's yearly review would take minutes.
  for (let from = 0; from < asked.length; from += 5_000) {
    await tx.$executeRaw`
      INSERT INTO "ReviewItem" (id, "reviewId", "grantId", "holderId", "reviewerId", snapshot, "isPlanted")
      SELECT gen_random_uuid(), ${reviewId}::uuid, a."grantId", a."holderId", a."reviewerId", a.snapshot, a."grantId" IS NULL
      FROM jsonb_to_recordset(${JSON.stringify(asked.slice(from, from + 5_000))}::jsonb) AS a ("grantId" uuid, "holderId" uuid, "reviewerId" uuid, snapshot jsonb)`;
  }
}
