import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { onForget } from "@/lib/core/process-memory";
import { Prisma, readRows } from "@/lib/core/db";
import { fits, inForceOn, sinceDecided, type Search } from "@/lib/registry/queries";
import { cellsOf, type Tile } from "@/lib/core/map-tile";

/*
 * What hangs in a tile: several together where they would lie on one another, so that a tile costs the same in any city. Far out they are counted from a count of the whole
 * city in cells of some four hundred metres, which is made anew when something was decided; close by they are looked up.
 */

/** One mark on the map: how many devices it stands for, and where to read of them. */
export interface Mark {
  lon: number;
  lat: number;
  count: number;
  /** of one device, the code on its sign; of several on one asset, nothing */
  code: string | null;
  /** the plate of the asset, where all of them hang on it */
  plate: string | null;
  name: string | null;
}

/** Of this zoom are the cells of the count, so that tiles up to three less are made of it. */
const countedZoom = 16;
/** From this zoom on marks are assets. */
const closeZoom = 16;
/** So many marks side by side in a tile, at most: each in a square of its own. */
const squares = 3;

interface CityCount {
  cells: Float64Array;
  counts: Uint32Array;
  lons: Float64Array;
  lats: Float64Array;
}

async function countCity(): Promise<CityCount> {
  const rows = await readRows<{ cell: string; count: number; lon: number; lat: number }>(Prisma.sql`
    SELECT d.cell >> ${2 * (20 - countedZoom)}::int AS cell, count(*)::int AS count, avg(d.lon) AS lon, avg(d.lat) AS lat FROM "DeviceListed" d WHERE ${inForceOn(dayOf(new Date()))} GROUP BY 1 ORDER BY 1`);
  return { cells: Float64Array.from(rows, ({ cell }) => Number(cell)), counts: Uint32Array.from(rows, ({ count }) => count), lons: Float64Array.from(rows, ({ lon }) => lon), lats: Float64Array.from(rows, ({ lat }) => lat) };
}

/** How long whoever looks at a map may see a count of before a decision, while the next is made. */
const oldFor = 2_000;
let known: { mark: string; at: number; count: Promise<CityCount> } | undefined;
let renewing = false;
onForget(() => (known = undefined));

/** The count as of the last decision, or of some seconds before where many are made: one at a time is worked out, and nobody waits for it but the first. */
async function cityCount(): Promise<CityCount> {
  const mark = await sinceDecided();
  if (!known) {
    const begun = { mark, at: Date.now(), count: countCity() };
    known = begun;
    begun.count.catch(() => (known = undefined));
  } else if (known.mark !== mark && !renewing && Date.now() - known.at > oldFor) {
    renewing = true;
    // As of this mark or later: what is decided meanwhile is counted the next time.
    const count = countCity();
    count.then(() => (known = { mark, at: Date.now(), count })).catch(() => undefined).finally(() => (renewing = false));
  }
  return known.count;
}

/** The first of the cells that is not before one. */
function firstFrom(cells: Float64Array, from: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From the count of the city: cells of one square follow each other, so they are added up in one pass. */
function fromCount({ cells, counts, lons, lats }: CityCount, tile: Tile): Mark[] {
  const { from, to } = cellsOf(tile, countedZoom);
  const perSquare = 4 ** (countedZoom - tile.z - squares);
  const marks: Mark[] = [];
  let square = -1;
  let [sum, east, north] = [0, 0, 0];
  const close = () => {
    if (sum > 0) marks.push({ lon: east / sum, lat: north / sum, count: sum, code: null, plate: null, name: null });
    [sum, east, north] = [0, 0, 0];
  };
  for (let index = firstFrom(cells, from); index < cells.length && (cells[index] ?? to) < to; index += 1) {
    const at = Math.floor((cells[index] ?? 0) / perSquare);
    if (at !== square) close();
    square = at;
    const count = counts[index] ?? 0;
    sum += count;
    east += count * (lons[index] ?? 0);
    north += count * (lats[index] ?? 0);
  }
  close();
  return marks;
}

const isWholeRegister = (search: Search): boolean => !(search.find || search.purposes?.length || search.identifies?.length || search.assetClass || search.zone || search.partner || search.stopped || search.past || search.plate);

/** The marks of a tile, of devices that fit a search; its view and its page are not part of it. */
export async function placesIn(tile: Tile, { view: _, before: __, ...search }: Search): Promise<Mark[]> {
  if (tile.z <= countedZoom - squares && isWholeRegister(search)) return fromCount(await cityCount(), tile);
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

