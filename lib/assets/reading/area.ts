import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

/** A piece of the earth in degrees: polygons, each a list of rings (outer first, then holes). */
export interface Area {
  name: string;
  polygons: Position[][][];
  /** west, south, east, north in degrees */
  bbox: [number, number, number, number];
}

/** One polygon's edges sorted into horizontal bands, so a test looks at a few edges instead of tens of thousands. */
interface BandedPolygon {
  bbox: [number, number, number, number];
  bandHeight: number;
  /** x1, y1, x2, y2 of every edge that touches the band, one after another */
  bands: number[][];
}

const edgesPerBand = 8;
const mostBands = 4096;

// Kept beside the area and not in it, so that an area stays plain data that can be stored and sent.
const bandedByArea = new WeakMap<Area, BandedPolygon[]>();

function polygonsOf(shape: Geometry | Feature | FeatureCollection): Position[][][] {
  switch (shape.type) {
    case "FeatureCollection":
      return shape.features.flatMap(polygonsOf);
    case "Feature":
      return shape.geometry ? polygonsOf(shape.geometry) : [];
    case "GeometryCollection":
      return shape.geometries.flatMap(polygonsOf);
    case "Polygon":
      return [shape.coordinates];
    case "MultiPolygon":
      return shape.coordinates;
    default:
      return [];
  }
}

function bboxOf(polygons: Position[][][]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const rings of polygons) {
    for (const ring of rings) {
      for (const position of ring) {
        const [lon, lat] = position as [number, number];
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
    }
  }
  return [west, south, east, north];
}

/**
 * Makes an area from a polygon, a multipolygon, a feature or a collection of them (their union), in degrees.
 * Refuses with a TypeError a shape that holds no polygon.
 */
export function areaFrom(geometry: Geometry | Feature | FeatureCollection, name = ""): Area {
  const polygons = polygonsOf(geometry).filter((rings) => rings.some((ring) => ring.length > 0));
  if (polygons.length === 0) throw new TypeError("An area needs at least one polygon.");
  return { name, polygons, bbox: bboxOf(polygons) };
}

function bandPolygon(rings: Position[][]): BandedPolygon {
  const bbox = bboxOf([rings]);
  const edges = rings.reduce((count, ring) => count + ring.length, 0);
  const bandCount = Math.min(mostBands, Math.max(1, Math.ceil(edges / edgesPerBand)));
  const bandHeight = (bbox[3] - bbox[1]) / bandCount || 1;
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  const bandAt = (lat: number) => Math.min(bandCount - 1, Math.max(0, Math.floor((lat - bbox[1]) / bandHeight)));
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index++) {
      // The last position joins the first, so a ring that was left open is still a ring.
      const [x1, y1] = ring[index] as [number, number];
      const [x2, y2] = ring[(index + 1) % ring.length] as [number, number];
      if (x1 === x2 && y1 === y2) continue;
      for (let band = bandAt(Math.min(y1, y2)); band <= bandAt(Math.max(y1, y2)); band++) {
        bands[band]?.push(x1, y1, x2, y2);
      }
    }
  }
  return { bbox, bandHeight, bands };
}

function insideBbox([west, south, east, north]: Area["bbox"], lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Even-odd test; a point on an edge counts as inside. */
function insidePolygon(polygon: BandedPolygon, lon: number, lat: number): boolean {
  if (!insideBbox(polygon.bbox, lon, lat)) return false;
  const band = Math.min(polygon.bands.length - 1, Math.floor((lat - polygon.bbox[1]) / polygon.bandHeight));
  const edges = polygon.bands[band] ?? [];
  let inside = false;
  for (let at = 0; at < edges.length; at += 4) {
    const [x1, y1, x2, y2] = [edges[at] ?? 0, edges[at + 1] ?? 0, edges[at + 2] ?? 0, edges[at + 3] ?? 0];
    const cross = (x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1);
    const between = Math.min(x1, x2) <= lon && lon <= Math.max(x1, x2) && Math.min(y1, y2) <= lat && lat <= Math.max(y1, y2);
    if (cross === 0 && between) return true;
    if (y1 > lat !== y2 > lat && lon < x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1)) inside = !inside;
  }
  return inside;
}

/**
 * Whether the point (degrees) lies in the area, its edge included. The first question builds an index of the edges;
 * the later ones cost a few comparisons each, however detailed the boundary.
 */
export function contains(area: Area, lon: number, lat: number): boolean {
  if (!insideBbox(area.bbox, lon, lat)) return false;
  let banded = bandedByArea.get(area);
  if (!banded) {
    banded = area.polygons.map(bandPolygon);
    bandedByArea.set(area, banded);
  }
  return banded.some((polygon) => insidePolygon(polygon, lon, lat));
}
