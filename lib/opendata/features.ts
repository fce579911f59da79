import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { Prisma, readRows } from "@/lib/core/db";
import { origin } from "@/lib/core/mode";
import { operationOf } from "@/lib/permits/may-operate";
import { shownAs } from "@/lib/permits/words";
import { fits, inForceOn, type Search } from "@/lib/registry/queries";

/*
 * Devices and assets as anybody may take them away: GeoJSON features (RFC 7946), longitude first. The database writes the text of each, so that a page of them
 * and the whole register cost the least; of a device it keeps ready what does not turn on the day. Which properties a device has is said there once (lamppost_device_told, with
 * how it stands and until when added here), those of an asset here, and nothing else of a record goes out.
 */

/** A page of features in the order of the collection, as JSON with a comma between each two of them; how many they are, and after which the next page begins. */
export interface FeaturesPage {
  features: string;
  count: number;
  after: string | null;
}

/** What is kept ready of a device `d` (lamppost_device_told), without its end; made anew where it is not. */
const told = Prisma.sql`coalesce(d.told, lamppost_device_told(d))`;

/** Of devices `d`, how each stands now, with the causes that it is worked out from; and from both its feature. */
function deviceNow(now: Date): { status: Prisma.Sql; causes: Prisma.Sql; feature: Prisma.Sql } {
  const { operation, causes } = operationOf(now, "device");
  const status = Prisma.sql`CASE ${operation} ${Prisma.join(Object.entries(shownAs).map(([from, to]) => Prisma.sql`WHEN ${from} THEN ${to}`), " ")} END`;
  return { status, causes, feature: Prisma.sql`${told} || ',"status":"' || ${status} || '","from":"' || d."startsOn" || '","until":"' || d."expiresOn" || ${`","page":${JSON.stringify(`${origin()}/devices/`).slice(0, -1)}`} || d.code || '"}}'` };
}

/** How many that fit are put in order by themselves; where there are more, they are soon met on the way from the newest back. */
const few = 2_000;
/** Among so many of the newest are enough of what is common; to find all of that by its words would take far longer. */
const firstTried = 1_000;

/** How what fits is found soonest: on the way from the newest back; by what few have in common; or by words, of which some are common and some are rare. */
type Sought = "in order" | "few" | "by words";

/** The ids of the next that fit, newest first. Found by a short statement of their own, so that the long one that tells of them need not be planned anew for each search. */
async function idsInOrder(from: Prisma.Sql, where: Prisma.Sql, sought: Sought, after: string | null, take: number): Promise<string[]> {
  const onward = after ? Prisma.sql`AND d.id < ${after}::uuid` : Prisma.empty;
  if (sought === "by words") {
    const tried = await readRows<{ id: string }>(Prisma.sql`SELECT d.id FROM (SELECT * FROM ${from} d WHERE TRUE ${onward} ORDER BY d.id DESC LIMIT ${firstTried}) d WHERE ${where} ORDER BY d.id DESC LIMIT ${take}`);
    if (tried.length === take) return tried.map(({ id }) => id);
  }
  if (sought !== "in order") {
    const found = await readRows<{ id: string }>(Prisma.sql`SELECT d.id FROM ${from} d WHERE ${where} LIMIT ${few + 1}`);
    if (found.length <= few) return found.map(({ id }) => id).filter((id) => !after || id < after).toSorted().toReversed().slice(0, take);
  }
  const rows = await readRows<{ id: string }>(Prisma.sql`SELECT d.id FROM ${from} d WHERE ${where} ${onward} ORDER BY d.id DESC LIMIT ${take}`);
  return rows.map(({ id }) => id);
}

/** Features come from the database by the fifty, in rows of some tens of kilobytes: a row for each would cost more to read, and of a message of megabytes the driver makes several copies. */
const pieceOf = (place: Prisma.Sql): Prisma.Sql => Prisma.sql`((${place} - 1) / 50)::int`;
/** Of records `d` with what is joined to them, their texts in the order of these ids. */
const pieces = (ids: string[], from: Prisma.Sql, joined: Prisma.Sql, text: Prisma.Sql, between: string): Promise<{ count: number; text: string }[]> =>
  readRows(Prisma.sql`SELECT count(*)::int AS count, string_agg(${text}, ${between} ORDER BY page.place) AS text FROM unnest(${ids}::uuid[]) WITH ORDINALITY page (id, place) JOIN ${from} d ON d.id = page.id ${joined} GROUP BY ${pieceOf(Prisma.sql`page.place`)} ORDER BY ${pieceOf(Prisma.sql`page.place`)}`, { isPlannedOnce: true });
