/** A part of the map, in degrees. */
export interface View {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A point of the map, in degrees. */
export interface Place {
  lon: number;
  lat: number;
}

const degrees = /^-?\d{1,3}(?:\.\d{1,15})?$/;

/** "lon,lat" of an address, or null where it is none. */
export function placeFromText(text: string | undefined): Place | null {
  const parts = (text ?? "").split(",");
  if (parts.length !== 2 || !parts.every((part) => degrees.test(part))) return null;
  const [lon = 0, lat = 0] = parts.map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? { lon, lat } : null;
}

const mostCorners = 80;

/** The corners of an area that somebody drew, "lon,lat;lon,lat;…" of an address, or null where they make none. */
export function areaFromText(text: string | undefined): Place[] | null {
  if (!text || text.length > mostCorners * 40) return null;
  const corners = text.split(";").map(placeFromText);
  return corners.length >= 3 && corners.length <= mostCorners && corners.every((corner) => corner !== null) ? corners : null;
}

/** The same as an address carries it, to a tenth of a metre. */
export const placeToText = ({ lon, lat }: Place): string => [lon, lat].map((each) => String(Math.round(each * 1e6) / 1e6)).join(",");
export const areaToText = (corners: readonly Place[]): string => corners.map(placeToText).join(";");

/** The view that just holds these places. */
export const viewOfAll = (places: readonly Place[]): View => ({
  west: Math.min(...places.map(({ lon }) => lon)), east: Math.max(...places.map(({ lon }) => lon)),
  south: Math.min(...places.map(({ lat }) => lat)), north: Math.max(...places.map(({ lat }) => lat)),
});

/** How far two places are from each other, in metres; exact enough within a city. */
export function metresBetween(a: Place, b: Place): number {
  const metresPerDegree = 111_320;
  return Math.hypot((a.lon - b.lon) * metresPerDegree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180), (a.lat - b.lat) * metresPerDegree);
}

/** What lies so many metres round a place, as a view. */
export function viewWithin({ lon, lat }: Place, metres: number): View {
  const high = metres / 111_320;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return { west: lon - wide, east: lon + wide, south: lat - high, north: lat + high };
}
