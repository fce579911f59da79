import { createServer } from "node:http";
import pg from "pg";

/*
 * The least that the same answers cost: a bare handler of Node over the driver, written by hand for these four questions alone. No wall, no standing worked out from stops, no
 * limits on what is asked, no headers, no cache.
 */
const columns = `d.code, d.name, d.make, d.model, d.purpose, d.why, d.identifies, d.collects, d."keptWords", d."sharedWords", d.lon, d.lat, d."startsOn"::text AS "from", d."expiresOn"::text AS "until", d."permitStatus", p.reference AS permit, partner.name AS partner, partner."publicContact", asset.code AS plate, asset.place, asset."assetClass", zone.name AS zone`;
const joined = `"Device" d JOIN "Permit" p ON p.id = d."permitId" JOIN "Partner" partner ON partner.id = d."partnerId" JOIN "Asset" asset ON asset.id = d."assetId" LEFT JOIN "Zone" zone ON zone.id = d."zoneId"`;

/** The same statements as they are asked directly. */
export const statements: Record<string, string> = {
  list: `SELECT ${columns} FROM ${joined} WHERE d.purpose = $1::"Purpose" AND d.id < $2 ORDER BY d.id DESC LIMIT 20`,
  search: `SELECT ${columns} FROM ${joined} WHERE d.words LIKE $1 AND d.id < $2 ORDER BY d.id DESC LIMIT 20`,
  bbox: `SELECT ${columns} FROM ${joined} WHERE d.lon BETWEEN $1 AND $3 AND d.lat BETWEEN $2 AND $4 ORDER BY d.id DESC LIMIT 1000`,
  detail: `SELECT ${columns} FROM ${joined} WHERE d.code = $1`,
};

if (process.env.BARE_PORT) {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  createServer(async (asked, answer) => {
    const { pathname, searchParams } = new URL(asked.url ?? "/", "http://bare");
    const { rows } = await pool.query<{ lon: number; lat: number; code: string }>(statements[pathname.slice(1)] ?? "", searchParams.getAll("v"));
    answer.setHeader("content-type", "application/geo+json");
    answer.end(JSON.stringify({ type: "FeatureCollection", features: rows.map(({ lon, lat, code, ...properties }) => ({ type: "Feature", id: code, geometry: { type: "Point", coordinates: [lon, lat] }, properties })) }));
  }).listen(Number(process.env.BARE_PORT), "127.0.0.1");
}
