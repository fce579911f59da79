import "server-only";
import { capabilities, scopeColumns, scopeWords, type Capability, type Scope } from "@/lib/access/capabilities";
import { inForce } from "@/lib/access/held";
import type { Policy } from "@/lib/access/policy";
import { addDays } from "@/lib/core/calendar";
import type { Prisma, Tx } from "@/lib/core/db";
import type { AssetClass, GrantOrigin } from "@/lib/core/prisma-client/client";
import { origin as address } from "@/lib/core/mode";
import { ok, refused, type Refusal, type Result } from "@/lib/core/result";
import type { Notice } from "@/lib/notices/queue";
import { grantSentence } from "@/lib/people/words";

/** How far something given reaches, as its row has it. */
export interface Reach {
  agencyId: string | null;
  zoneId: string | null;
  assetClass: AssetClass | null;
  highestTier: number | null;
  partnerId: string | null;
}

/** What a grant's use asks for. */
export interface Conditions {
  needsStrength: number | null;
  needsRecentMinutes: number | null;
  needsTraining: string | null;
}

type Typed<T> = { [K in keyof T]?: T[K] | undefined };
export const reachOf = (input: Typed<Reach>): Reach => ({ agencyId: input.agencyId ?? null, zoneId: input.zoneId ?? null, assetClass: input.assetClass ?? null, highestTier: input.highestTier ?? null, partnerId: input.partnerId ?? null });
export const conditionsOf = (input: Typed<Conditions>): Conditions => ({ needsStrength: input.needsStrength ?? null, needsRecentMinutes: input.needsRecentMinutes ?? null, needsTraining: input.needsTraining ?? null });

/** True where the one allows nothing that the other does not: each limit of the wider is kept. */
export const isWithin = (narrow: Reach, wide: Reach): boolean =>
  (["agencyId", "zoneId", "assetClass", "partnerId"] as const).every((column) => wide[column] === null || wide[column] === narrow[column]) && (wide.highestTier === null || (narrow.highestTier !== null && narrow.highestTier <= wide.highestTier));

/** The scope as far as anyone may read it in the ledger: its own columns and nothing else that the row may hold. */
export const openScope = (reach: Reach): Record<string, string | number> => Object.fromEntries(Object.entries(reachOf(reach)).filter((entry): entry is [string, string | number] => entry[1] !== null));

/** Whether such a scope can be had at all: this capability can be limited so, and what it names exists. */
export async function scopeRefusal(tx: Tx, capability: Capability, reach: Reach, conditions: Conditions, policy: Policy): Promise<Refusal | null> {
  for (const [scope, column] of Object.entries(scopeColumns) as [Scope, keyof Reach][]) {
    if (reach[column] !== null && !(capabilities[capability].scope as readonly Scope[]).includes(scope)) return refused("scope_not_for_this", { field: column, about: { capability: capabilities[capability].words, scope: scopeWords[scope] } });
  }
  if (reach.agencyId && !(await tx.agency.findUnique({ where: { id: reach.agencyId }, select: { id: true } }))) return refused("scope_unknown", { field: "agencyId", about: { scope: "agency" } });
  if (reach.zoneId && !(await tx.zone.findUnique({ where: { id: reach.zoneId }, select: { id: true } }))) return refused("scope_unknown", { field: "zoneId", about: { scope: "zone" } });
  if (reach.partnerId && !(await tx.partner.findUnique({ where: { id: reach.partnerId }, select: { id: true } }))) return refused("partner_unknown", { field: "partnerId" });
  if (conditions.needsTraining && !policy.courses.includes(conditions.needsTraining)) return refused("course_unknown", { field: "needsTraining" });
  return null;
}

/** From the beginning of one day to the end of another ("until 31 March" includes that day); now and no end where nothing is said. */
export function validityOf({ validFrom, validUntil }: { validFrom?: Date | undefined; validUntil?: Date | undefined }, now: Date): Result<{ validFrom: Date; validUntil: Date | null }> {
  const until = validUntil ? addDays(validUntil, 1) : null;
  const from = validFrom && validFrom > now ? validFrom : now;
  if (until && until <= now) return refused("validity_over", { field: "validUntil" });
  if (until && until <= from) return refused("validity_backwards", { field: "validUntil" });
  return ok({ validFrom: from, validUntil: until });
}

/**
 * Whether this person may be given anything. Their row is locked first, so that two who give them the same, or one who gives while they
 * leave, come one after the other.
 */