const pageOf = (rows: { count: number; text: string }[], after: string | null): FeaturesPage => ({ features: rows.map(({ text }) => text).join(","), count: rows.reduce((sum, { count }) => sum + count, 0), after });
/** After which the next page begins, of the ids of this one and of one more, if there is one. */
const afterOf = (ids: string[], limit: number): string | null => (ids.length > limit ? (ids[limit - 1] ?? null) : null);

/** What narrows a search down to a few needs looking for; without that the newest are at the end of the index. */
const soughtBy = (search: Search): Sought => (search.view || search.partner || search.plate ? "few" : search.find ? "by words" : "in order");
const deviceIds = (search: Search, after: string | null, take: number, now: Date) => idsInOrder(Prisma.sql`"DeviceListed"`, fits(search, dayOf(now)), soughtBy(search), after, take);

/** Devices that fit, newest first. */
export async function devicesAsFeatures(search: Search, after: string | null, limit: number, now: Date): Promise<FeaturesPage> {
  const ids = await deviceIds(search, after, limit + 1, now);
  const { causes, feature } = deviceNow(now);
  return pageOf(await pieces(ids.slice(0, limit), Prisma.sql`"Device"`, causes, feature, ","), afterOf(ids, limit));
}

/** One device by the code on its sign, as its JSON; null where there is none. */
export async function deviceAsFeature(code: string, now: Date): Promise<string | null> {
  const { causes, feature } = deviceNow(now);
  const [row] = await readRows<{ feature: string }>(Prisma.sql`SELECT ${feature} AS feature FROM "Device" d ${causes} WHERE d.code = ${code}`, { isPlannedOnce: true });
  return row?.feature ?? null;
}

/** The columns of the register as a table, in their order. */
export const csvColumns = ["sign", "name", "make", "model", "purpose", "identifies people", "collects", "kept", "shared with", "partner", "contact", "plate", "place", "zone", "latitude", "longitude", "status", "permit", "from", "until"] as const;

/** A cell in quotes. A spreadsheet does not run it as a formula: the same as `neutraliseCell`, and a test holds the two against each other. */
export const cell = (text: Prisma.Sql): Prisma.Sql => Prisma.sql`'"' || replace(CASE WHEN ${text} ~ '^([=+@\\t\\r]|-(?!(\\d+([.,]\\d+)?|[.,]\\d+)$))' THEN '''' || ${text} ELSE coalesce(${text}, '') END, '"', '""') || '"'`;
/** Of a device `d`, of what is told of it as `t`, and of how it stands. */
const columns = ["d.code", "d.name", "d.make", "d.model", "d.purpose::text", "d.identifies::text", "array_to_string(d.collects, '; ')", 'd."keptWords"', 'd."sharedWords"', "(t.told ->> 'partner')", "(t.told ->> 'contact')", "(t.told ->> 'plate')", "(t.told ->> 'place')", "(t.told ->> 'zone')", "d.lat::text", "d.lon::text", "t.status", "(t.told ->> 'permit')", 'd."startsOn"::text', 'd."expiresOn"::text'];
const deviceLine = Prisma.join(columns.map((column) => cell(Prisma.raw(column))), " || ',' || ");
const forms = {
  geojson: { between: ",", text: ({ feature }: ReturnType<typeof deviceNow>) => feature, joined: () => Prisma.empty },
  csv: { between: "", text: () => Prisma.sql`${deviceLine} || ${"\r\n"}`, joined: ({ status }: ReturnType<typeof deviceNow>) => Prisma.sql`CROSS JOIN LATERAL (SELECT (${told} || '}}')::jsonb -> 'properties' AS told, ${status} AS status) t` },
} as const;
const atOnce = 1_000;
const readAhead = 2;

/**
 * Every device that fits, newest first, as pieces of text to be put one behind the other. Each piece is read by itself, two while the one before is
 * on its way, so it takes the same memory for a city of any size, and a slow reader holds nothing open.
 */
