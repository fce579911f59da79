import "server-only";
import { namesOf } from "@/lib/access/names";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { db, Prisma } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { cellsAround } from "@/lib/core/map-tile";
import { asSystem } from "@/lib/core/wall";
import { remembered, rememberedWhile } from "@/lib/core/remembered";
import { ledgerSize } from "@/lib/ledger/queries";
import { storedHandling } from "@/lib/permits/handling";
import { mayOperate } from "@/lib/permits/may-operate";
import { operationWords, shownAs } from "@/lib/permits/words";
import type { StopEffect } from "@/lib/core/prisma-client/client";
import { inStreet } from "@/lib/assets/areas";
import type { View } from "@/lib/assets/views";
import { purposes, identifiesLevels } from "@/lib/applications/schema";

/** The public's window: everything here may be read by anyone, and nothing else may. */

const listed = ["active", "restricted", "suspended"] as const;
/** What a resident may know of a device. No serial number, no network, no private contact. */
const publicDevice = {
  id: true, code: true, name: true, make: true, model: true, purpose: true, why: true, collects: true, identifies: true, keptWords: true, sharedWords: true, lat: true, lon: true,
  permitStatus: true, startsOn: true, expiresOn: true, status: true,
  partner: { select: { name: true, publicContact: true, website: true } },
  asset: { select: { code: true, place: true, assetClass: true, lat: true, lon: true, agency: { select: { name: true } } } },
  zone: { select: { name: true } },
} satisfies Prisma.DeviceSelect;

export interface Search {
  find?: string | undefined;
  /** words that read alike will do: for whoever mistyped one */
  alike?: boolean | undefined;
  purposes?: string[] | undefined;
  identifies?: string[] | undefined;
  assetClass?: string | undefined;
  zone?: string | undefined;
  partner?: string | undefined;
  /** only what is under a stop at this moment */
  stopped?: boolean | undefined;
  /** the plate of what it hangs on */
  plate?: string | undefined;
  /** of whose permits some day lies between these, both included; null is open */
  between?: { from: Date | null; until: Date | null } | undefined;
  /** also what is over: revoked, expired, replaced */
  past?: boolean | undefined;
  view?: View | undefined;
  before?: string | undefined;
}

export const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct", "other"] as const;

/**
 * A word as part of a device's words. What is shorter than three letters only at the beginning of a word: within one, no
 * index could help, and whoever types two letters would have the whole register read.
 */
