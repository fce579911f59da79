import "server-only";
import { assetClassWords } from "@/lib/access/asset-class-words";
import { dayOf } from "@/lib/core/calendar";
import { Prisma, type Tx } from "@/lib/core/db";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { allHeard, type AllHeard } from "@/lib/hearings/heard";
import { ok, refused, type Refusal, type Result } from "@/lib/core/result";
import type { SkipCause } from "@/lib/hearings/words";
import { placeStop, within, type NewStop, type StopScope } from "@/lib/permits/standing";

type Reader = Pick<Tx, "$queryRaw" | "permit" | "device" | "asset" | "zone" | "network" | "partner">;

/** What names a scope and decides who may act on it; null where something in it is not there, or not to be seen. */
export interface ScopeRecord {
  partnerId: string | null;
  agencyId: string | null;
  zoneId: string | null;
  assetClass: AssetClass | null;
  tier: number;
  /** in words: "everything of Tern & Tide in the Harbour Quarter" */
  words: string;
}

/**
 * Who may act on a scope: on one permit or device, whoever may on that permit. On anything wider, whoever's grant reaches all that can come to lie
 * under it, so a grant that is bound to an area needs that area in the scope, and one bound to a tier does not reach.
 */
export async function scopeRecord(tx: Reader, scope: StopScope): Promise<ScopeRecord | null> {
  const [device, permit, asset, zone, network, partner] = [
    scope.deviceId ? await tx.device.findUnique({ where: { id: scope.deviceId }, include: { permit: true } }) : undefined,
    scope.permitId ? await tx.permit.findUnique({ where: { id: scope.permitId } }) : undefined,
    scope.assetId ? await tx.asset.findUnique({ where: { id: scope.assetId } }) : undefined,
    scope.zoneId ? await tx.zone.findUnique({ where: { id: scope.zoneId } }) : undefined,
    scope.networkId ? await tx.network.findUnique({ where: { id: scope.networkId } }) : undefined,
    scope.partnerId ? await tx.partner.findUnique({ where: { id: scope.partnerId } }) : undefined,
  ];
  if ([device, permit, asset, zone, network, partner].includes(null)) return null;
  const on = permit ?? device?.permit;
  const whole = [
    device && `${device.name} (sign ${device.code})`,
    permit && (device ? `of permit ${permit.reference}` : `permit ${permit.reference}`),
    scope.model !== undefined && `everything of the model ${[scope.make, scope.model].filter(Boolean).join(" ")}`,
  ].filter(Boolean);
  const narrowed = [partner && `of ${partner.name}`, asset && `on ${asset.code}`, scope.assetClass && `on ${assetClassWords[scope.assetClass]}`, zone && `in ${zone.name}`, network && `on the network ${network.name}`].filter(Boolean);
  return {
    partnerId: on?.partnerId ?? scope.partnerId ?? null,
    agencyId: on?.agencyId ?? asset?.agencyId ?? null,
    zoneId: scope.zoneId ?? on?.zoneId ?? asset?.zoneId ?? null,
    assetClass: scope.assetClass ?? on?.assetClass ?? asset?.assetClass ?? null,
    tier: on?.tier ?? 4,
    words: [...(whole.length > 0 ? whole : ["everything"]), ...narrowed].join(" "),
  };
}

export interface Reach {
  devices: number;
  permits: number;
  /** permits all of whose devices that may still operate are reached */
  wholly: number;
  partners: number;
  assets: number;
  networks: { id: string; name: string; devices: number }[];
  /** devices of others, or not reached, on the same assets: they stay as they are */
  sharing: number;
  /** what residents have of them, by purpose */
  purposes: { purpose: string; devices: number }[];
  zones: { name: string; devices: number }[];
  /** count and hash of which devices: a decision is on exactly these */
  seen: string;
}

const seenOf = (devices: number, hash: string | null): string => `${devices}:${(hash ?? "").slice(0, 32).padEnd(32, "0")}`;
const hashed = Prisma.sql`encode(sha256(convert_to(string_agg(id::text, ',' ORDER BY id), 'UTF8')), 'hex')`;

