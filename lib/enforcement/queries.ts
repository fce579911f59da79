import "server-only";
import { z } from "zod";
import { explain, type Explanation } from "@/lib/access/explain";
import { namesOf } from "@/lib/access/names";
import { assetClassWords } from "@/lib/access/asset-class-words";
import { dayOf } from "@/lib/core/calendar";
import { db, Prisma } from "@/lib/core/db";
import { readReference } from "@/lib/core/ids";
import type { AssetClass, StopEffect } from "@/lib/core/prisma-client/client";
import { asSystem, behindWall } from "@/lib/core/wall";
import { timelineOf } from "@/lib/ledger/queries";
import type { Who } from "@/lib/session/current";
import { countUnder, reachOf, scopeRecord, type Reach } from "@/lib/enforcement/reach";
import { isOpenScope, scopeOf } from "@/lib/enforcement/rules";
import { scopeFields } from "@/lib/enforcement/schema";
import { isForGood } from "@/lib/enforcement/words";
import { permitStatusOn, stopState, type StopState } from "@/lib/permits/lifecycle";
import { standsNow, within, type StopScope } from "@/lib/permits/standing";

/** From what a page begins: what the officer was looking at. */
export interface StopStart {
  permit?: string | undefined;
  device?: string | undefined;
  asset?: string | undefined;
  partner?: string | undefined;
}

export interface ScopeChoice {
  /** how it is written in an address */
  key: string;
  scope: StopScope;
  label: string;
  devices: number;
  permits: number;
}

const keys = Object.keys(scopeFields) as (keyof StopScope)[];

/** A scope as it stands in an address. */
export const scopeKey = (scope: StopScope): string => keys.filter((key) => scope[key] !== undefined).map((key) => `${key}.${encodeURIComponent(scope[key] ?? "")}`).join("~");

/** The scope in an address; null where it says none. */
export function readScope(key: string | undefined): StopScope | null {
  const given = Object.fromEntries((key ?? "").slice(0, 2_000).split("~").map((part) => {
    const at = part.indexOf(".");
    try {
      return [part.slice(0, Math.max(at, 0)), decodeURIComponent(part.slice(at + 1))] as const;
    } catch {
      return ["", ""] as const;
    }
  }).filter(([name]) => (keys as string[]).includes(name)));
  const read = z.strictObject(scopeFields).safeParse(given);
  return read.success && !isOpenScope(read.data as StopScope) ? scopeOf(read.data as StopScope) : null;
}

/** The ways in which one may reach further or less far from where one began, the narrowest first, each with what lies under it. */
export const scopeChoices = behindWall(async (_who: Who, start: StopStart, chosen: StopScope | null): Promise<ScopeChoice[]> => {
  const wanted: { scope: StopScope; label: string }[] = [];
  const add = (scope: StopScope, label: string) => {
    if (!wanted.some((each) => scopeKey(each.scope) === scopeKey(scope))) wanted.push({ scope, label });
  };
  const device = start.device ? await db.device.findUnique({ where: { code: start.device.toUpperCase().slice(0, 20) }, include: { asset: true, zone: true, partner: { select: { id: true, name: true } }, network: true } }) : null;
  const reference = start.permit ? readReference(start.permit) : null;
  const permit = reference ? await db.permit.findUnique({ where: { reference }, include: { partner: { select: { id: true, name: true } } } }) : device ? await db.permit.findUnique({ where: { id: device.permitId }, include: { partner: { select: { id: true, name: true } } } }) : null;
  const asset = start.asset ? await db.asset.findUnique({ where: { code: start.asset.slice(0, 100) }, include: { zone: true } }) : (device?.asset ?? null);
  const partner = start.partner ? await db.partner.findUnique({ where: { id: start.partner } }).catch(() => null) : (permit?.partner ?? null);
  if (device) add({ deviceId: device.id }, `One device: ${device.name}, sign ${device.code}`);
  if (permit) {
    const zones = await db.$queryRaw<{ id: string; name: string }[]>`SELECT DISTINCT z.id, z.name FROM "Device" d JOIN "Zone" z ON z.id = d."zoneId" WHERE d."permitId" = ${permit.id}::uuid AND d.status = 'authorised' ORDER BY z.name LIMIT 6`;
    if (zones.length > 1) for (const zone of zones) add({ permitId: permit.id, zoneId: zone.id }, `This permit, in ${zone.name} only`);
    add({ permitId: permit.id }, `The whole permit ${permit.reference}`);
  }
  if (asset) add({ assetId: asset.id }, `Everything on ${asset.code}`);
  const models = device ? [device] : permit ? await db.$queryRaw<{ make: string; model: string }[]>`SELECT DISTINCT make, model FROM "Device" WHERE "permitId" = ${permit.id}::uuid AND status = 'authorised' AND model <> '' ORDER BY 1, 2 LIMIT 4` : [];
  for (const { make, model } of models) if (model) add({ make, model }, `Everything of the model ${make} ${model}`);
  const networks = device?.network ? [device.network] : permit ? await db.network.findMany({ where: { devices: { some: { permitId: permit.id } } }, take: 4, orderBy: { name: "asc" } }) : [];
  for (const network of networks) add({ networkId: network.id }, `Everything on the network ${network.name}`);
  if (partner) add({ partnerId: partner.id }, `Everything of ${partner.name}`);
  if (chosen && !wanted.some(({ scope }) => scopeKey(scope) === scopeKey(chosen))) {
    const record = await scopeRecord(db, chosen);
    if (record) add(chosen, record.words.charAt(0).toUpperCase() + record.words.slice(1));
  }
  return Promise.all(
    wanted.map(async ({ scope, label }) => {
      const [row] = await db.$queryRaw<[{ devices: number; permits: number }]>`SELECT count(*)::int AS devices, count(DISTINCT d."permitId")::int AS permits FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE ${within(scope, dayOf(new Date()))}`;
      return { key: scopeKey(scope), scope, label, ...row };
    }),
  );
});

