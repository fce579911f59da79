import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { Prisma, readRows } from "@/lib/core/db";
import { origin } from "@/lib/core/mode";
import { operationOf } from "@/lib/permits/may-operate";
import { shownAs, type Operation } from "@/lib/permits/words";
import { fits, inForceOn, type Search } from "@/lib/registry/queries";

/*
 * Devices and assets as anybody may take them away: GeoJSON features (RFC 7946), longitude first. Read without Prisma between, since machines ask for many at a
 * time. Which columns there are is said here once, and nothing else of a record goes out.
 */

export interface Feature {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [lon: number, lat: number] };
  properties: Record<string, string | number | boolean | string[] | null>;
}

/** A page of features in the order of the collection, and after which the next one begins. */
export interface FeaturesPage {
  features: Feature[];
  after: string | null;
}

interface DeviceRow {
  id: string;
  code: string;
  name: string;
  make: string;
  model: string;
  purpose: string;
  why: string;
  collects: string[];
  identifies: string;
  kept: string;
  shared: string;
  lon: number;
  lat: number;
  from: string;
  until: string;
  operation: Operation;
  permit: string;
  partner: string;
  contact: string;
  plate: string;
  place: string;
  assetClass: string;
  zone: string | null;
}

const deviceFeature = (row: DeviceRow): Feature => ({
  type: "Feature",
  id: row.code,
  geometry: { type: "Point", coordinates: [row.lon, row.lat] },
  properties: {
    name: row.name,
    make: row.make,
    model: row.model,
    purpose: row.purpose,
    why: row.why,
    identifies: row.identifies,
    collects: row.collects,
    kept: row.kept,
    shared: row.shared,
    partner: row.partner,
    contact: row.contact,
    plate: row.plate,
    assetClass: row.assetClass,
    place: row.place,
    zone: row.zone,
    status: shownAs[row.operation],
    permit: row.permit,
    from: row.from,
    until: row.until,
    page: `${origin()}/devices/${row.code}`,
  },
});

const deviceColumns = (now: Date) => {
  const { operation, causes } = operationOf(now);
  return {
    columns: Prisma.sql`d.id, d.code, d.name, d.make, d.model, d.purpose::text AS purpose, d.why, d.collects, d.identifies::text AS identifies, d."keptWords" AS kept, d."sharedWords" AS shared, d.lon, d.lat, d."startsOn"::text AS from, d."expiresOn"::text AS until,
      ${operation} AS operation, p.reference AS permit, partner.name AS partner, partner."publicContact" AS contact, asset.code AS plate, asset.place, asset."assetClass"::text AS "assetClass", zone.name AS zone`,
    joins: Prisma.sql`JOIN "Permit" p ON p.id = d."permitId" JOIN "Partner" partner ON partner.id = d."partnerId" JOIN "Asset" asset ON asset.id = d."assetId" LEFT JOIN "Zone" zone ON zone.id = d."zoneId" ${causes}`,
  };
};

/** How many that fit are put in order by themselves; where there are more, they are soon met on the way from the newest back. */
const few = 2_000;