const holds = (word: string): Prisma.Sql =>
  /[\p{L}\p{N}]{3}/u.test(word) ? Prisma.sql`d.words LIKE ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}` : Prisma.sql`d.words ~ ${`(^| )${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`}`;

/**
 * A word that reads like one of a device's words: at most two letters are other, and of a short word one. An index finds those that share some pieces of three
 * letters with it (pg_trgm), of which the letters are counted (fuzzystrmatch).
 */
const readsLike = (word: string): Prisma.Sql =>
  Prisma.sql`(d.words %> ${word} AND EXISTS (SELECT FROM unnest(string_to_array(d.words, ' ')) known WHERE length(known) <= 40 AND levenshtein_less_equal(known, ${word}, 2) <= ${word.length > 5 ? 2 : 1}))`;
/** Shorter words read like too much, and what is no word was not mistyped. */
const isWord = (word: string): boolean => /^\p{L}{4,40}$/u.test(word);

/** A column that is one of these, if there are any. Said of one it is found in the order of an index; of several it is not. */
const oneOf = (column: Prisma.Sql, values: string[], type: Prisma.Sql): Prisma.Sql[] =>
  values.length === 0 ? [] : values.length === 1 ? [Prisma.sql`${column} = ${values[0]}::${type}`] : [Prisma.sql`${column} = ANY (${values}::${type}[])`];

/** By the cells that a view touches, which an index finds; whether a place lies in it is asked besides. */
function nearby(view: View): Prisma.Sql[] {
  const ranges = cellsAround(view);
  return ranges.length === 0 ? [] : [Prisma.sql`(${Prisma.join(ranges.map(({ from, to }) => Prisma.sql`(d.cell >= ${from} AND d.cell < ${to})`), " OR ")})`];
}

/**
 * What a search asks of a device d. In SQL by hand, because Prisma sorts whatever it takes the first few of: it then
 * reads all that fit, or looks for them in the order of id through the whole table.
 */
export function fits(search: Search, today: Date): Prisma.Sql {
  const words = (search.find ?? "").toLowerCase().trim().slice(0, 100).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, 6);
  const wantedPurposes = purposes.filter((purpose) => search.purposes?.includes(purpose));
  const wantedLevels = identifiesLevels.filter((level) => search.identifies?.includes(level));
  const wantedClass = assetClasses.find((assetClass) => assetClass === search.assetClass);
  const { view } = search;
  const conditions = [
    Prisma.sql`TRUE`,
    ...(search.past ? [] : [inForceOn(today)]),
    ...words.map((word) => (search.alike && isWord(word) ? readsLike(word) : holds(word))),
    ...oneOf(Prisma.sql`d.purpose`, wantedPurposes, Prisma.sql`"Purpose"`),
    ...oneOf(Prisma.sql`d.identifies`, wantedLevels, Prisma.sql`"Identifies"`),
    ...(wantedClass ? [Prisma.sql`EXISTS (SELECT FROM "Asset" a WHERE a.id = d."assetId" AND a."assetClass" = ${wantedClass}::"AssetClass")`] : []),
    ...(search.zone && isId(search.zone) ? [Prisma.sql`d."zoneId" = ${search.zone}::uuid`] : []),
    ...(search.partner ? [Prisma.sql`d."partnerId" = (SELECT p.id FROM "Partner" p WHERE p.name = ${search.partner} ORDER BY p.id LIMIT 1)`] : []),
    ...(search.stopped ? [Prisma.sql`d.id IN (SELECT r."deviceId" FROM "StopReach" r JOIN "Stop" s ON s.id = r."stopId" WHERE lamppost_stands(s, now()))`] : []),
    ...(search.plate ? [Prisma.sql`d."assetId" = (SELECT a.id FROM "Asset" a WHERE a.code = ${search.plate})`] : []),
    ...(search.between?.from ? [Prisma.sql`d."expiresOn" >= ${isoDay(search.between.from)}::date`] : []),
    ...(search.between?.until ? [Prisma.sql`d."startsOn" <= ${isoDay(search.between.until)}::date`] : []),
    ...(view ? nearby(view) : []),
    ...(view ? [Prisma.sql`${view.west <= view.east ? Prisma.sql`d.lon BETWEEN ${view.west} AND ${view.east}` : Prisma.sql`(d.lon >= ${view.west} OR d.lon <= ${view.east})`} AND d.lat BETWEEN ${view.south} AND ${view.north}`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

export const inForceOn = (today: Date): Prisma.Sql => Prisma.sql`d.status = 'authorised' AND d."permitStatus" IN ('active', 'restricted', 'suspended') AND d."startsOn" <= ${isoDay(today)}::date AND d."expiresOn" >= ${isoDay(today)}::date`;

export const pageSize = 20;
export const countedTo = 1_000;

/** Devices with how they stand at this instant, by the one answer to whether they may operate: past the wall, since that is said of those too whose place is withheld. */
async function standing<D extends { id: string }>(devices: D[]) {
  const operations = new Map((await asSystem(() => mayOperate({ ids: devices.map(({ id }) => id) }, new Date()))).map((each) => [each.id, each.operation]));
  return devices.map((device) => {
    const operation = operations.get(device.id) ?? "withdrawn";
    return { ...device, operation, standing: shownAs[operation] };
  });
}

const before = (search: Search): string | undefined => (search.before && isId(search.before) ? search.before : undefined);

/** The ids of the next devices that fit, newest first. */
async function idsInOrder(search: Search, today: Date, take: number): Promise<string[]> {
  const last = before(search);
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT d.id FROM "DeviceListed" d WHERE ${fits(search, today)} ${last ? Prisma.sql`AND d.id < ${last}::uuid` : Prisma.empty} ORDER BY d.id DESC LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** Of the devices that fit, the ids of up to a thousand and one, in no order. */
async function someThatFit(search: Search, today: Date): Promise<string[]> {
  const [{ ids }] = (await db.$queryRaw`
    SELECT coalesce(array_agg(found.id), '{}') AS ids FROM (SELECT d.id FROM "DeviceListed" d WHERE ${fits(search, today)} LIMIT ${countedTo + 1}) found`) as [{ ids: string[] }];
  return ids;
}

/**
 * One page of devices, newest first, by keyset, with the count (to a thousand). Where nothing holds the words that were typed, what reads like them: `searched` says by
 * which search it was found.
 */
export async function devicesListed(wanted: Search) {
  const today = dayOf(new Date());
  const exact = await someThatFit(wanted, today);
  const isMistyped = exact.length === 0 && (wanted.find ?? "").split(/\s+/).some(isWord);
  const search: Search = isMistyped ? { ...wanted, alike: true } : wanted;
  const ids = isMistyped ? await someThatFit(search, today) : exact;
  // Few that fit are known by now. Many are soon met on the way from the newest back.
  const last = before(search);
  const page = ids.length > countedTo ? await idsInOrder(search, today, pageSize + 1) : ids.filter((id) => !last || id < last).toSorted().toReversed().slice(0, pageSize + 1);
  const shown = page.slice(0, pageSize);
  const devices = await db.device.findMany({ where: { id: { in: shown } }, orderBy: { id: "desc" }, select: publicDevice });
  return { searched: search, devices: await standing(devices), count: ids.length, more: page.length > pageSize ? shown.at(-1) : undefined };
}

interface PlaceListed {
  id: string;
  code: string;
  name: string;
  lon: number;
  lat: number;
  asset: { code: string };
}

/** Where else, within a view, such devices are: for the map. At most 600, so that a map costs the same in any city. */
export async function placesListed(search: Search, view: View): Promise<PlaceListed[]> {
  // Codes are random, so the first 600 by code lie all over the view.
  const places = await db.$queryRaw<(Omit<PlaceListed, "asset"> & { plate: string })[]>`
    SELECT d.id, d.code, d.name, d.lon, d.lat, asset.code AS plate FROM "DeviceListed" d JOIN "Asset" asset ON asset.id = d."assetId" WHERE ${fits({ ...search, view }, dayOf(new Date()))} ORDER BY d.code LIMIT 600`;
  return places.map(({ plate, ...place }) => ({ ...place, asset: { code: plate } }));
}

/** What of its permit is told with a device. */
const publicPermit = { id: true, reference: true, title: true, reason: true, handling: true, decidedAt: true, status: true, startsOn: true, expiresOn: true, suspendedUntil: true, decidedById: true, conditions: { orderBy: { number: "asc" }, select: { number: true, words: true } } } satisfies Prisma.PermitSelect;

interface Unplaced extends Omit<Prisma.DeviceGetPayload<{ select: typeof publicDevice }>, "lat" | "lon" | "partner" | "asset" | "zone"> {
  permitId: string;
  partnerId: string;
  zoneId: string | null;
  devices: number;
}

/** One whose place is withheld, by its code: read from where no place is. */
async function unplacedDevice(code: string) {
  const [found] = await db.$queryRaw<Unplaced[]>`
    SELECT id, code, name, make, model, purpose::text AS purpose, why, collects, identifies::text AS identifies, "keptWords", "sharedWords", "permitStatus"::text AS "permitStatus", "startsOn", "expiresOn", status::text AS status, "permitId", "partnerId", "zoneId",
      (SELECT count(*)::int FROM "DeviceUnplaced" each WHERE each."permitId" = d."permitId") AS devices FROM "DeviceUnplaced" d WHERE code = ${code} AND "placeWithheld"`;
  if (!found) return null;
  const { permitId, partnerId, zoneId, devices, ...device } = found;
  const [partner, permit, zone] = await Promise.all([
    db.partner.findUniqueOrThrow({ where: { id: partnerId }, select: publicDevice.partner.select }),
    db.permit.findUniqueOrThrow({ where: { id: permitId }, select: publicPermit }),
    zoneId ? db.zone.findUnique({ where: { id: zoneId }, select: { name: true } }) : null,
  ]);
  return { ...device, partner, zone, asset: null, assetId: null, permit: { ...permit, _count: { devices } } };
}

async function placedDevice(code: string) {
  return db.device.findUnique({ where: { code, placeWithheld: false }, select: { ...publicDevice, assetId: true, permit: { select: { ...publicPermit, _count: { select: { devices: true } } } } } });
}

/** One device by the code on its sign, whatever became of it; null where there never was one. Where its place is withheld it has no asset. */
export async function devicePage(typed: string) {
  const code = typed.toUpperCase().slice(0, 20);
  const device = (await placedDevice(code)) ?? (await unplacedDevice(code));
  if (!device) return null;
  const today = dayOf(new Date());
  const { decidedById, handling, ...permit } = device.permit;
  const [neighbours, history, names, stops] = await Promise.all([
    device.assetId === null ? [] : db.device.findMany({ where: { assetId: device.assetId, placeWithheld: false, permitStatus: { in: [...listed] }, startsOn: { lte: today }, expiresOn: { gte: today } }, orderBy: { id: "asc" }, take: 8, select: { code: true, name: true, partner: { select: { name: true } } } }),
    publicEntries({ permitIds: await withReplaced(permit.id) }),
    namesOf([decidedById]),
    db.$queryRaw<{ number: number; effect: StopEffect; reason: string; until: Date | null; orderedAt: Date; isUnratified: boolean }[]>`
      SELECT s.number, s.effect::text AS effect, s.reason, s.until, s."orderedAt", s."ratifyBy" IS NOT NULL AND s."ratifiedAt" IS NULL AS "isUnratified" FROM "StopReach" r JOIN "Stop" s ON s.id = r."stopId"
      WHERE r."deviceId" = ${device.id}::uuid AND lamppost_stands(s, now()) ORDER BY s.effect DESC, s.number`,
  ]);
  const by = names.get(decidedById);
  const [shown] = await standing([device]);
  const asset = device.asset;
  return { ...device, asset, operation: shown?.operation ?? "withdrawn", standing: shown?.standing ?? "revoked", permit: { ...permit, handling: storedHandling(handling), decidedBy: by ? { name: by.name, line: by.line } : null }, neighbours, history, stops };
}

/** A permit and those before it that it replaced, one by the other: what was decided on them was decided on this device too. */
async function withReplaced(permitId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (SELECT ${permitId}::uuid AS id, 1 AS depth UNION ALL SELECT p.id, line.depth + 1 FROM line JOIN "Permit" p ON p."replacedById" = line.id WHERE line.depth < 20) SELECT id FROM line`;
  return rows.map(({ id }) => id);
}

/** One asset by the number on its plate, with what is on it now. */
export async function assetPage(code: string) {
  const asset = await db.asset.findUnique({ where: { code: code.slice(0, 100) }, include: { agency: { select: { name: true } }, zone: { select: { name: true } } } });
  if (!asset) return null;
  const zones = await withheldByZone();
  return { ...asset, withheldInZone: zones.find(({ id }) => id === asset.zoneId)?.count ?? 0, devices: await standing(await db.device.findMany({ where: { assetId: asset.id, placeWithheld: false }, orderBy: { id: "desc" }, take: 100, select: publicDevice })) };
}

/** The exact plate a resident typed, so that "HQ 0412" goes straight to the pole. */
export async function plateTyped(text: string): Promise<{ code: string } | null> {
  // By hand: Prisma's insensitive `equals` is ILIKE, which reads every asset, and to which "%" is every plate.
  const found = await db.$queryRaw<{ code: string }[]>`SELECT code FROM "Asset" WHERE lower(code) = lower(${text.trim().slice(0, 100)}) LIMIT 1`;
  return found[0] ?? null;
}

/** The plate that a short address names, written there without spaces; null where it names a device, or nothing. */
export async function plateOnSign(code: string): Promise<string | null> {
  const text = code.toUpperCase().slice(0, 60);
  const found = await db.$queryRaw<{ code: string }[]>`SELECT a.code FROM "Asset" a WHERE upper(replace(a.code, ' ', '')) = ${text} AND NOT EXISTS (SELECT FROM "Device" d WHERE d.code = ${text}) ORDER BY a.id LIMIT 1`;
  return found[0]?.code ?? null;
}

const publicNames = ["permit.granted", "permit.suspended", "permit.restricted", "permit.narrowed", "permit.eased", "permit.resumed", "permit.revoked", "permit.voided", "permit.reinstated", "permit.surrendered", "permit.superseded", "permit.places_withheld", "permit.places_published", "application.refused"] as const;

export interface PublicDecision {
  id: string;
  at: Date;
  name: (typeof publicNames)[number];
  title: string;
  reference: string;
  partner: string;
  reason: string;
  /** who decided, by name; the partner where it gave something back; null where no name is known any more, or none decided */
  officer: string | null;
  /** nobody decided: time went by */
  isByLapse: boolean;
  until: string | null;
  conditions: number;
  devices: number;
  /** a device to look at, where there is one */
  deviceCode: string | null;
}

/** What somebody may want to follow: one of these. */
export interface Followed {
  /** part of the name of the place that something hangs on */
  street?: string | undefined;
  zoneId?: string | undefined;
  partnerId?: string | undefined;
  deviceId?: string | undefined;
}

/** The devices d of a followed thing, to be joined to permits. By a street only those are found whose place is published. */
const followedDevices = ({ street, zoneId, partnerId, deviceId }: Followed): { from: Prisma.Sql; where: Prisma.Sql } =>
  street && !deviceId && !partnerId && !zoneId
    ? { from: Prisma.sql`"DeviceListed" d JOIN "Asset" a ON a.id = d."assetId"`, where: inStreet(street) }
    : { from: Prisma.sql`"DeviceUnplaced" d`, where: deviceId ? Prisma.sql`d.id = ${deviceId}::uuid` : partnerId ? Prisma.sql`d."partnerId" = ${partnerId}::uuid` : zoneId ? Prisma.sql`d."zoneId" = ${zoneId}::uuid` : Prisma.sql`FALSE` };

/** The ids of entries about permits with a device that is followed: the newest; or, after one that is given, those that came first. */
async function entriesFollowed(of: Followed, after: string | undefined, take: number): Promise<string[]> {
  const { from, where } = followedDevices(of);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM "LedgerEntry" e WHERE e."subjectType" = 'Permit' AND e.name = ANY (${[...publicNames]}) ${after ? Prisma.sql`AND e.id > ${after}::uuid` : Prisma.empty}
      AND EXISTS (SELECT FROM ${from} WHERE d."permitId" = e."subjectId" AND ${where}) ORDER BY e.id ${after ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** Decisions on what is followed, newest first: the latest, or the first that came after one entry, where it is given. */
export async function decisionsOn(of: Followed, { after, take = 50 }: { after?: string | undefined; take?: number } = {}): Promise<PublicDecision[]> {
  const ids = await entriesFollowed(of, after, take);
  return ids.length === 0 ? [] : publicEntries({ ids, take });
}

/** When permits with a device that is followed end, from today on: the next five hundred. */
export async function endingsOn(of: Followed): Promise<{ reference: string; title: string; partner: string; on: Date; code: string }[]> {
  const today = isoDay(dayOf(new Date()));
  const { from, where } = followedDevices(of);
  return db.$queryRaw`
    SELECT p.reference, p.title, pa.name AS partner, p."expiresOn" AS on, min(d.code) AS code FROM ${from} JOIN "Permit" p ON p.id = d."permitId" JOIN "Partner" pa ON pa.id = p."partnerId"
    WHERE ${where} AND p.status IN ('scheduled', 'active', 'restricted', 'suspended') AND p."expiresOn" >= ${today}::date GROUP BY p.id, pa.name ORDER BY p."expiresOn", p.reference LIMIT 500`;
}

/** What an address names to be followed, with how it is called; null where there is no such thing. */
export async function followable(given: { street?: unknown; zone?: unknown; partner?: unknown; device?: unknown }): Promise<(Followed & { name: string; query: string }) | null> {
  const text = (value: unknown): string => (typeof value === "string" ? value.trim().slice(0, 100) : "");
  const [street, zone, partner, device] = [text(given.street), text(given.zone), text(given.partner), text(given.device)];
  if (device) {
    const [found] = await db.$queryRaw<{ id: string; code: string; name: string; plate: string | null }[]>`
      SELECT u.id, u.code, u.name, a.code AS plate FROM "DeviceUnplaced" u LEFT JOIN "DeviceListed" d ON d.id = u.id LEFT JOIN "Asset" a ON a.id = d."assetId" WHERE u.code = ${device.toUpperCase()}`;
    return found ? { deviceId: found.id, name: found.plate ? `${found.name}, ${found.plate}` : found.name, query: `device=${found.code}` } : null;
  }
  if (zone) {
    const found = isId(zone) ? await db.zone.findUnique({ where: { id: zone }, select: { id: true, name: true } }) : null;
    return found && { zoneId: found.id, name: found.name, query: `zone=${found.id}` };
  }
  if (partner) {
    const found = await db.partner.findFirst({ where: { name: partner }, orderBy: { id: "asc" }, select: { id: true, name: true } });
    return found && { partnerId: found.id, name: found.name, query: `partner=${encodeURIComponent(found.name)}` };
  }
  return [...street].length >= 4 && /\p{L}{3}/u.test(street) ? { street, name: street, query: `street=${encodeURIComponent(street)}` } : null;
}

/** Decisions as the public may read them: what, on what, why, by whom. From the ledger's open part and public columns only. */
export async function publicEntries({ permitIds, ids: only, id, before, take = 20 }: { permitIds?: string[]; ids?: string[]; id?: string; before?: string | undefined; take?: number }): Promise<PublicDecision[]> {
  const entries = await db.ledgerEntry.findMany({
    where: { name: { in: [...publicNames] }, ...(permitIds ? { subjectType: "Permit", subjectId: { in: permitIds } } : { subjectType: { in: ["Permit", "Application"] } }), ...(before && isId(before) ? { id: { lt: before } } : {}), ...(id ? { id } : {}), ...(only ? { id: { in: only } } : {}) },
    orderBy: { id: "desc" },
    take,
    select: { id: true, at: true, name: true, subjectType: true, subjectId: true, actorId: true, open: true },
  });
  const ids = (type: string) => entries.filter((entry) => entry.subjectType === type).map((entry) => entry.subjectId);
  const [permits, counts, applications, officers] = await Promise.all([
    db.permit.findMany({ where: { id: { in: ids("Permit") } }, select: { id: true, title: true, reference: true, partner: { select: { name: true } } } }),
    // Not `_count` beside the permits, which counts the devices of every permit there is and then takes these.
    db.$queryRaw<{ permitId: string; count: number; code: string }[]>`SELECT "permitId", count(*)::int AS count, (array_agg(code ORDER BY id))[1] AS code FROM "DeviceUnplaced" WHERE "permitId" = ANY (${ids("Permit")}::uuid[]) GROUP BY 1`,
    db.$queryRaw<{ id: string; title: string; reference: string; partner: string }[]>`SELECT id, title, reference, partner FROM "RefusedApplication" WHERE id = ANY (${ids("Application")}::uuid[])`,
    namesOf(entries.map(({ actorId }) => actorId)),
  ]);
  return entries.flatMap((entry) => {
    const permit = permits.find((each) => each.id === entry.subjectId);
    const about = permit ? { ...permit, partner: permit.partner.name } : applications.find((each) => each.id === entry.subjectId);
    if (!about) return [];
    const its = counts.find((each) => each.permitId === entry.subjectId);
    const open = entry.open as { reason?: string; expiresOn?: string; until?: string; conditions?: string[] };
    return [{
      id: entry.id, at: entry.at, name: entry.name as PublicDecision["name"], title: about.title, reference: about.reference, partner: about.partner, reason: open.reason ?? "",
      officer: entry.actorId === null ? null : entry.name === "permit.surrendered" ? about.partner : (officers.get(entry.actorId)?.name ?? null), isByLapse: entry.actorId === null, until: open.expiresOn ?? open.until ?? null, conditions: open.conditions?.length ?? 0, devices: its?.count ?? 0, deviceCode: its?.code ?? null,
    }];
  });
}

/** Every permit and where it stands, in the order of their ids, a thousand after one. */
export async function permitsStanding(after: string): Promise<{ permits: { id: string; reference: string; status: string; from: string; until: string }[]; next: string | null }> {
  const permits = await db.permit.findMany({ where: after === "" ? {} : { id: { gt: after } }, orderBy: { id: "asc" }, take: 1_000, select: { id: true, reference: true, status: true, startsOn: true, expiresOn: true } });
  return { permits: permits.map(({ id, reference, status, startsOn, expiresOn }) => ({ id, reference, status, from: isoDay(startsOn), until: isoDay(expiresOn) })), next: permits.length === 1_000 ? (permits.at(-1)?.id ?? null) : null };
}

/** As long as this is the same, nothing was decided and it is the same day of the city. */
export const sinceDecided = async (): Promise<string> => `${await ledgerSize()} ${isoDay(dayOf(new Date()))}`;

/** How many devices in force have no published place, by part of the city: what the register does not list, it counts. As of the last decision. */
export const withheldByZone = rememberedWhile(sinceDecided, () =>
  db.$queryRaw<{ id: string | null; name: string | null; count: number; identifying: number }[]>`
    SELECT z.id, z.name, found.count, found.identifying FROM (SELECT d."zoneId", count(*)::int AS count, (count(*) FILTER (WHERE d.identifies = 'yes'))::int AS identifying FROM "DeviceUnplaced" d WHERE d."placeWithheld" AND ${inForceOn(dayOf(new Date()))} GROUP BY 1) found
      LEFT JOIN "Zone" z ON z.id = found."zoneId" ORDER BY z.name NULLS LAST`);

/** What is in force today, in figures, as of the last decision. */
export const inForceToday = rememberedWhile(sinceDecided, async () => {
  const today = dayOf(new Date());
  const [partners, zones, byClass] = await Promise.all([
    db.partner.count({ where: { status: "verified" } }),
    withheldByZone(),
    db.$queryRaw<{ assetClass: (typeof assetClasses)[number]; devices: bigint; identifying: bigint }[]>`
      SELECT a."assetClass", count(*) AS devices, count(*) FILTER (WHERE d.identifies = 'yes') AS identifying FROM "DeviceListed" d JOIN "Asset" a ON a.id = d."assetId"
      WHERE ${inForceOn(today)} GROUP BY 1`,
  ]);
  const sum = (of: "devices" | "identifying") => byClass.reduce((total, row) => total + Number(row[of]), 0);
  const withheld = (of: "count" | "identifying") => zones.reduce((total, zone) => total + zone[of], 0);
  return { devices: sum("devices") + withheld("count"), identifying: sum("identifying") + withheld("identifying"), withheld: withheld("count"), partners, byClass: Object.fromEntries(byClass.map((row) => [row.assetClass, Number(row.devices)])) as Partial<Record<(typeof assetClasses)[number], number>> };
});

/** May they operate, by the codes on their signs; what is no sign of ours may not. In the order asked. */
export async function operationsOf(codes: string[]) {
  const found = new Map((await asSystem(() => mayOperate({ codes }, new Date()))).map((each) => [each.code, each]));
  return codes.map((code) => {
    const { operation = "unknown" as const, may = false, mayConnect = false, stop = null } = found.get(code) ?? {};
    return { device: code, mayOperate: may, mayConnect, why: operation, words: operation === "unknown" ? "There is no such sign." : operationWords[operation], stop };
  });
}

/** Parts of the city that somebody may have meant by what they typed. */
export async function zonesNamed(find: string | undefined): Promise<{ id: string; name: string }[]> {
  const words = (find ?? "").toLowerCase().trim();
  return words.length < 3 ? [] : (await zonesListed()).filter(({ name }) => name.toLowerCase().includes(words) || words.includes(name.toLowerCase())).slice(0, 3);
}

/** Whose devices there are, by name. */
export const partnersListed = remembered(60_000, async () => (await db.partner.findMany({ where: { status: "verified", devices: { some: {} } }, orderBy: { name: "asc" }, select: { name: true } })).map(({ name }) => name));

export const zonesListed = remembered(60_000, () => db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }));