/** What a stop over this would reach now, of what whoever asks may see; in one statement. */
export async function reachOf(tx: Pick<Tx, "$queryRaw">, scope: StopScope, now: Date): Promise<Reach> {
  const [row] = await tx.$queryRaw<[Omit<Reach, "seen"> & { hash: string | null }]>`
    WITH reached AS MATERIALIZED (SELECT d.id, d."permitId", d."partnerId", d."assetId", d."networkId", d."zoneId", d.purpose FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE ${within(scope, dayOf(now))})
    SELECT (SELECT count(*) FROM reached)::int AS devices, (SELECT count(DISTINCT "permitId") FROM reached)::int AS permits, (SELECT count(DISTINCT "partnerId") FROM reached)::int AS partners, (SELECT count(DISTINCT "assetId") FROM reached)::int AS assets,
      (SELECT count(*) FROM (SELECT "permitId", count(*) AS n FROM reached GROUP BY 1) r WHERE r.n = (SELECT count(*) FROM "Device" o WHERE o."permitId" = r."permitId" AND o.status = 'authorised'))::int AS wholly,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'devices', r.n) ORDER BY r.n DESC, n.name) FROM (SELECT "networkId", count(*) AS n FROM reached GROUP BY 1) r JOIN "Network" n ON n.id = r."networkId"), '[]') AS networks,
      coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', r.purpose, 'devices', r.n) ORDER BY r.n DESC) FROM (SELECT purpose, count(*) AS n FROM reached GROUP BY 1) r), '[]') AS purposes,
      coalesce((SELECT jsonb_agg(jsonb_build_object('name', z.name, 'devices', r.n) ORDER BY r.n DESC, z.name) FROM (SELECT "zoneId", count(*) AS n FROM reached GROUP BY 1) r JOIN "Zone" z ON z.id = r."zoneId"), '[]') AS zones,
      (SELECT count(*) FROM "Device" o WHERE o."assetId" IN (SELECT "assetId" FROM reached) AND o.status = 'authorised' AND o."permitStatus" IN ('active', 'restricted') AND NOT EXISTS (SELECT FROM reached r WHERE r.id = o.id))::int AS sharing,
      (SELECT ${hashed} FROM reached) AS hash`;
  const { hash, ...reach } = row;
  return { ...reach, seen: seenOf(reach.devices, hash) };
}

/** How many lie under it that whoever asks may not see, since they keep away from those partners: asked beyond the wall, and told as a number only. */
export async function countUnder(tx: Pick<Tx, "$queryRaw">, scope: StopScope, now: Date): Promise<number> {
  const [row] = await tx.$queryRaw<[{ devices: number }]>`SELECT count(*)::int AS devices FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE ${within(scope, dayOf(now))}`;
  return row.devices;
}

/** A stop that was placed, against what the officer was shown: null where it is over exactly that. */
async function isAsSeen(tx: Pick<Tx, "$queryRaw">, stopId: string, seen: string): Promise<Refusal | null> {
  const [row] = await tx.$queryRaw<[{ devices: number; hash: string | null }]>`SELECT count(*)::int AS devices, ${hashed} AS hash FROM (SELECT "deviceId" AS id FROM "StopReach" WHERE "stopId" = ${stopId}::uuid) r`;
  const many = (devices: number) => (devices === 1 ? "1 device" : `${devices} devices`);
  return seenOf(row.devices, row.hash) === seen ? null : refused("reach_changed", { about: { now: many(row.devices), seen: many(Number(seen.split(":")[0])) } });
}

/**
 * Places a stop over exactly what the officer was shown, once every partner under it was heard. An emergency waits for nobody. Refuses a
 * scope that reaches nothing, or others than were shown, and one under which somebody was not heard, without a cause for that.
 */
export async function placeAsSeen(tx: Tx, stop: NewStop, { seen, without }: { seen: string; without?: SkipCause | undefined }, now: Date): Promise<Result<Awaited<ReturnType<typeof placeStop>> & { hearing: AllHeard | Record<string, never> }>> {
  const placed = await placeStop(tx, stop, now);
  if (placed.devices === 0) return refused("nothing_reached");
  const other = await isAsSeen(tx, stop.id, seen);
  if (other) return other;
  if (stop.ratifyBy) return ok({ ...placed, hearing: {} });
  const hearing = await allHeard(tx, stop.id, { intends: stop.effect === "restrict" || stop.effect === "suspend" ? "suspension" : "revocation", without }, now);
  return hearing.ok ? ok({ ...placed, hearing: hearing.value }) : hearing;
}

/** Whom a stop concerns: the members of the partners it reached, with how much of it is theirs. */
export const concernedBy = (tx: Pick<Tx, "$queryRaw">, stopId: string) => tx.$queryRaw<{ personId: string; email: string; devices: number; permits: number }[]>`
  SELECT m."personId", person.email, of.devices::int AS devices, of.permits::int AS permits
  FROM (SELECT p."partnerId", count(*) AS devices, count(DISTINCT p.id) AS permits FROM "StopReach" r JOIN "Permit" p ON p.id = r."permitId" WHERE r."stopId" = ${stopId}::uuid GROUP BY 1) of
  JOIN "Membership" m ON m."partnerId" = of."partnerId" AND m."endedAt" IS NULL JOIN "Person" person ON person.id = m."personId" AND person.status = 'active' ORDER BY m."personId"`;
