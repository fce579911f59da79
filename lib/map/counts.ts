import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { Prisma, readRows } from "@/lib/core/db";
import { cellsOf, cellZoom, type Tile } from "@/lib/core/map-tile";
import { onForget } from "@/lib/core/process-memory";
import { fits, sinceDecided, type Search } from "@/lib/registry/queries";

/*
 * How many devices that fit a search are where, for the whole city at once: tiles are added up from it. Held in memory, and made anew when something was decided.
 */

/** Counted are the cells themselves, and for what is far sixteen by sixteen of them together. */
const coarseZoom = 16;

/** Cells that are not empty, in their order (`numberOf`): how many are in each, and where their middle is. */
interface Level {
  zoom: number;
  cells: Float64Array;
  counts: Uint32Array;
  lons: Float32Array;
  lats: Float32Array;
}

/** How many devices lie together, and where their middle is. */
export interface Gathered {
  lon: number;
  lat: number;
  count: number;
}

const noLevel = (zoom: number, size: number): Level => ({ zoom, cells: new Float64Array(size), counts: new Uint32Array(size), lons: new Float32Array(size), lats: new Float32Array(size) });

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

/** Of the cells of a tile, those of one square together, of which so many are side by side in it (as a power of two). Cells of a square follow each other, so that it takes one pass. */
function gathered({ zoom, cells, counts, lons, lats }: Level, tile: Tile, squares: number): Gathered[] {
  const { from, to } = cellsOf(tile, zoom);
  const perSquare = 4 ** Math.max(0, zoom - tile.z - squares);
  const found: Gathered[] = [];
  let square = -1;
  let [sum, east, north] = [0, 0, 0];
  const close = () => {
    if (sum > 0) found.push({ lon: east / sum, lat: north / sum, count: sum });
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
  return found;
}

/** The same cells, as many as lie in one of a lesser zoom together. */
function coarser(level: Level, zoom: number): Level {
  const each = 4 ** (level.zoom - zoom);
  const numbers = [...new Set(Array.from(level.cells, (cell) => Math.floor(cell / each)))];
  const whole = gathered(level, { z: 0, x: 0, y: 0 }, zoom);
  const made = noLevel(zoom, numbers.length);
  whole.forEach(({ lon, lat, count }, index) => {
    made.cells[index] = numbers[index] ?? 0;
    made.counts[index] = count;
    made.lons[index] = lon;
    made.lats[index] = lat;
  });
  return made;
}

/** What the database packs for each cell: its number, the count, and the middle. */
const bytesPerCell = 8 + 4 + 4 + 4;
const cellsPerRow = 4_000;

/** Read in one pass over all that fits; packed by the database, since a row for each cell would keep this process from everything else. */
async function counted(search: Search): Promise<Count> {
  const rows = await readRows<{ packed: Buffer }>(Prisma.sql`
    SELECT string_agg(float8send(cell::float8) || int4send(count) || float4send(lon) || float4send(lat), ''::bytea ORDER BY cell) AS packed
    FROM (SELECT *, (row_number() OVER (ORDER BY cell) - 1) / ${cellsPerRow}::int AS piece
      FROM (SELECT d.cell, count(*)::int AS count, avg(d.lon)::float4 AS lon, avg(d.lat)::float4 AS lat FROM "DeviceListed" d WHERE ${fits(search, dayOf(new Date()))} GROUP BY 1) found) each
    GROUP BY piece ORDER BY piece`);
  const fine = noLevel(cellZoom, rows.reduce((sum, { packed }) => sum + packed.length / bytesPerCell, 0));
  let index = 0;
  for (const { packed } of rows)
    for (let at = 0; at < packed.length; at += bytesPerCell) {
      fine.cells[index] = packed.readDoubleBE(at);
      fine.counts[index] = packed.readInt32BE(at + 8);
      fine.lons[index] = packed.readFloatBE(at + 12);
      fine.lats[index] = packed.readFloatBE(at + 16);
      index += 1;
    }
  return new Count(fine, coarser(fine, coarseZoom));
}

/** Devices that fit a search, counted over the whole city. */
export class Count {
  constructor(
    private readonly fine: Level,
    private readonly coarse: Level,
  ) {}

  /** How many cells it holds in memory. */
  get size(): number {
    return this.fine.cells.length + this.coarse.cells.length;
  }

  /** Those in a tile, by squares of which 2^squares are side by side in it; of a tile so close that its squares would be less than cells, by cells. */
  in(tile: Tile, squares: number): Gathered[] {
    return gathered(tile.z + squares <= coarseZoom ? this.coarse : this.fine, tile, squares);
  }

  /** How many are in a tile. */
  within(tile: Tile): number {
    return this.in(tile, 0).reduce((sum, { count }) => sum + count, 0);
  }
}

/** To this zoom squares of a tile are made of whole cells. */
export const closestCounted = (squares: number): number => cellZoom - squares;

interface Known {
  /** as of which decision */
  mark: string;
  /** when it was still so, in milliseconds */
  soAt: number;
  count: Count;
}

/** How long after a decision whoever looks at a map may see what was before, while it is counted anew. */
const oldFor = 3_000;
/** So many cells are held of all searches together: some fifty megabytes. Those asked for longest ago make room. */
const mostCells = 2_000_000;
const mostSearches = 50;
const known = new Map<string, Known>();
const counting = new Map<string, Promise<Count>>();
/** Counts that were begun before what is known was forgotten are not kept. */
let memory = {};
onForget(() => {
  known.clear();
  counting.clear();
  memory = {};
});

function keep(key: string, each: Known): void {
  // What was asked for last is at the end.
  known.delete(key);
  known.set(key, each);
  let cells = [...known.values()].reduce((sum, { count }) => sum + count.size, 0);
  for (const [other, { count }] of known) {
    if (other === key || (cells <= mostCells && known.size <= mostSearches)) return;
    known.delete(other);
    cells -= count.size;
  }
}

/** The key of the search that asks for nothing. */
const everything = "[]";
/** So many searches may wait to be counted. */
const mostWaiting = 4;
/** One after the other: each reads much. The whole register waits for none of them. */
let last: Promise<unknown> = Promise.resolve();
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work);
  last = done.catch(() => undefined);
  return done;
}