export async function mayReceive(tx: Tx, personId: string): Promise<boolean> {
  const [person] = await tx.$queryRaw<{ status: string }[]>`SELECT status::text FROM "Person" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
  return person !== undefined && person.status !== "deactivated";
}

/** Whether a grant of the same person already allows all of this for some of that time. */
export async function overlaps(tx: Tx, { personId, capability, reach, validFrom, validUntil }: { personId: string; capability: Capability; reach: Reach; validFrom: Date; validUntil: Date | null }): Promise<boolean> {
  const held = await tx.grant.findMany({
    where: { personId, capability, endedAt: null, origin: { not: "emergency" }, AND: [{ OR: [{ validUntil: null }, { validUntil: { gt: validFrom } }] }, ...(validUntil ? [{ validFrom: { lt: validUntil } }] : [])] },
  });
  return held.some((grant) => isWithin(reach, grant));
}

const withNames = { agency: { select: { name: true } }, zone: { select: { name: true } }, partner: { select: { name: true } }, person: { select: { id: true, email: true, name: true, status: true } }, givenBy: { select: { name: true } } } satisfies Prisma.GrantInclude;

interface Making extends Reach, Conditions {
  personId: string;
  capability: Capability;
  validFrom: Date;
  validUntil: Date | null;
  reason: string;
  origin: GrantOrigin;
  givenById: string | null;
  givenUnderId: string | null;
  secondById?: string | null;
  supersedesId?: string | null;
  ratifyBy?: Date | null;
}

/** Writes the grant, and says what its entry and its person are to be told. */
export async function makeGrant(tx: Tx, making: Making) {
  const grant = await tx.grant.create({ data: making, include: withNames });
  return {
    grant,
    open: { capability: making.capability, ...openScope(making), ...(making.validUntil ? { validUntil: making.validUntil.toISOString() } : {}) },
    sealed: { toPerson: making.personId, reason: making.reason, ...(making.secondById ? { second: making.secondById } : {}) },
    told: { template: "grant-given" as const, to: { personId: grant.person.id, email: grant.person.email }, data: { what: grantSentence(grant), by: grant.givenBy?.name ?? "You", reason: making.reason, link: `${address()}/account` } } satisfies Notice,
  };
}

/**
 * True while there is no second person to be had: nobody but this person can give grants, and nobody lost it by this person's hand. Who
 * ends the permission of the last colleague does not thereby become able to give alone.
 */
export async function isOnlyGiver(tx: Tx, personId: string): Promise<boolean> {
  const [{ others }] = await tx.$queryRaw<[{ others: number }]>`
    SELECT count(*)::int AS others FROM "Grant" g JOIN "Person" p ON p.id = g."personId"
    WHERE g.capability = 'people.grant' AND g."personId" <> ${personId}::uuid
      AND (g."endedById" = ${personId}::uuid OR (g."endedAt" IS NULL AND (g."validUntil" IS NULL OR g."validUntil" > now()) AND p.status <> 'deactivated'))`;
  return others === 0;
}

/** True while a grant is in force; its end, given meanwhile by somebody else, waits for us. */
export async function isStillHeld(tx: Tx, grantId: string | null, now: Date): Promise<boolean> {
  const [grant] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Grant" WHERE id = ${grantId}::uuid AND "endedAt" IS NULL AND ("validUntil" IS NULL OR "validUntil" > ${now}) FOR SHARE`;
  return grant !== undefined;
}

/** Who could give this now, to be told of it: holders of `people.grant` that reaches so far, but these. */
export async function giversOf(tx: Tx, reach: Reach, now: Date, but: string[]): Promise<{ personId: string; email: string }[]> {
  const grants = await tx.grant.findMany({
    where: { capability: "people.grant", ...inForce(now), personId: { notIn: but }, person: { status: "active" } },
    include: { person: { select: { id: true, email: true } } },
    orderBy: { id: "asc" },
  });
  const givers = new Map(grants.filter((grant) => isWithin(reach, grant)).map(({ person }) => [person.id, { personId: person.id, email: person.email }]));
  return [...givers.values()];
}

/**
 * True where, without these grants, nobody could give any grant of the city for as long as with them: no other active person holds such a
 * grant, bound to nothing, in force now and for as long. Two who end each other's at once are put in a row here.
 */
export async function isLastGiver(tx: Tx, ...grantIds: string[]): Promise<boolean> {
  const givers = await tx.$queryRaw<{ id: string; validUntil: Date | null; isActive: boolean }[]>`
    SELECT g.id, g."validUntil", p.status = 'active' AS "isActive" FROM "Grant" g JOIN "Person" p ON p.id = g."personId"
    WHERE g.capability = 'people.grant' AND g."endedAt" IS NULL AND g."validFrom" <= now() AND (g."validUntil" IS NULL OR g."validUntil" > now()) AND g.origin <> 'emergency'
      AND g."agencyId" IS NULL AND g."zoneId" IS NULL AND g."assetClass" IS NULL AND g."highestTier" IS NULL AND g."partnerId" IS NULL
    ORDER BY g.id FOR UPDATE OF g`;
  const lasts = ({ validUntil }: { validUntil: Date | null }) => validUntil?.getTime() ?? Number.POSITIVE_INFINITY;
  const ending = givers.filter(({ id }) => grantIds.includes(id)).map(lasts);
  return ending.length > 0 && !givers.some((giver) => giver.isActive && !grantIds.includes(giver.id) && lasts(giver) >= Math.max(...ending));
}
