import "server-only";
import { bboxClip } from "@turf/bbox-clip";
import { db } from "@/lib/core/db";
import { remembered } from "@/lib/core/remembered";
import { edgesOf, within, type Edges, type Tile } from "@/lib/core/map-tile";
import type { Feature, Layer, Shape } from "@/lib/map/vector-tile";

/*
 * The ground of the map, from what the city imported: its boundary, its parts, water, green and streets.
 */

type Position = [number, number];
type Geometry = { type: "LineString"; coordinates: Position[] } | { type: "MultiLineString"; coordinates: Position[][] } | { type: "Polygon"; coordinates: Position[][] } | { type: "MultiPolygon"; coordinates: Position[][][] };

interface Drawn extends Edges {
  kind: "boundary" | "zone" | "street" | "water" | "green";
  name: string;
  main: boolean;
  geometry: Geometry;
}

function edgesAround(geometry: Geometry): Edges {
  const all = geometry.coordinates.flat(geometry.type === "LineString" ? 0 : geometry.type === "MultiPolygon" ? 2 : 1) as unknown as Position[];
  return all.reduce<Edges>(({ west, south, east, north }, [lon, lat]) => ({ west: Math.min(west, lon), south: Math.min(south, lat), east: Math.max(east, lon), north: Math.max(north, lat) }), { west: 180, south: 90, east: -180, north: -90 });
}

/** All of it, held for a minute: a city's ground is some thousand lines, and changes when somebody imports another. */
const everything = remembered(60_000, async (): Promise<Drawn[]> => {
  const [features, zones] = await Promise.all([db.baseFeature.findMany({ orderBy: { id: "asc" } }), db.zone.findMany({ orderBy: { id: "asc" }, select: { name: true, geometry: true } })]);
  return [
    ...features.map(({ kind, name, main, geometry, west, south, east, north }) => ({ kind, name, main, geometry: geometry as unknown as Geometry, west, south, east, north })),
    ...zones.map(({ name, geometry }) => ({ kind: "zone" as const, name, main: false, geometry: geometry as unknown as Geometry, ...edgesAround(geometry as unknown as Geometry) })),
  ];
});

/** Of streets only the main ones are drawn from far. */
const allStreetsFrom = 14;

const touches = (a: Edges, b: Edges): boolean => a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south;
const isInside = (a: Edges, b: Edges): boolean => a.west >= b.west && a.east <= b.east && a.south >= b.south && a.north <= b.north;

function shapesOf(geometry: Geometry, tile: Tile): Shape[] {
  const put = ([lon, lat]: Position): Position => within(tile, lon, lat);
  if (geometry.type === "LineString") return [{ lines: [geometry.coordinates.map(put)] }];
  if (geometry.type === "MultiLineString") return [{ lines: geometry.coordinates.map((line) => line.map(put)) }];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => ({ polygons: rings.map((ring) => ring.map(put)) }));
}

/** The layers of a tile, drawn in this order. Each feature goes a little beyond the tile, so that no edge shows. */
export async function groundIn(tile: Tile): Promise<Layer[]> {
  const edges = edgesOf(tile, 0.06);
  const box: [number, number, number, number] = [edges.west, edges.south, edges.east, edges.north];
  const layers = new Map<string, Feature[]>();
  for (const { kind, name, main, geometry, ...around } of await everything()) {
    if (!touches(around, edges) || (kind === "street" && !main && tile.z < allStreetsFrom)) continue;
    const cut = isInside(around, edges) ? geometry : (bboxClip(geometry, box).geometry as Geometry);
    for (const shape of shapesOf(cut, tile)) {
      const features = layers.get(kind) ?? [];
      layers.set(kind, features);
      features.push({ shape, properties: { ...(name ? { name } : {}), ...(kind === "street" ? { main } : {}) } });
    }
  }
  // The name of a part of the city stands once, in its middle: a tile that has only a corner of it says nothing.
  const names = (await everything()).flatMap(({ kind, name, west, south, east, north }): Feature[] => {
    const [lon, lat] = [(west + east) / 2, (south + north) / 2];
    const own = edgesOf(tile);
    return kind === "zone" && name && lon >= own.west && lon < own.east && lat > own.south && lat <= own.north ? [{ shape: { points: [within(tile, lon, lat)] }, properties: { name } }] : [];
  });
  if (names.length > 0) layers.set("zone_name", names);
  return [...layers].map(([name, features]) => ({ name, features }));
}