/** Counted anew, once for all who ask meanwhile; null while too many other searches wait. */
function countAnew(key: string, search: Search): Promise<Count> | null {
  const begun = counting.get(key);
  if (begun) return begun;
  if (key !== everything && counting.size > mostWaiting) return null;
  const count = (key === everything ? (work: () => Promise<Count>) => work() : oneByOne)(async () => {
    const inMemory = memory;
    // As of this mark or later: what is decided meanwhile is counted the next time.
    const [mark, soAt] = [await sinceDecided(), Date.now()];
    const found = await counted(search);
    if (memory === inMemory) keep(key, { mark, soAt, count: found });
    return found;
  });
  counting.set(key, count);
  const isOver = () => void (counting.get(key) === count && counting.delete(key));
  count.then(isOver, isOver);
  return count;
}

/**
 * The count of what fits a search, of which where one looks and from where on are no part: as of the last decision, or of up to three seconds before. So long nobody waits but whoever
 * asks for it first.
 * @returns null while too many searches wait to be counted: whoever looks for something that nobody looked for before must not keep all others waiting
 */
export async function countOf({ view: _, before: __, ...search }: Search): Promise<Count | null> {
  const key = JSON.stringify(Object.entries(search).filter(([, value]) => value && !(Array.isArray(value) && value.length === 0)).toSorted());
  const mark = await sinceDecided();
  const held = known.get(key);
  if (!held) return countAnew(key, search);
  keep(key, held);
  if (held.mark === mark) held.soAt = Date.now();
  else {
    const anew = countAnew(key, search);
    if (Date.now() - held.soAt > oldFor) return anew;
    anew?.catch(() => undefined);
  }
  return held.count;
}
