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
/** Where a place lies in a tile, in its units from the top left corner. */
export function within({ z, x, y }: Tile, lon: number, lat: number): [number, number] {
  const angle = (Math.max(-mostLat, Math.min(mostLat, lat)) * Math.PI) / 180;
  const worldX = ((lon + 180) / 360) * 2 ** z;
  const worldY = ((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * 2 ** z;
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