export interface StopAhead {
  words: string;
  reach: Reach;
  may: Explanation;
  /** devices under it of partners from whom the officer keeps away: they stay as they are */
  leftOut: number;
  places: { lon: number; lat: number; code: string }[];
}

/** What a stop over a scope would do now, and whether this officer may order it; null where something in it is not there. */
export const stopAhead = behindWall(async (who: Who, scope: StopScope, effect: StopEffect): Promise<StopAhead | null> => {
  const record = await scopeRecord(db, scope);
  if (!record) return null;
  const now = new Date();
  const [reach, all, may, places] = await Promise.all([
    reachOf(db, scope, now),
    asSystem(() => countUnder(db, scope, now)),
    explain(who.held, isForGood(effect) ? "revoke" : "suspend", "Stop", { ...record, orderedById: who.person.id }),
    db.$queryRaw<StopAhead["places"]>`SELECT d.lon, d.lat, a.code FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" JOIN "Asset" a ON a.id = d."assetId" WHERE ${within(scope, dayOf(now))} ORDER BY d.code LIMIT 300`,
  ]);
  return { words: record.words, reach, may, leftOut: all - reach.devices, places };
});

/** What a scope can be built from: areas, kinds of asset, networks. */
export async function scopeParts() {
  const [zones, networks, partners] = await Promise.all([
    db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true }, take: 500 }),
    db.network.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true }, take: 500 }),
    db.$queryRaw<{ id: string; name: string }[]>`SELECT id, name FROM "Partner" p WHERE EXISTS (SELECT FROM "Permit" x WHERE x."partnerId" = p.id) ORDER BY name LIMIT 500`,
  ]);
  return { zones, networks, partners, assetClasses: Object.entries(assetClassWords) as [AssetClass, string][] };
}

/** The stops, those that need a second officer first, then those that stand, newest first; by keyset on their number. */
export const stopsSeenBy = behindWall(async (_who: Who, { state, before }: { state?: string | undefined; before?: number | undefined }) => {
  const now = new Date();
  const open: Prisma.StopWhereInput = { endedAt: null };
  const where: Prisma.StopWhereInput = state === "all" ? {} : state === "unratified" ? { ...open, ratifyBy: { gt: now }, ratifiedAt: null } : state === "set_aside" ? { ...open, setAsides: { some: { outcome: null } } } : open;
  const stops = await db.stop.findMany({ where: { AND: [where, before ? { number: { lt: before } } : {}] }, orderBy: { number: "desc" }, take: 26, include: { setAsides: { where: { outcome: null }, select: { id: true } } } });
  const names = await namesOf(stops.map(({ orderedById }) => orderedById));
  const shown = stops.slice(0, 25).map((stop) => ({ ...stop, state: stopState(stop, now), isSetAside: stop.endedAt === null && stop.setAsides.length > 0, orderedBy: names.get(stop.orderedById)?.name ?? "An officer" }));
  const words = await Promise.all(shown.map((stop) => stopWords(stop)));
  return { stops: shown.map((stop, n) => ({ ...stop, words: words[n] ?? "" })), more: stops.length > 25 ? shown.at(-1)?.number : undefined };
});

