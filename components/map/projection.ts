/** What a map shows: its edges in WGS 84 degrees. West is less than east, south less than north. */
export interface View {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Place {
  lon: number;
  lat: number;
}

/** Pixels from the top left corner. */
export interface Pixel {
  x: number;
  y: number;
}

export interface Projection {
  width: number;
  height: number;
  toPixel: (lon: number, lat: number) => Pixel;
  toPlace: (x: number, y: number) => Place;
  /** True in the middle of the view; a city is small enough for it to hold everywhere. */
  metresPerPixel: number;
}

// Web Mercator ends here; nothing further north or south can be drawn.
const MOST_LAT = 85.05;
const EQUATOR_METRES = 40_075_016.686;
// The world is one unit wide. A view is never smaller than about 40 metres nor larger than half the world.
const LEAST_SPAN = 0.000_001;
const MOST_SPAN = 0.5;

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const worldX = (lon: number) => (lon + 180) / 360;
const worldY = (lat: number) => {
  const angle = (clamp(lat, -MOST_LAT, MOST_LAT) * Math.PI) / 180;
  return (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
};
const lonOf = (x: number) => x * 360 - 180;
const latOf = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The view round a middle, in world units, pushed back inside the world where it would leave it. */
function viewOf(middleX: number, middleY: number, spanX: number, spanY: number): View {
  const wide = clamp(spanX, LEAST_SPAN, MOST_SPAN);
  const tall = clamp(spanY, LEAST_SPAN, MOST_SPAN);
  const top = worldY(MOST_LAT);
  const x = clamp(middleX, wide / 2, 1 - wide / 2);
  const y = clamp(middleY, top + tall / 2, 1 - top - tall / 2);
  return { west: lonOf(x - wide / 2), east: lonOf(x + wide / 2), north: latOf(y - tall / 2), south: latOf(y + tall / 2) };
}

const measured = (view: View) => {
  const [left, right, top, bottom] = [worldX(view.west), worldX(view.east), worldY(view.north), worldY(view.south)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, wide: right - left, tall: bottom - top };
};

/**
 * The view round some places or round another view.
 * `padding` is added on every side, as a share of the extent (0.1 is a tenth). One place alone gets about 300 metres.
 * No places at all gives the whole drawable world.
 */
export function viewAround(of: readonly Place[] | View, padding = 0.1): View {
  const isView = "west" in of;
  const places = isView ? [{ lon: of.west, lat: of.south }, { lon: of.east, lat: of.north }] : of;
  if (places.length === 0) return viewOf(0.5, 0.5, MOST_SPAN, MOST_SPAN);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const place of places) {
    left = Math.min(left, worldX(place.lon));
    right = Math.max(right, worldX(place.lon));
    top = Math.min(top, worldY(place.lat));
    bottom = Math.max(bottom, worldY(place.lat));
  }
  const latitude = (latOf((top + bottom) / 2) * Math.PI) / 180;
  const least = isView ? 0 : 300 / (EQUATOR_METRES * Math.cos(latitude));
  const grown = (extent: number) => Math.max(extent * (1 + 2 * padding), least);
  return viewOf((left + right) / 2, (top + bottom) / 2, grown(right - left), grown(bottom - top));
}

/** The same middle, `factor` times as close: 2 shows half as much each way, 0.5 twice as much. */
export function zoomed(view: View, factor: number): View {
  const { x, y, wide, tall } = measured(view);
  // Both ways change by the same amount even where a limit is met, so that the shape stays.
  const applied = clamp(factor, Math.max(wide, tall) / MOST_SPAN, Math.min(wide, tall) / LEAST_SPAN);
  return viewOf(x, y, wide / applied, tall / applied);
}

/** Moved by shares of its own size: dx 0.5 is half a width to the east, dy 0.5 half a height to the north. */
export function panned(view: View, dx: number, dy: number): View {
  const { x, y, wide, tall } = measured(view);
  return viewOf(x + dx * wide, y - dy * tall, wide, tall);
}

/** The smallest view with the shape of a drawing of `width` by `height` that shows everything `view` shows. */
export function fitted(view: View, width: number, height: number): View {
  const { x, y, wide, tall } = measured(view);
  const unit = Math.max(wide / width, tall / height);
  return viewOf(x, y, unit * width, unit * height);
}

/** Reads "west,south,east,north" from an address. Anything that is not four degrees in order gives null; too small or large a view is brought to size. */
export function viewFromText(text: string | null | undefined): View | null {
  if (!text || text.length > 100) return null;
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length !== 4 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,15})?$/.test(part))) return null;
  const [west = 0, south = 0, east = 0, north = 0] = parts.map(Number);
  if (west < -180 || east > 180 || south < -90 || north > 90 || west >= east || south >= north) return null;
  const { x, y, wide, tall } = measured({ west, south, east, north });
  return viewOf(x, y, wide, tall);
}

/** "west,south,east,north" with six decimals, a tenth of a metre. */
export function viewToText(view: View): string {
  return [view.west, view.south, view.east, view.north].map((degree) => String(Math.round(degree * 1e6) / 1e6)).join(",");
}

/** How a view lies on a drawing. Give it a view of the drawing's shape (see `fitted`), or it is stretched. */
export function projectionOf(view: View, width: number, height: number): Projection {
  const left = worldX(view.west);
  const top = worldY(view.north);
  const wide = worldX(view.east) - left;
  const tall = worldY(view.south) - top;
  const latitude = (latOf(top + tall / 2) * Math.PI) / 180;
  return {
    width,
    height,
    toPixel: (lon, lat) => ({ x: ((worldX(lon) - left) / wide) * width, y: ((worldY(lat) - top) / tall) * height }),
    toPlace: (x, y) => ({ lon: lonOf(left + (x / width) * wide), lat: latOf(top + (y / height) * tall) }),
    metresPerPixel: (wide * EQUATOR_METRES * Math.cos(latitude)) / width,
  };
}

/** A round length for a scale bar of at most `most` pixels: 1, 2 or 5 and zeros. */
export function scaleBar(metresPerPixel: number, most: number): { metres: number; pixels: number; text: string } {
  const room = metresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = power * (room >= 5 * power ? 5 : room >= 2 * power ? 2 : 1);
  return { metres, pixels: metres / metresPerPixel, text: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` };
}
