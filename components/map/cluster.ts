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
  return Math.round(Math.min(32, 15 + 2.6 * Math.sqrt(count)) * 10) / 10;
}

interface Heap {
  x: number;
  y: number;
  members: MapPoint[];
}

// Air between the discs, so that the streets under them can still be made out.
const AIR = 7;
const reachOf = (heap: Heap) => (heap.members.length > 1 ? clusterRadius(heap.members.length) : 8);
const away = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

/** Points that lie within half a cell of one another; a heap lies in the middle of its members. */
function heapsOf(points: { x: number; y: number; point: MapPoint }[], cell: number): Heap[] {
  const near = cell / 2;
  const squares = new Map<string, { x: number; y: number; heap: Heap }[]>();
  const heaps: Heap[] = [];
  for (const { x, y, point } of points) {
    const [column, row] = [Math.floor(x / near), Math.floor(y / near)];
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => squares.get(`${column + dx} ${row + dy}`) ?? []));
    const seed = around.find((one) => away(one, { x, y }) < near);
    if (seed) {
      const { heap } = seed;
      heap.members.push(point);
      heap.x += (x - heap.x) / heap.members.length;
      heap.y += (y - heap.y) / heap.members.length;
      continue;
    }
    const heap: Heap = { x, y, members: [point] };
    heaps.push(heap);
    squares.set(`${column} ${row}`, [...(squares.get(`${column} ${row}`) ?? []), { x, y, heap }]);
  }
  return heaps;
}

/** Makes one of heaps whose discs would touch, the largest first, until none do. */
function joined(heaps: Heap[]): Heap[] {
  const waiting = [...heaps].sort((a, b) => b.members.length - a.members.length);
  const kept: Heap[] = [];
  for (const heap of waiting) {
    const near = kept.find((other) => {
      const singles = heap.members.length === 1 && other.members.length === 1;
      return away(heap, other) < (singles ? 18 : reachOf(heap) + reachOf(other) + (heap.members.length > 1 ? AIR : 0));
    });
    if (!near) {
      kept.push(heap);
      continue;
    }
    const share = heap.members.length / (heap.members.length + near.members.length);
    near.x += (heap.x - near.x) * share;
    near.y += (heap.y - near.y) * share;
    near.members.push(...heap.members);
  }
  return kept.length < heaps.length ? joined(kept) : kept;
}

/**
 * Gathers points that would lie on one another (within half a `cell` of pixels), for a drawing of `width` by `height` pixels.
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
  const alone: { x: number; y: number; point: MapPoint }[] = [];
  const others: { x: number; y: number; point: MapPoint }[] = [];
  for (const point of points) {
    const { x, y } = projection.toPixel(point.lon, point.lat);
    if (!(x >= 0 && y >= 0 && x <= width && y <= height)) continue;
    const own = point.number !== undefined || point.state === "here" || point.state === "chosen";
    (own ? alone : others).push({ x, y, point });
  }
  const heaps = joined(heapsOf(others, cell));
  // A disc stands for an area, so it may step aside for a point that stands for a place.
  for (const heap of heaps.filter((one) => one.members.length > 1)) {
    for (const fixed of alone) {
      const least = reachOf(heap) + (fixed.point.number === undefined ? 13 : 18) + 1;
      const distance = away(heap, fixed);
      if (distance >= least) continue;
      const [dx, dy] = distance < 0.5 ? [1, 0] : [(heap.x - fixed.x) / distance, (heap.y - fixed.y) / distance];
      heap.x = Math.min(width, Math.max(0, fixed.x + dx * least));
      heap.y = Math.min(height, Math.max(0, fixed.y + dy * least));
    }
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
  return { points: [...alone.map((one) => one.point), ...single], clusters };
}

/** A view of the size of one and round the middle of another. */
function viewAtMiddle(size: View, middle: View): View {
  const east = (middle.east + middle.west - size.east - size.west) / 2;
  const north = (middle.north + middle.south - size.north - size.south) / 2;
  return { west: size.west + east, east: size.east + east, south: size.south + north, north: size.north + north };
}