/** Devices that fit, newest first. */
export async function devicesAsFeatures(search: Search, after: string | null, limit: number, now: Date): Promise<FeaturesPage> {
  const { columns, joins } = deviceColumns(now);
  const where = fits(search, dayOf(now));
  // Only what narrows it down to a few needs looking for; without that the newest are at the end of the index.
  const isNarrow = Boolean(search.find || search.view || search.partner || search.plate);
  const onward = after ? Prisma.sql`AND d.id < ${after}::uuid` : Prisma.empty;
  const inOrder = Prisma.sql`SELECT d.id FROM "DeviceListed" d WHERE ${where} ${onward} ORDER BY d.id DESC LIMIT ${limit + 1}`;
  let ids = inOrder;
  if (isNarrow) {
    const found = await readRows<{ id: string }>(Prisma.sql`SELECT d.id FROM "DeviceListed" d WHERE ${where} LIMIT ${few + 1}`);
    if (found.length <= few) {
      const page = found.map(({ id }) => id).filter((id) => !after || id < after).toSorted().toReversed().slice(0, limit + 1);
      ids = Prisma.sql`SELECT unnest(${page}::uuid[]) AS id`;
    }
  }
  const rows = await readRows<DeviceRow>(Prisma.sql`WITH page AS MATERIALIZED (${ids}) SELECT ${columns} FROM page JOIN "Device" d ON d.id = page.id ${joins} ORDER BY d.id DESC`);
  return { features: rows.slice(0, limit).map(deviceFeature), after: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

/** One device by the code on its sign; null where there is none. */
export async function deviceAsFeature(code: string, now: Date): Promise<Feature | null> {
  const { columns, joins } = deviceColumns(now);
  const [row] = await readRows<DeviceRow>(Prisma.sql`SELECT ${columns} FROM "Device" d ${joins} WHERE d.code = ${code}`);
  return row ? deviceFeature(row) : null;
}

interface AssetRow {
  id: string;
  code: string;
  assetClass: string;
  place: string;
  agency: string;
  zone: string | null;
  lon: number;
  lat: number;
  devices: number;
}

export interface AssetSearch {
  assetClass?: string | undefined;
  zone?: string | undefined;
  view?: Search["view"];
}

const assetFeature = (row: AssetRow): Feature => ({
  type: "Feature",
  id: row.code,
  geometry: { type: "Point", coordinates: [row.lon, row.lat] },
  properties: { assetClass: row.assetClass, place: row.place, owner: row.agency, zone: row.zone, devicesInForce: row.devices, page: `${origin()}/assets/${encodeURIComponent(row.code)}` },
});

const assetColumns = (now: Date) => Prisma.sql`a.id, a.code, a."assetClass"::text AS "assetClass", a.place, agency.name AS agency, zone.name AS zone, a.lon, a.lat, (SELECT count(*)::int FROM "Device" d WHERE d."assetId" = a.id AND ${inForceOn(dayOf(now))}) AS devices`;
const assetJoins = Prisma.sql`JOIN "Agency" agency ON agency.id = a."agencyId" LEFT JOIN "Zone" zone ON zone.id = a."zoneId"`;

/** Assets that fit, newest first. */
export async function assetsAsFeatures(search: AssetSearch, after: string | null, limit: number, now: Date): Promise<FeaturesPage> {
  const { view } = search;
  const where = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(search.assetClass ? [Prisma.sql`a."assetClass" = ${search.assetClass}::"AssetClass"`] : []),
      ...(search.zone ? [Prisma.sql`a."zoneId" = ${search.zone}::uuid`] : []),
      ...(view ? [Prisma.sql`${view.west <= view.east ? Prisma.sql`a.lon BETWEEN ${view.west} AND ${view.east}` : Prisma.sql`(a.lon >= ${view.west} OR a.lon <= ${view.east})`} AND a.lat BETWEEN ${view.south} AND ${view.north}`] : []),
    ],
    " AND ",
  );
  let ids = Prisma.sql`SELECT a.id FROM "Asset" a WHERE ${where} ${after ? Prisma.sql`AND a.id < ${after}::uuid` : Prisma.empty} ORDER BY a.id DESC LIMIT ${limit + 1}`;
  if (view) {
    const found = await readRows<{ id: string }>(Prisma.sql`SELECT a.id FROM "Asset" a WHERE ${where} LIMIT ${few + 1}`);
    if (found.length <= few) ids = Prisma.sql`SELECT unnest(${found.map(({ id }) => id).filter((id) => !after || id < after).toSorted().toReversed().slice(0, limit + 1)}::uuid[]) AS id`;
  }
  const rows = await readRows<AssetRow>(Prisma.sql`WITH page AS MATERIALIZED (${ids}) SELECT ${assetColumns(now)} FROM page JOIN "Asset" a ON a.id = page.id ${assetJoins} ORDER BY a.id DESC`);
  return { features: rows.slice(0, limit).map(assetFeature), after: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

/** One asset by the number on its plate; null where there is none. */
export async function assetAsFeature(code: string, now: Date): Promise<Feature | null> {
  const [row] = await readRows<AssetRow>(Prisma.sql`SELECT ${assetColumns(now)} FROM "Asset" a ${assetJoins} WHERE a.code = ${code}`);
  return row ? assetFeature(row) : null;
}

/** Where all of it lies, in degrees; null of a city without assets. */
export async function extentOf(): Promise<[west: number, south: number, east: number, north: number] | null> {
  const [row] = await readRows<{ west: number | null; south: number; east: number; north: number }>(Prisma.sql`SELECT min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north FROM "Asset"`);
  return row?.west == null ? null : [row.west, row.south, row.east, row.north];
}
