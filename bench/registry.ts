import type pg from "pg";
import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { devicesListed, placesListed, plateTyped, type Search } from "@/lib/registry/queries";
import { interleaved, type Measure } from "./timing";

const inForce = `d."permitStatus" IN ('active', 'restricted', 'suspended') AND d."startsOn" <= $1 AND d."expiresOn" >= $1`;
const columns = `d.id, d.code, d.name, d.make, d.model, d.purpose, d.why, d.collects, d.identifies, d."keptWords", d."sharedWords", d.lat, d.lon, d."permitStatus", d."startsOn", d."expiresOn", d.status,
  p.name AS partner, p."publicContact", p.website, a.code AS plate, a.place, a."assetClass", a.lat AS "assetLat", a.lon AS "assetLon", g.name AS agency, z.name AS zone`;
const joined = `"Device" d JOIN "Partner" p ON p.id = d."partnerId" JOIN "Asset" a ON a.id = d."assetId" JOIN "Agency" g ON g.id = a."agencyId" LEFT JOIN "Zone" z ON z.id = d."zoneId"`;

/** The same page and count as one would write them by hand. */
async function pageByHand(pool: pg.Pool, condition: string, values: unknown[], before?: string): Promise<void> {
  const given = [dayOf(new Date()), ...values];
  await Promise.all([
    pool.query(`SELECT ${columns} FROM ${joined} WHERE ${inForce} ${condition} ${before ? `AND d.id < '${before}'` : ""} ORDER BY d.id DESC LIMIT 21`, given),
    pool.query(`SELECT count(*) FROM (SELECT 1 FROM "Device" d ${condition.includes("a.") ? `JOIN "Asset" a ON a.id = d."assetId"` : ""} WHERE ${inForce} ${condition} LIMIT 1001) found`, given),
  ]);
}

/** Short words only at the beginning of a word, as the register looks for them. */
const wordsByHand = (words: string[]) => ({ condition: words.map((word, index) => (word.length > 2 ? `AND d.words LIKE '%' || $${index + 2} || '%'` : `AND d.words ~ ('(^| )' || $${index + 2})`)).join(" "), values: words });

/** The register as residents read it: pages of the list, what they search for, and the map. */
export async function measureRegistry(pool: pg.Pool, samples: number, tell: (line: string) => void): Promise<Measure[]> {
  const zone = await db.zone.findUniqueOrThrow({ where: { code: "AQ" } });
  const middle = (await db.device.findMany({ orderBy: { id: "desc" }, skip: Math.floor((await db.device.count()) / 2), take: 1, select: { id: true } }))[0]?.id ?? "";
  const measures: Measure[] = [];
  const measure = async (group: Measure["group"], what: string, ours: () => Promise<unknown>, floor: () => Promise<unknown>) => {
    measures.push({ group, what, ...(await interleaved(samples, ours, floor)) });
    tell(what);
  };
  const list = (group: Measure["group"], what: string, search: Search, condition: string, values: unknown[]) =>
    measure(group, what, () => devicesListed(search), () => pageByHand(pool, condition, values, search.before));
  const find = (what: string, words: string, by = wordsByHand(words.split(" "))) => list("search", `search: ${what}`, { find: words }, by.condition, by.values);

  await list("list", "list: first page", {}, "", []);
  await list("list", "list: a page in the middle", { before: middle }, "", []);
  await list("list", "list: one zone and purpose", { zone: zone.id, purposes: ["lighting"] }, `AND d."zoneId" = $2 AND d.purpose = 'lighting'`, [zone.id]);
  await list("list", "list: on cabinets", { assetClass: "cabinet" }, `AND a."assetClass" = 'cabinet'`, []);
  await list("list", "list: under the street (there is none)", { assetClass: "duct" }, `AND a."assetClass" = 'duct'`, []);

  await find("a rare word", "nightjar");
  await find("a common word", "lane");
  await find("two words", "harbour kestrel");
  await find("the beginning of a plate", "aq 12");
  await find("a word that nothing has", "zzebra");
  await find("two letters that nothing has", "zq");
  await find("two words that are never together", "lane terrace");
  await measure("search", "search: is it a whole plate", () => plateTyped("harbour"), () => pool.query(`SELECT code FROM "Asset" WHERE code = $1`, ["harbour"]));

  const views = { "a street": { west: 0.05, south: 51.42, east: 0.054, north: 51.425 }, "the city": { west: 0.02, south: 51.4, east: 0.22, north: 51.5 } };
  for (const [name, view] of Object.entries(views)) {
    for (const word of ["", "nightjar"]) {
      const byHand = `SELECT d.id, d.code, d.name, d.lon, d.lat, a.code AS plate FROM "Device" d JOIN "Asset" a ON a.id = d."assetId" WHERE ${inForce} AND d.lon BETWEEN $2 AND $3 AND d.lat BETWEEN $4 AND $5 AND d.words LIKE $6 LIMIT 600`;
      await measure("list", `map: ${name}${word ? ", a rare word" : ""}`, () => placesListed({ find: word }, view), () => pool.query(byHand, [dayOf(new Date()), view.west, view.east, view.south, view.north, `%${word}%`]));
    }
  }
  return measures;
}
