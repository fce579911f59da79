import { fitted, projectionOf, viewAround, viewToText, zoomed, type View } from "./projection";

export interface MapPoint {
  key: string;
  lon: number;
  lat: number;
  /** The name that is read out: all that the point means, with its state in words. */
  label: string;
  /** The number it has in the list beside the map. */
  number?: number;
  /** Where it leads. */
  to?: string;
  state?: "here" | "plain" | "chosen" | "taken" | "free";
}

export interface MapCluster {
  lon: number;
  lat: number;
  count: number;
  to: string;
}

/** Radius of a cluster's disc in pixels: more points, a larger disc, within reason. */
export function clusterRadius(count: number): number {
  return Math.round(Math.min(38, 15 + 2.6 * Math.sqrt(count)) * 10) / 10;
}

interface Heap {
  x: number;
  y: number;
  members: MapPoint[];
}

/**
 * Gathers points that would lie on one another, for a drawing of `width` by `height` pixels.
 * Points with a number, the chosen ones and the one asked about always stay on their own. Points out of view are left out.
 * `to` gives a cluster's address from the view that shows its points; by default `?view=west,south,east,north`.
 */
export function clusterPoints(
  points: readonly MapPoint[],
  view: View,
  width: number,
  height: number,
  cell = 44,
  to: (view: View) => string = (closer) => `?view=${viewToText(closer)}`,
): { points: MapPoint[]; clusters: MapCluster[] } {
  const shown = fitted(view, width, height);
  const projection = projectionOf(shown, width, height);
  const alone: MapPoint[] = [];
  const cells = new Map<string, Heap>();
  for (const point of points) {
    const { x, y } = projection.toPixel(point.lon, point.lat);
    if (!(x >= 0 && y >= 0 && x <= width && y <= height)) continue;
    if (point.number !== undefined || point.state === "here" || point.state === "chosen") {
      alone.push(point);
      continue;
    }
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const heap = cells.get(key) ?? { x: 0, y: 0, members: [] };
    heap.x += x;
    heap.y += y;
    heap.members.push(point);
    cells.set(key, heap);
  }
  // Each heap lies in the middle of its members; heaps whose discs would touch become one, the largest first.
  const waiting = [...cells.values()]
    .map(({ x, y, members }) => ({ x: x / members.length, y: y / members.length, members }))
    .sort((a, b) => b.members.length - a.members.length);
  const heaps: Heap[] = [];
  for (const heap of waiting) {
    const reach = (other: Heap) => (other.members.length > 1 ? clusterRadius(other.members.length) : 8);
    const near = heaps.find((other) => {
      const touching = Math.max(reach(other) + reach(heap) + 1, cell * 0.6);
      const both = other.members.length + heap.members.length > 2;
      return Math.hypot(other.x - heap.x, other.y - heap.y) < (both ? touching : 18);
    });
    if (!near) {
      heaps.push(heap);
      continue;
    }
    const share = heap.members.length / (heap.members.length + near.members.length);
    near.x += (heap.x - near.x) * share;
    near.y += (heap.y - near.y) * share;
    near.members.push(...heap.members);
  }
  const single = heaps.flatMap((heap) => (heap.members.length === 1 ? heap.members : []));
  const clusters = heaps
    .filter((heap) => heap.members.length > 1)
    .map((heap): MapCluster => {
      const { lon, lat } = projection.toPlace(heap.x, heap.y);
      const around = fitted(viewAround(heap.members, 0.15), width, height);
      // A step closer is at least half as much again, or a wide cluster would lead to the same map.
      const closer = zoomed(shown, 1.6);
      const smaller = around.east - around.west < closer.east - closer.west ? around : viewAtMiddle(closer, around);
      return { lon, lat, count: heap.members.length, to: to(smaller) };
    });
  return { points: [...alone, ...single], clusters };
}

/** A view of the size of one and round the middle of another. */
function viewAtMiddle(size: View, middle: View): View {
  const east = (middle.east + middle.west - size.east - size.west) / 2;
  const north = (middle.north + middle.south - size.north - size.south) / 2;
  return { west: size.west + east, east: size.east + east, south: size.south + north, north: size.north + north };
}
