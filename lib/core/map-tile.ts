/*
 * Tiles of a map in Web Mercator, as everybody numbers them: at zoom z the world is 2^z tiles wide, x from west to east, y from north to south. A tile of zoom z is
 * four of the next. Cells are tiles of zoom 20, numbered so that those of one tile, of whatever zoom, follow each other (Morton's order): a tile is one range of them.
 */

export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** Edges in degrees. */
export interface Edges {
  west: number;
  south: number;
  east: number;
  north: number;
}

export const cellZoom = 20;
export const mostZoom = 18;

/** The tile that an address names; null where there is none. */
export function tileFrom(z: string | undefined, x: string | undefined, y: string | undefined): Tile | null {
  if (![z, x, y].every((each) => each !== undefined && /^\d{1,7}$/.test(each))) return null;
  const tile = { z: Number(z), x: Number(x), y: Number(y) };
  const wide = 2 ** tile.z;
  return tile.z <= mostZoom && tile.x < wide && tile.y < wide ? tile : null;
}

const lonAt = (x: number, z: number): number => (x / 2 ** z) * 360 - 180;
const latAt = (y: number, z: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;
/** What a tile holds, and `beyond` on each side, as a share of it. */
export const edgesOf = ({ z, x, y }: Tile, beyond = 0): Edges => ({ west: lonAt(x - beyond, z), east: lonAt(x + 1 + beyond, z), north: latAt(y - beyond, z), south: latAt(y + 1 + beyond, z) });

/** Further north or south nothing is drawn. */
const mostLat = 85.0511287798066;

/** Units that a tile is wide in a vector tile. */
export const extent = 4096;
/** Where a place lies in the world, in tiles of a zoom from its top left corner. */
function inWorld(z: number, lon: number, lat: number): [number, number] {
  const angle = (Math.max(-mostLat, Math.min(mostLat, lat)) * Math.PI) / 180;
  return [((lon + 180) / 360) * 2 ** z, ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * 2 ** z];
}
/** Where a place lies in a tile, in its units from the top left corner. */
export function within({ z, x, y }: Tile, lon: number, lat: number): [number, number] {
  const [worldX, worldY] = inWorld(z, lon, lat);
  return [Math.round((worldX - x) * extent), Math.round((worldY - y) * extent)];
}

/** The number of a tile among those of its zoom: the bits of x and y by turns. Exact, since it has no more than 2 × 20 of them. */
export function numberOf({ z, x, y }: Tile): number {
  let number = 0;
  for (let bit = z - 1; bit >= 0; bit -= 1) number = number * 4 + ((y >> bit) & 1) * 2 + ((x >> bit) & 1);
  return number;
}

/** The first cell of a tile, and the first after it, among cells of a zoom that is no less. */
export function cellsOf(tile: Tile, zoom = cellZoom): { from: number; to: number } {
  const each = 4 ** (zoom - tile.z);
  const from = numberOf(tile) * each;
  return { from, to: from + each };
}

/** A tile as small as half of what is looked at, so that the tiles that touch it hold little else. */
const finest = (edges: Edges): number => {
  const span = Math.max((edges.east - edges.west) / 360, (edges.north - edges.south) / 180);
  return Math.max(0, Math.min(mostZoom, Math.floor(Math.log2(2 / Math.max(span, 1e-9)))));
};
const tileOf = (z: number, lon: number, lat: number): Tile => {
  const [x, y] = inWorld(z, lon, lat).map((each) => Math.max(0, Math.min(2 ** z - 1, Math.floor(each)))) as [number, number];
  return { z, x, y };
};

/**
 * Ranges of cells that together hold all of a view, and a little more: what an index finds before the places themselves are looked at. Those that touch are one.
 * @returns none for more of the world than is worth it, or across the date line
 */
export function cellsAround(edges: Edges): { from: number; to: number }[] {
  if (edges.west > edges.east || edges.east - edges.west > 20) return [];
  const z = finest(edges);
  // A centimetre more: the database, which knew the place, may have rounded it otherwise.
  const [first, last] = [tileOf(z, edges.west - 1e-7, edges.north + 1e-7), tileOf(z, edges.east + 1e-7, edges.south - 1e-7)];
  const numbers: number[] = [];
  for (let x = first.x; x <= last.x; x += 1) for (let y = first.y; y <= last.y; y += 1) numbers.push(numberOf({ z, x, y }));
  if (numbers.length > 64) return [];
  const each = 4 ** (cellZoom - z);
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const before = ranges.at(-1);
    if (before && before.to === number * each) before.to += each;
    else ranges.push({ from: number * each, to: (number + 1) * each });
  }
  return ranges;
}