export async function* allDevices(form: keyof typeof forms, search: Search, now: Date): AsyncGenerator<string> {
  const { between, text, joined } = forms[form];
  const device = deviceNow(now);
  const read = (ids: string[]) => pieces(ids, Prisma.sql`"Device"`, Prisma.sql`${device.causes} ${joined(device)}`, text(device), between);
  const reading: ReturnType<typeof read>[] = [];
  let isFirst = true;
  let ids = await deviceIds(search, null, atOnce, now);
  while (ids.length > 0 || reading.length > 0) {
    while (ids.length > 0 && reading.length < readAhead) {
      const rows = read(ids);
      // Whoever stops reading in the middle waits for nothing.
      rows.catch(() => undefined);
      reading.push(rows);
      ids = ids.length < atOnce ? [] : await deviceIds(search, ids.at(-1) ?? null, atOnce, now);
    }
    for (const row of (await reading.shift()) ?? []) {
      yield isFirst ? row.text : between + row.text;
      isFirst = false;
    }
  }
}

export interface AssetSearch {
  assetClass?: string | undefined;
  zone?: string | undefined;
  view?: Search["view"];
}

/** A code as an address carries it: codes come from lists of the city's, and may hold anything. */
const encoded = Object.entries({ "%": "%25", " ": "%20", "#": "%23", "?": "%3F", "/": "%2F", "&": "%26" }).reduce((sql, [from, to]) => Prisma.sql`replace(${sql}, ${from}, ${to})`, Prisma.sql`d.code`);

/** Assets `d` with all that is told of them, as `told`. */
const assetsTold = (now: Date): Prisma.Sql => Prisma.sql`JOIN "Agency" agency ON agency.id = d."agencyId" LEFT JOIN "Zone" zone ON zone.id = d."zoneId"
  CROSS JOIN LATERAL (SELECT d."assetClass", d.place, agency.name AS owner, zone.name AS zone, (SELECT count(*) FROM (SELECT * FROM "DeviceListed" each WHERE each."assetId" = d.id) d WHERE ${inForceOn(dayOf(now))}) AS "devicesInForce", ${`${origin()}/assets/`} || ${encoded} AS page) told`;
const assetFeature = Prisma.sql`'{"type":"Feature","id":' || to_json(d.code) || ',"geometry":{"type":"Point","coordinates":[' || d.lon || ',' || d.lat || ']},"properties":' || row_to_json(told) || '}'`;

/** Assets that fit, newest first. */
export async function assetsAsFeatures(search: AssetSearch, after: string | null, limit: number, now: Date): Promise<FeaturesPage> {
  const { view } = search;
  const where = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(search.assetClass ? [Prisma.sql`d."assetClass" = ${search.assetClass}::"AssetClass"`] : []),
      ...(search.zone ? [Prisma.sql`d."zoneId" = ${search.zone}::uuid`] : []),
      ...(view ? [Prisma.sql`${view.west <= view.east ? Prisma.sql`d.lon BETWEEN ${view.west} AND ${view.east}` : Prisma.sql`(d.lon >= ${view.west} OR d.lon <= ${view.east})`} AND d.lat BETWEEN ${view.south} AND ${view.north}`] : []),
    ],
    " AND ",
  );
  const ids = await idsInOrder(Prisma.sql`"Asset"`, where, view === undefined ? "in order" : "few", after, limit + 1);
  return pageOf(await pieces(ids.slice(0, limit), Prisma.sql`"Asset"`, assetsTold(now), assetFeature, ","), afterOf(ids, limit));
}

/** One asset by the number on its plate, as its JSON; null where there is none. */
export async function assetAsFeature(code: string, now: Date): Promise<string | null> {
  const [row] = await readRows<{ feature: string }>(Prisma.sql`SELECT ${assetFeature} AS feature FROM "Asset" d ${assetsTold(now)} WHERE d.code = ${code}`, { isPlannedOnce: true });
  return row?.feature ?? null;
}

/** Where all of it lies, in degrees; null of a city without assets. */
export async function extentOf(): Promise<[west: number, south: number, east: number, north: number] | null> {
  const [row] = await readRows<{ west: number | null; south: number; east: number; north: number }>(Prisma.sql`SELECT min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north FROM "Asset"`);
  return row?.west == null ? null : [row.west, row.south, row.east, row.north];
}
