import "server-only";
import { db, Prisma, type Tx } from "@/lib/core/db";
import type { AssetClass, PermitStatus, StopEffect, StopEnd } from "@/lib/core/prisma-client/client";
import { dayOf, isoDay } from "@/lib/core/calendar";
import type { Change } from "@/lib/decisions/decision";
import { permitMoveBetween } from "@/lib/permits/lifecycle";

/*
 * How a permit stands: what was granted, less the causes that stand against it. A cause is a stop; it reaches devices, and a permit stands as
 * its devices do. Nothing else moves a permit between active, restricted, suspended, revoked and voided.
 */

/** What a stop is over: all that is given must fit. At least one is. */
export interface StopScope {
  permitId?: string | undefined;
  deviceId?: string | undefined;
  partnerId?: string | undefined;
  assetId?: string | undefined;
  assetClass?: AssetClass | undefined;
  zoneId?: string | undefined;
  networkId?: string | undefined;
  /** a model is named with its make */
  make?: string | undefined;
  model?: string | undefined;
}

/** The devices under a scope that are still authorised, of permits whose days are not over: `d` the device, `p` its permit. */
export function within(scope: StopScope, today: Date): Prisma.Sql {
  const conditions = [
    Prisma.sql`d.status = 'authorised' AND p.status IN ('scheduled', 'active', 'restricted', 'suspended') AND p."expiresOn" >= ${isoDay(today)}::date`,
    ...(scope.permitId ? [Prisma.sql`d."permitId" = ${scope.permitId}::uuid`] : []),
    ...(scope.deviceId ? [Prisma.sql`d.id = ${scope.deviceId}::uuid`] : []),
    ...(scope.partnerId ? [Prisma.sql`d."partnerId" = ${scope.partnerId}::uuid`] : []),
    ...(scope.assetId ? [Prisma.sql`d."assetId" = ${scope.assetId}::uuid`] : []),
    ...(scope.assetClass ? [Prisma.sql`EXISTS (SELECT FROM "Asset" a WHERE a.id = d."assetId" AND a."assetClass" = ${scope.assetClass}::"AssetClass")`] : []),
    ...(scope.zoneId ? [Prisma.sql`d."zoneId" = ${scope.zoneId}::uuid`] : []),
    ...(scope.networkId ? [Prisma.sql`d."networkId" = ${scope.networkId}::uuid`] : []),
    ...(scope.model !== undefined ? [Prisma.sql`d.make = ${scope.make ?? ""} AND d.model = ${scope.model}`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

export interface NewStop {
  id: string;
  effect: StopEffect;
  scope: StopScope;
  /** who may act on it */
  of: { partnerId: string | null; agencyId: string | null; zoneId: string | null; assetClass: AssetClass | null; tier: number };
  reason: string;
  until: Date | null;
  orderedById: string;
  ratifyBy: Date | null;
}

/** A permit that stands otherwise than before, or lost or won devices. */
export interface Moved {
  id: string;
  reference: string;
  title: string;
  partnerId: string;
  before: PermitStatus;
  after: PermitStatus;
  /** devices that lost their right for good, or won it back */
  devices: number;
}

/** Whoever makes new devices, and whoever begins or ends a stop that new devices would come under, wait for each other: else each would miss what the other has not committed. */
const newcomersLock = 7_162_002;
export const asNewcomer = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${newcomersLock}::bigint)`;
const beforeNewcomers = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${newcomersLock}::bigint)`;

/** Puts a stop over the devices in its scope, as they are now, and has their permits stand accordingly. @returns its number, how many it reached, and which permits moved */
export async function placeStop(tx: Tx, stop: NewStop, now: Date): Promise<{ number: number; devices: number; moved: Moved[] }> {
  const { scope, of } = stop;
  const today = dayOf(now);
  if (!scope.permitId && !scope.deviceId) await beforeNewcomers(tx);
  await lockPermits(tx, Prisma.sql`SELECT d."permitId" FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE ${within(scope, today)}`);
  const [made] = await tx.$queryRaw<{ number: number; devices: number }[]>`
    WITH reached AS MATERIALIZED (SELECT d.id, d."permitId" FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE ${within(scope, today)}),
    stop AS (
      INSERT INTO "Stop" (id, effect, "onPermitId", "onDeviceId", "onPartnerId", "onAssetId", "onAssetClass", "onZoneId", "onNetworkId", "onMake", "onModel", "partnerId", "agencyId", "zoneId", "assetClass", tier, reason, until, "orderedById", "orderedAt", "ratifyBy", devices, permits)
      SELECT ${stop.id}::uuid, ${stop.effect}::"StopEffect", ${scope.permitId ?? null}::uuid, ${scope.deviceId ?? null}::uuid, ${scope.partnerId ?? null}::uuid, ${scope.assetId ?? null}::uuid, ${scope.assetClass ?? null}::"AssetClass", ${scope.zoneId ?? null}::uuid, ${scope.networkId ?? null}::uuid,
        ${scope.model === undefined ? null : (scope.make ?? "")}, ${scope.model ?? null}, ${of.partnerId}::uuid, ${of.agencyId}::uuid, ${of.zoneId}::uuid, ${of.assetClass}::"AssetClass", ${of.tier}::int,
        ${stop.reason}, ${stop.until ? isoDay(stop.until) : null}::date, ${stop.orderedById}::uuid, ${now}::timestamptz, ${stop.ratifyBy}::timestamptz, (SELECT count(*) FROM reached), (SELECT count(DISTINCT "permitId") FROM reached)
      RETURNING id, number, devices),
    -- Through the stop, so that it is there before what points to it.
    reach AS (INSERT INTO "StopReach" ("stopId", "deviceId", "permitId") SELECT stop.id, reached.id, reached."permitId" FROM stop, reached)
    SELECT number, devices FROM stop`;
  if (!made) throw new Error("a stop was not stored");
  return { ...made, moved: await restand(tx, reachedBy(stop.id), now) };
}

/** The permits that a stop reached. */
export const reachedBy = (stopId: string): Prisma.Sql => Prisma.sql`SELECT "permitId" FROM "StopReach" WHERE "stopId" = ${stopId}::uuid`;

/** In one order, so that two stops over the same permits wait for each other and do not deadlock. */
const lockPermits = (tx: Tx, permitIds: Prisma.Sql) => tx.$queryRaw`SELECT id FROM "Permit" WHERE id IN (${permitIds}) ORDER BY id FOR UPDATE`;

/** True where the permit is still as it was read; nobody changes it until this transaction ends. */
export async function isStill(tx: Tx, permit: { id: string }, version: number): Promise<boolean> {
  const [now] = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM "Permit" WHERE id = ${permit.id}::uuid FOR UPDATE`;
  return now?.version === version;
}

/** Ends a stop as it stands now, and has its permits stand accordingly. @returns which moved; null where somebody else ended or ratified it meanwhile */
export async function endStop(tx: Tx, stop: Ending, end: End, now: Date): Promise<Moved[] | null> {
  return endStops(tx, [stop], end, now);
}

interface Ending {
  id: string;
  version: number;
  onPermitId: string | null;
  onDeviceId: string | null;
}
interface End {
  as: StopEnd;
  by: string | null;
  reason: string;
}

/** The same for several at once: a permit that several of them reached moves once. */
export async function endStops(tx: Tx, stops: readonly Ending[], end: End, now: Date): Promise<Moved[] | null> {
  if (stops.some(({ onPermitId, onDeviceId }) => !onPermitId && !onDeviceId)) await beforeNewcomers(tx);
  const reached = Prisma.sql`SELECT "permitId" FROM "StopReach" WHERE "stopId" = ANY (${stops.map(({ id }) => id)}::uuid[])`;
  await lockPermits(tx, reached);
  for (const { id, version } of stops) {
    const { count } = await tx.stop.updateMany({ where: { id, version, endedAt: null }, data: { endedAt: now, endedById: end.by, endedAs: end.as, endReason: end.reason, version: { increment: 1 } } });
    if (count !== 1) return null;
  }
  return restand(tx, reached, now);
}

/** Whether a stop `s` takes in what is new, a device `d` on an asset `a`: one that stands, for a time, over everything but one permit or device. */
const takesIn = (now: Date): Prisma.Sql => Prisma.sql`lamppost_stands(s, ${now}::timestamptz) AND s.effect IN ('restrict', 'suspend') AND s."onPermitId" IS NULL AND s."onDeviceId" IS NULL
  AND (s."onPartnerId" IS NULL OR s."onPartnerId" = d."partnerId") AND (s."onAssetId" IS NULL OR s."onAssetId" = a.id) AND (s."onAssetClass" IS NULL OR s."onAssetClass" = a."assetClass")
  AND (s."onZoneId" IS NULL OR s."onZoneId" = a."zoneId") AND (s."onNetworkId" IS NULL OR s."onNetworkId" = d."networkId") AND (s."onModel" IS NULL OR (s."onMake" = d.make AND s."onModel" = d.model))`;

/** What is asked for at a place. Without a make and model: whatever hangs there. */
export interface WantedThere {
  assetId: string;
  make?: string | undefined;
  model?: string | undefined;
}
/** A stop that would take in what is asked for, from the moment it is approved. */
export interface AwaitingStop {
  /** of those that were asked about, which */
  index: number;
  number: number;
  effect: "restrict" | "suspend";
  reason: string;
}

/** What of a partner's would be stopped from its first moment on: the stops that stand over where it is to go and what it is, as anybody may know. */
export function stopsAwaiting(of: { partnerId: string; networkId: string | null }, wanted: readonly WantedThere[], now: Date): Promise<AwaitingStop[]> {
  if (wanted.length === 0) return Promise.resolve([]);
  return db.$queryRaw<AwaitingStop[]>`
    SELECT (d.place - 1)::int AS index, s.number, s.effect::text AS effect, s.reason
    FROM (SELECT ${of.partnerId}::uuid AS "partnerId", ${of.networkId}::uuid AS "networkId", w.* FROM unnest(${wanted.map(({ assetId }) => assetId)}::uuid[], ${wanted.map(({ make }) => make ?? null)}::text[], ${wanted.map(({ model }) => model ?? null)}::text[]) WITH ORDINALITY AS w("assetId", make, model, place)) d
    JOIN "Asset" a ON a.id = d."assetId", "Stop" s
    WHERE s."endedAt" IS NULL AND ${takesIn(now)} ORDER BY d.place, s.number`;
}

/** New devices come under the stops that stand over where and what they are. */
export async function meetStops(tx: Tx, permitId: string, now: Date): Promise<Moved[]> {
  await tx.$executeRaw`
    INSERT INTO "StopReach" ("stopId", "deviceId", "permitId")
    SELECT s.id, d.id, d."permitId" FROM "Device" d JOIN "Asset" a ON a.id = d."assetId", "Stop" s
    WHERE d."permitId" = ${permitId}::uuid AND ${takesIn(now)}
    ON CONFLICT DO NOTHING`;
  return restand(tx, Prisma.sql`SELECT ${permitId}::uuid`, now);
}

/**
 * How permits stand at an instant by the causes against them: id, before (as stored), after, until when they are looked at again, and how many
 * devices have to turn, losing their right or having it back.
 */
const stands = (permitIds: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
      SELECT p.id, p.status AS before, max(c.until) AS until, count(*) FILTER (WHERE (d.status = 'authorised') = c.gone)::int AS turning,
        CASE
          WHEN bool_and(c.void) THEN 'voided'
          WHEN bool_and(c.gone) THEN 'revoked'
          WHEN bool_and(c.suspended) FILTER (WHERE NOT c.gone) THEN 'suspended'
          WHEN bool_or(c.suspended OR c.restricted OR c.gone) THEN 'restricted'
          WHEN p.status IN ('scheduled', 'active') THEN p.status::text
          WHEN p."startsOn" > ${isoDay(dayOf(now))}::date THEN 'scheduled'
          ELSE 'active' END::"PermitStatus" AS after
      -- What was taken down stands for nothing any more; a permit all of whose devices are gone stays as it is.
      FROM "Permit" p JOIN "Device" d ON d."permitId" = p.id AND d.status <> 'removed'
      CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(s.effect = 'void'), false) AS void, coalesce(bool_or(s.effect IN ('revoke', 'void')), false) AS gone, coalesce(bool_or(s.effect = 'suspend'), false) AS suspended, coalesce(bool_or(s.effect = 'restrict'), false) AS restricted,
          max(s.until) FILTER (WHERE s.effect = 'suspend') AS until
        FROM "StopReach" r JOIN "Stop" s ON s.id = r."stopId" AND lamppost_stands(s, ${now}::timestamptz) WHERE r."deviceId" = d.id) c
      WHERE p.id IN (${permitIds}) AND p.status IN ('scheduled', 'active', 'restricted', 'suspended', 'revoked', 'voided')
      GROUP BY p.id`;

/** How permits stand now, by their ids: also where an emergency lapsed and nothing has noticed yet. Those that are over otherwise are as stored. */
export async function standsNow(ids: string[], now: Date): Promise<Map<string, PermitStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; after: PermitStatus }[]>`SELECT stands.id, stands.after::text AS after FROM (${stands(Prisma.sql`SELECT unnest(${ids}::uuid[])`, now)}) stands`;
  return new Map(rows.map(({ id, after }) => [id, after]));
}

/**
 * Has permits and their devices stand as the causes against them say; a few statements, however many there are. A device loses its right for good
 * under a stop that withdraws it, and has it back where the last such ended; with a permit that is over, the database itself takes it from all of
 * them at once. Places of devices that lost it become free.
 */
export async function restand(tx: Tx, permitIds: Prisma.Sql, now: Date): Promise<Moved[]> {
  await lockPermits(tx, permitIds);
  const moving = await tx.$queryRaw<{ id: string; after: PermitStatus; until: Date | null; turning: number }[]>`SELECT stands.id, stands.after::text AS after, stands.until, stands.turning FROM (${stands(permitIds, now)}) stands WHERE stands.before <> stands.after OR stands.turning > 0`;
  if (moving.length === 0) return [];
  const rows = JSON.stringify(moving.map(({ id, after, until, turning }) => ({ id, after, until: until && isoDay(until), turning })));
  const wanted = Prisma.sql`jsonb_to_recordset(${rows}::jsonb) AS wanted (id uuid, after "PermitStatus", until date, turning int)`;
  // Of a permit that is over, all its places; else those of what loses its right now, before it has: one for each such device on each asset.
  await tx.$executeRaw`
    UPDATE "SlotHold" SET status = 'released' WHERE status IN ('held', 'consumed') AND "applicationId" IN (SELECT p."applicationId" FROM ${wanted} JOIN "Permit" p ON p.id = wanted.id WHERE wanted.after IN ('revoked', 'voided') AND wanted.turning > 0)`;
  if (moving.some(({ after, turning }) => turning > 0 && after !== "revoked" && after !== "voided")) {
    await tx.$executeRaw`
      UPDATE "SlotHold" SET status = 'released' WHERE id IN (
        SELECT h.id FROM (
          SELECT hold.id, lost.devices, row_number() OVER (PARTITION BY hold."applicationId", hold."assetId" ORDER BY hold.slot DESC) AS nth
          FROM (
            SELECT p."applicationId", d."assetId", count(*) AS devices FROM ${wanted} JOIN "Permit" p ON p.id = wanted.id JOIN "Device" d ON d."permitId" = p.id
            WHERE wanted.turning > 0 AND wanted.after NOT IN ('revoked', 'voided') AND d.status = 'authorised' AND ${isGone(now)} GROUP BY 1, 2) lost
          JOIN "SlotHold" hold ON hold."applicationId" = lost."applicationId" AND hold."assetId" = lost."assetId" AND hold.status = 'consumed') h
        WHERE h.nth <= h.devices)`;
  }
  const moved = await tx.$queryRaw<Moved[]>`
    WITH was AS (SELECT p.id, p.status FROM ${wanted} JOIN "Permit" p ON p.id = wanted.id)
    UPDATE "Permit" p SET status = wanted.after, "suspendedUntil" = CASE WHEN wanted.after = 'suspended' THEN wanted.until END, version = p.version + 1
    FROM ${wanted}, was WHERE p.id = wanted.id AND was.id = p.id
    RETURNING p.id, p.reference, p.title, p."partnerId", was.status::text AS before, wanted.after::text AS after, wanted.turning AS devices`;
  // Of permits that go on, or have come back, the devices that the permit's own move did not turn.
  await tx.$executeRaw`
    UPDATE "Device" d SET status = CASE WHEN d.status = 'authorised' THEN 'deauthorised' ELSE 'authorised' END::"DeviceStatus", version = d.version + 1
    FROM ${wanted} WHERE d."permitId" = wanted.id AND wanted.turning > 0 AND wanted.after NOT IN ('revoked', 'voided') AND d.status <> 'removed' AND (d.status = 'authorised') = ${isGone(now)}`;
  return moved.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** True of a device `d` over which a stop stands that withdraws its right. */
const isGone = (now: Date): Prisma.Sql => Prisma.sql`EXISTS (SELECT FROM "StopReach" r JOIN "Stop" s ON s.id = r."stopId" WHERE r."deviceId" = d.id AND s.effect IN ('revoke', 'void') AND lamppost_stands(s, ${now}::timestamptz))`;

/** How each permit that moved is told in the ledger, by the one table of moves. @throws where no move leads there */
export const changesOf = (moved: readonly Moved[], open: Record<string, string | number>): Change[] =>
  moved.map(({ id, before, after, reference, title, devices }) => ({
    name: before === after ? "permit.narrowed" : permitMoveBetween(before, after),
    subject: { type: "Permit", id },
    from: before,
    to: after,
    open: { reference, title, ...open, ...(devices > 0 ? { devices } : {}) },
  }));