interface StopScoped {
  onPermitId: string | null;
  onDeviceId: string | null;
  onPartnerId: string | null;
  onAssetId: string | null;
  onAssetClass: AssetClass | null;
  onZoneId: string | null;
  onNetworkId: string | null;
  onMake: string | null;
  onModel: string | null;
}

const scopeOfStop = (stop: StopScoped): StopScope =>
  scopeOf({
    permitId: stop.onPermitId ?? undefined, deviceId: stop.onDeviceId ?? undefined, partnerId: stop.onPartnerId ?? undefined, assetId: stop.onAssetId ?? undefined, assetClass: stop.onAssetClass ?? undefined,
    zoneId: stop.onZoneId ?? undefined, networkId: stop.onNetworkId ?? undefined, make: stop.onMake ?? undefined, model: stop.onModel ?? undefined,
  });

/** What a stop is over, in words; what whoever asks may not see is not named. */
async function stopWords(stop: StopScoped): Promise<string> {
  const words = (await scopeRecord(db, scopeOfStop(stop)))?.words ?? "something of a partner from whom you keep away";
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const deeds = ["resume", "ratify", "set_aside", "decide"] as const;

/** One stop with all that it reaches, what may be done to it and why not; null where there is none. */
export const stopFile = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const stop = await db.stop.findUnique({ where: { number: Number(number) }, include: { setAsides: { orderBy: { setAt: "desc" } } } });
  if (!stop) return null;
  const now = new Date();
  const setAside = stop.endedAt === null ? stop.setAsides.find(({ outcome }) => outcome === null) : undefined;
  const [words, names, permits, timeline, explained] = await Promise.all([
    stopWords(stop),
    namesOf([stop.orderedById, stop.ratifiedById, stop.endedById, ...stop.setAsides.flatMap(({ setById, decidedById }) => [setById, decidedById])]),
    db.$queryRaw<{ id: string; reference: string; title: string; partner: string; devices: number }[]>`
      SELECT p.id, p.reference, p.title, partner.name AS partner, r.devices::int AS devices FROM (SELECT "permitId", count(*) AS devices FROM "StopReach" WHERE "stopId" = ${stop.id}::uuid GROUP BY 1 ORDER BY 1 DESC) r
      JOIN "Permit" p ON p.id = r."permitId" JOIN "Partner" partner ON partner.id = p."partnerId" ORDER BY p.id DESC LIMIT 100`,
    timelineOf(who, [{ type: "Stop", id: stop.id }]),
    Promise.all(deeds.map((deed) => explain(who.held, deed, "Stop", stop, deed === "decide" && setAside ? [{ ok: setAside.setById !== who.person.id, words: setAside.setById === who.person.id ? "You set this aside yourself, so another person must decide it anew." : "Another person set it aside." }] : []))),
  ]);
  const standing = await standsNow(permits.map(({ id }) => id), now);
  const stored = new Map((await db.permit.findMany({ where: { id: { in: permits.map(({ id }) => id) } }, select: { id: true, status: true, startsOn: true, expiresOn: true } })).map((permit) => [permit.id, permit]));
  const nameOf = (id: string | null) => (id ? (names.get(id)?.name ?? "An officer") : null);
  return {
    ...stop,
    words,
    state: stopState(stop, now) as StopState,
    orderedBy: nameOf(stop.orderedById) ?? "",
    ratifiedBy: nameOf(stop.ratifiedById),
    endedBy: nameOf(stop.endedById),
    setAside: setAside ? { ...setAside, by: nameOf(setAside.setById) ?? "" } : null,
    permitsReached: permits.map((permit) => {
      const of = stored.get(permit.id);
      return { ...permit, standing: of ? permitStatusOn({ ...of, status: standing.get(permit.id) ?? of.status }, dayOf(now)) : "expired" };
    }),
    timeline,
    may: Object.fromEntries(deeds.map((deed, n) => [deed, explained[n]])) as Record<(typeof deeds)[number], Explanation>,
  };
});

/** How many stops wait for a second officer or for a new decision. */
export const stopsWaiting = behindWall(async (_who: Who) => {
  const now = new Date();
  const [unratified, setAside] = await Promise.all([db.stop.count({ where: { endedAt: null, ratifiedAt: null, ratifyBy: { gt: now } } }), db.stop.count({ where: { endedAt: null, setAsides: { some: { outcome: null } } } })]);
  return { unratified, setAside };
});
