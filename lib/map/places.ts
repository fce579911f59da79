import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { Prisma, readRows } from "@/lib/core/db";
import { cellsOf, type Tile } from "@/lib/core/map-tile";
import { fits, type Search } from "@/lib/registry/queries";
import { closestCounted, countOf } from "@/lib/map/counts";

/*
 * What hangs in a tile: several together where they would lie on one another, so that a tile costs the same in any city. Where there are many, they are added up from a
 * count of the whole city; where there are few, they are looked up, and each says what it is.
 */

/** One mark on the map: how many devices it stands for, and where to read of them. */
export interface Mark {
  lon: number;
  lat: number;
  count: number;
  /** of one device that was looked up, the code on its sign */
  code: string | null;
  /** the plate of the asset, where marks are assets */
  plate: string | null;
  name: string | null;
}

/** So many squares are side by side in a tile, as a power of two; there is a mark in each. */
const squares = 3;
/** From this zoom on marks are assets. */
const closeZoom = 16;
/** So many can be looked up at once, and as many marks would hide each other. */
const few = 200;

/** The marks of a tile, of devices that fit a search; its view and its page are not part of it. */
export async function placesIn(tile: Tile, { view: _, before: __, ...search }: Search): Promise<Mark[]> {
  if (tile.z <= closestCounted(squares)) {
    const [everything, fitting] = [await countOf({}), await countOf(search)];
    const marks = fitting?.in(tile, squares);
    if (marks?.length === 0) return [];
    // The index finds all that hang in a tile, before it is looked which of them fit.
    if (marks && everything && everything.within(tile) > few) return marks.map((mark) => ({ ...mark, code: null, plate: null, name: null }));
  }
  const { from, to } = cellsOf(tile);
  const where = Prisma.sql`d.cell >= ${from} AND d.cell < ${to} AND ${fits(search, dayOf(new Date()))}`;
  if (tile.z >= closeZoom)
    return readRows<Mark>(Prisma.sql`
      SELECT found.lon, found.lat, found.count, CASE WHEN found.count = 1 THEN found.code END AS code, a.code AS plate, CASE WHEN found.count = 1 THEN found.name END AS name
      FROM (SELECT d."assetId", count(*)::int AS count, min(d.lon) AS lon, min(d.lat) AS lat, min(d.code) AS code, min(d.name) AS name FROM "DeviceListed" d WHERE ${where} GROUP BY 1) found JOIN "Asset" a ON a.id = found."assetId" ORDER BY a.code LIMIT 2000`);
  const shift = 2 * (20 - tile.z - squares);
  return readRows<Mark>(Prisma.sql`
    SELECT avg(d.lon) AS lon, avg(d.lat) AS lat, count(*)::int AS count, CASE WHEN count(*) = 1 THEN min(d.code) END AS code, NULL AS plate, CASE WHEN count(*) = 1 THEN min(d.name) END AS name
    FROM "DeviceListed" d WHERE ${where} GROUP BY d.cell >> ${shift}::int ORDER BY 3 DESC`);
}
