import type { Geometry, Position } from "geojson";
import { projectionOf, type Pixel, type Projection, type View } from "./projection";

export interface BaseFeature {
  kind: "boundary" | "zone" | "street" | "water" | "green";
  name: string;
  /** Streets only: a street that is drawn wide and named first. */
  main?: boolean;
  geometry: Geometry;
}

export interface BaseLabel {
  x: number;
  y: number;
  /** Degrees, clockwise; never upside down. */
  angle: number;
  text: string;
  kind: "main" | "minor" | "water" | "green" | "zone";
}

/** The ground of a map as SVG path data in pixels of the drawing. An empty string means that nothing is in view. */
export interface BaseDrawing {
  land: string;
  water: string;
  green: string;
  streets: { main: string; minor: string };
  /** Widths in pixels that suit the scale. */
  widths: { main: number; minor: number };
  zones: string;
  labels: BaseLabel[];
}

/** A round area of the drawing that names keep clear of, in pixels. */
export interface Kept extends Pixel {
  radius: number;
}

// Lines are cut this far outside the drawing, so that their ends are not seen.
const MARGIN = 24;
// A drawing whose paths are longer than this is made coarser: a page must stay light on a slow line.
const MOST_CHARACTERS = 160_000;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Every line and every ring of a geometry. Points have nothing to draw. */
function linesOf(geometry: Geometry): { lines: Position[][]; closed: boolean }[] {
  switch (geometry.type) {
    case "LineString":
      return [{ lines: [geometry.coordinates], closed: false }];
    case "MultiLineString":
      return [{ lines: geometry.coordinates, closed: false }];
    case "Polygon":
      return [{ lines: geometry.coordinates, closed: true }];
    case "MultiPolygon":
      return geometry.coordinates.map((lines) => ({ lines, closed: true }));
    case "GeometryCollection":
      return geometry.geometries.flatMap(linesOf);
    default:
      return [];
  }
}

function projected(line: Position[], projection: Projection): Pixel[] {
  return line.map(([lon = 0, lat = 0]) => projection.toPixel(lon, lat));
}

function boxOf(line: readonly Pixel[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of line) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

const apart = (a: Box, b: Box) => a.right < b.left || a.left > b.right || a.bottom < b.top || a.top > b.bottom;

/** The parts of a line inside a box (Liang and Barsky). */
export function clippedLine(line: readonly Pixel[], box: Box): Pixel[][] {
  const parts: Pixel[][] = [];
  let part: Pixel[] = [];
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1];
    const b = line[i];
    if (!a || !b) continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    let [enter, leave] = [0, 1];
    let seen = true;
    for (const [step, room] of [[-dx, a.x - box.left], [dx, box.right - a.x], [-dy, a.y - box.top], [dy, box.bottom - a.y]] as const) {
      if (step === 0) seen &&= room >= 0;
      else if (step < 0) enter = Math.max(enter, room / step);
      else leave = Math.min(leave, room / step);
    }
    if (!seen || enter > leave) {
      if (part.length > 1) parts.push(part);
      part = [];
      continue;
    }
    if (part.length === 0 || enter > 0) {
      if (part.length > 1) parts.push(part);
      part = [enter > 0 ? { x: a.x + enter * dx, y: a.y + enter * dy } : a];
    }
    part.push(leave < 1 ? { x: a.x + leave * dx, y: a.y + leave * dy } : b);
    if (leave < 1) {
      parts.push(part);
      part = [];
    }
  }
  if (part.length > 1) parts.push(part);
  return parts;
}

/** A ring cut to a box (Sutherland and Hodgman). Empty where nothing of it is inside. */
export function clippedRing(ring: readonly Pixel[], box: Box): Pixel[] {
  const sides: [(p: Pixel) => number, (a: Pixel, b: Pixel, t: number) => Pixel][] = [
    (p: Pixel) => p.x - box.left, (p: Pixel) => box.right - p.x, (p: Pixel) => p.y - box.top, (p: Pixel) => box.bottom - p.y,
  ].map((depth) => [depth, (a, b, t) => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) })]);
  let kept = [...ring];
  for (const [depth, between] of sides) {
    const next: Pixel[] = [];
    kept.forEach((b, index) => {
      const a = kept[(index + kept.length - 1) % kept.length] ?? b;
      const [from, to] = [depth(a), depth(b)];
      if (from >= 0 !== to >= 0) next.push(between(a, b, from / (from - to)));
      if (to >= 0) next.push(b);
    });
    kept = next;
  }
  return kept.length > 2 ? kept : [];
}

/** Fewer points for the same shape: none left out is further than `tolerance` pixels from the line (Douglas and Peucker). */
export function simplified(line: readonly Pixel[], tolerance: number): Pixel[] {
  if (line.length < 3) return [...line];
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const waiting: [number, number][] = [[0, line.length - 1]];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [from, to] = pair;
    const [a, b] = [line[from], line[to]];
    if (!a || !b) continue;
    let [furthest, distance] = [-1, tolerance];
    for (let i = from + 1; i < to; i += 1) {
      const away = offLine(line[i] ?? a, a, b);
      if (away > distance) [furthest, distance] = [i, away];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    waiting.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, index) => keep[index] === 1);
}

/** Distance of a point from the piece between a and b. */
function offLine(p: Pixel, a: Pixel, b: Pixel): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Path data with a tenth of a pixel, each point relative to the last to keep it short. */
function pathOf(line: readonly Pixel[], closed: boolean): string {
  let [x, y] = [0, 0];
  let path = "";
  line.forEach((point, index) => {
    const [px, py] = [Math.round(point.x * 10), Math.round(point.y * 10)];
    if (index > 0 && px === x && py === y) return;
    const tenth = (value: number) => String(value / 10);
    const gap = py - y < 0 ? "" : " ";
    path += index === 0 ? `M${tenth(px)} ${tenth(py)}` : `l${tenth(px - x)}${gap}${tenth(py - y)}`;
    [x, y] = [px, py];
  });
  return closed ? `${path}z` : path;
}

interface Shape {
  feature: BaseFeature;
  /** Lines, or the rings of one polygon with the outer one first. */
  lines: Pixel[][];
  closed: boolean;
}

function clockwise(ring: readonly Pixel[]): boolean {
  let area = 0;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a) area += a.x * b.y - b.x * a.y;
    a = b;
  }
  return area > 0;
}

/** Borders as lines that run once: neighbours share them, and the city's own edge is drawn apart. */
function borders(features: readonly BaseFeature[]): BaseFeature[] {
  const drawn = new Set<string>();
  const cut = (feature: BaseFeature): Position[][] => {
    const lines: Position[][] = [];
    for (const line of linesOf(feature.geometry).flatMap((one) => one.lines)) {
      let open: Position[] = [];
      line.forEach((point, index) => {
        const last = line[index - 1];
        if (!last) return;
        const ends = [String(last), String(point)].sort().join(" ");
        if (drawn.has(ends)) open = [];
        else if (open.length > 0) open.push(point);
        else lines.push((open = [last, point]));
        drawn.add(ends);
      });
    }
    return lines;
  };
  features.filter((feature) => feature.kind === "boundary").forEach(cut);
  return features
    .filter((feature) => feature.kind === "zone")
    .map((feature) => ({ ...feature, geometry: { type: "MultiLineString", coordinates: cut(feature) } }));
}

/** What of the features is in view, in pixels. A thing smaller than a pixel is left out. */
function shapesInView(features: readonly BaseFeature[], projection: Projection): Shape[] {
  const frame: Box = { left: -MARGIN, top: -MARGIN, right: projection.width + MARGIN, bottom: projection.height + MARGIN };
  return features.flatMap((feature) =>
    linesOf(feature.geometry).flatMap(({ lines, closed }): Shape[] => {
      const seen = lines.flatMap((line, index): Pixel[][] => {
        const pixels = projected(line, projection);
        // Outer rings run one way and holes the other, so that waters that lie on one another do not cancel out.
        if (closed && clockwise(pixels) !== (index === 0)) pixels.reverse();
        const box = boxOf(pixels);
        if (apart(box, frame) || (box.right - box.left < 1 && box.bottom - box.top < 1)) return [];
        const whole = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
        if (whole) return [pixels];
        if (!closed) return clippedLine(pixels, frame);
        const ring = clippedRing(pixels, frame);
        return ring.length > 0 ? [ring] : [];
      });
      return seen.length > 0 ? [{ feature, lines: seen, closed }] : [];
    }),
  );
}

function pathsOf(shapes: Shape[], wanted: (feature: BaseFeature) => boolean, tolerance: number): string {
  return shapes
    .filter((shape) => wanted(shape.feature))
    .flatMap((shape) => shape.lines.map((line) => pathOf(simplified(line, tolerance), shape.closed)))
    .join("");
}

/**
 * Draws the ground of a map: land, water, green, streets, zone borders, and names where they fit.
 * `view` has the shape of the drawing (see `fitted`). Names keep clear of `kept`.
 */
export function drawnBase(features: readonly BaseFeature[], view: View, width: number, height: number, kept: readonly Kept[] = []): BaseDrawing {
  const projection = projectionOf(view, width, height);
  const shapes = shapesInView(features, projection);
  const metres = projection.metresPerPixel;
  const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));
  // Close by, a border would only be a puzzling line in the middle of a street.
  const edges = metres > 1.8 ? shapesInView(borders(features), projection) : [];
  const widths = { main: between(2.6, 17 / metres, 15), minor: between(1.1, 9.3 / metres, 9) };
  const draw = (tolerance: number, minor: boolean) => ({
    land: pathsOf(shapes, (feature) => feature.kind === "boundary", tolerance),
    water: pathsOf(shapes, (feature) => feature.kind === "water", tolerance),
    green: pathsOf(shapes, (feature) => feature.kind === "green", tolerance),
    streets: {
      main: pathsOf(shapes, (feature) => feature.kind === "street" && feature.main === true, tolerance),
      minor: minor ? pathsOf(shapes, (feature) => feature.kind === "street" && feature.main !== true, tolerance) : "",
    },
    zones: pathsOf(edges, () => true, tolerance),
  });
  const size = (drawing: ReturnType<typeof draw>) =>
    drawing.land.length + drawing.water.length + drawing.green.length + drawing.zones.length + drawing.streets.main.length + drawing.streets.minor.length;
  // Where small streets would be a grey mist, they are not drawn at all.
  const showMinor = metres <= 16;
  let drawing = draw(0.4, showMinor);
  for (const tolerance of [0.8, 1.6, 3]) {
    if (size(drawing) <= MOST_CHARACTERS) break;
    drawing = draw(tolerance, showMinor);
  }
  if (size(drawing) > MOST_CHARACTERS) drawing = draw(3, false);
  return { ...drawing, widths, labels: labelsOf(shapes, projection, kept) };
}

// ---------------------------------------------------------------- names

// Width of a letter and half the height of a line for each kind of name, in pixels: as set in map.css.
const letters: Record<BaseLabel["kind"], { letter: number; half: number }> = {
  main: { letter: 6.4, half: 9 },
  minor: { letter: 5.9, half: 8 },
  water: { letter: 8.6, half: 9 },
  green: { letter: 6, half: 8 },
  zone: { letter: 8.6, half: 11 },
};

const upright = (angle: number) => {
  const turned = ((angle % 180) + 180) % 180;
  return turned > 90 ? turned - 180 : turned;
};

/** Keeps names from running into each other, into points and over the edge. */
class Room {
  readonly #taken: Kept[];

  constructor(private readonly projection: Projection, kept: readonly Kept[]) {
    this.#taken = [...kept];
  }

  /** Takes the room for a name and says true, or says false if something is there. */
  take(label: BaseLabel): boolean {
    const { letter, half } = letters[label.kind];
    const long = (label.text.length * letter) / 2;
    const [cos, sin] = [Math.cos((label.angle * Math.PI) / 180), Math.sin((label.angle * Math.PI) / 180)];
    const discs: Kept[] = [];
    for (let at = -long; at <= long; at += half) discs.push({ x: label.x + at * cos, y: label.y + at * sin, radius: half });
    const { width, height } = this.projection;
    const free = discs.every(
      (disc) =>
        disc.x > half && disc.y > half && disc.x < width - half && disc.y < height - half &&
        this.#taken.every((other) => Math.hypot(other.x - disc.x, other.y - disc.y) > other.radius + half),
    );
    if (free) this.#taken.push(...discs);
    return free;
  }
}

/** Places along a line where a name of this length lies nearly straight, the straightest and most central first. */
function placesAlong(line: readonly Pixel[], long: number, room: Projection): { x: number; y: number; angle: number; worth: number }[] {
  const at: number[] = [0];
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    at.push((at[i - 1] ?? 0) + (a && b ? Math.hypot(b.x - a.x, b.y - a.y) : 0));
  }
  const total = at.at(-1) ?? 0;
  const pointAt = (distance: number): Pixel => {
    const index = Math.max(1, at.findIndex((value) => value >= distance));
    const [a, b] = [line[index - 1], line[index]];
    if (!a || !b) return line[0] ?? { x: 0, y: 0 };
    const piece = (at[index] ?? 0) - (at[index - 1] ?? 0);
    const t = piece === 0 ? 0 : (distance - (at[index - 1] ?? 0)) / piece;
    return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
  };
  const found: { x: number; y: number; angle: number; worth: number }[] = [];
  for (let start = 4; start + long < total; start += 14) {
    const [a, b] = [pointAt(start), pointAt(start + long)];
    const bend = Math.max(0, ...line.filter((_, index) => (at[index] ?? 0) > start && (at[index] ?? 0) < start + long).map((p) => offLine(p, a, b)));
    if (bend > 3.5) continue;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const outward = Math.hypot(x / room.width - 0.5, y / room.height - 0.5);
    const angle = upright((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
    found.push({ x, y, angle, worth: bend + 6 * outward + Math.abs(angle) / 45 });
  }
  return found.sort((a, b) => a.worth - b.worth).slice(0, 24);
}

function insideRings(rings: readonly Pixel[][], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    let a = ring.at(-1);
    for (const b of ring) {
      if (a && a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      a = b;
    }
  }
  return inside;
}

/** Places inside an area where a name of this length fits, the roomiest first. `level` allows no slope. */
function placesInside(area: readonly Pixel[][], long: number, half: number, level: boolean, room: Projection): { x: number; y: number; angle: number; worth: number }[] {
  // A name needs no exact shore, and every point of it is asked about thousands of times.
  const rings = area.map((ring) => simplified(ring, 2));
  const box = boxOf(rings[0] ?? []);
  const [left, right] = [Math.max(box.left, 8), Math.min(box.right, room.width - 8)];
  const [top, bottom] = [Math.max(box.top, 8), Math.min(box.bottom, room.height - 8)];
  if (Math.max(right - left, bottom - top) < long || Math.min(right - left, bottom - top) < 2 * half) return [];
  const middle = level ? { x: (left + right) / 2, y: (top + bottom) / 2 } : { x: room.width / 2, y: room.height / 2 };
  const angles = level ? [0] : [0, 15, -15, 30, -30, 45, -45, 60, -60, 75, -75, 90];
  const step = Math.max(10, Math.sqrt(((right - left) * (bottom - top)) / 150));
  const found: { x: number; y: number; angle: number; worth: number }[] = [];
  const open = (x: number, y: number) => x >= left && x <= right && y >= top && y <= bottom && insideRings(rings, x, y);
  for (let y = top + step / 2; y < bottom; y += step) {
    for (let x = left + step / 2; x < right; x += step) {
      if (!insideRings(rings, x, y)) continue;
      for (const angle of angles) {
        const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
        // Looks to both sides along the name, then how much is free above and below it.
        let fits = true;
        for (let at = -long / 2; at <= long / 2 && fits; at += long / 6) {
          fits = open(x + at * cos - half * sin, y + at * sin + half * cos) && open(x + at * cos + half * sin, y + at * sin - half * cos);
        }
        if (!fits) continue;
        let spare = 0;
        // A river is named along its course: the way in which one can go furthest on the water.
        const run = (side: 1 | -1) => {
          let far = 0;
          while (far < 300 && open(x + side * far * cos, y + side * far * sin)) far += 10;
          return far;
        };
        const course = level ? 0 : Math.min(run(1), run(-1)) + 0.3 * Math.max(run(1), run(-1));
        while (spare < 60 && [-1, 1].every((side) => [-1, 1].every((end) => {
          const [along, across] = [end * (long / 2), side * (half + spare + 6)];
          return open(x + along * cos - across * sin, y + along * sin + across * cos);
        }))) spare += 6;
        const outward = Math.hypot((x - middle.x) / room.width, (y - middle.y) / room.height);
        found.push({ x, y, angle: upright(angle), worth: -spare / 12 - course / 30 + 4 * outward + Math.abs(angle) / 60 });
      }
    }
  }
  return found.sort((a, b) => a.worth - b.worth).slice(0, 40);
}

function labelsOf(shapes: Shape[], projection: Projection, kept: readonly Kept[]): BaseLabel[] {
  const metres = projection.metresPerPixel;
  const room = new Room(projection, kept);
  const labels: BaseLabel[] = [];
  const byName = new Map<string, Shape[]>();
  for (const shape of shapes) {
    const { kind, main, name } = shape.feature;
    const label = kind === "street" ? (main ? "main" : "minor") : kind;
    // From afar the quarters matter, close by the small streets; a name for everything would be a name for nothing.
    const shown = label === "zone" ? metres > 2.6 : label === "minor" ? metres <= 1.15 : label === "green" ? metres <= 2.6 : label !== "boundary";
    if (name && shown) byName.set(`${label} ${name}`, [...(byName.get(`${label} ${name}`) ?? []), shape]);
  }
  const order: BaseLabel["kind"][] = ["zone", "water", "main", "green", "minor"];
  for (const kind of order) {
    const { letter, half } = letters[kind];
    const groups = [...byName].filter(([key]) => key.startsWith(`${kind} `)).slice(0, 90);
    for (const [, group] of groups) {
      const text = group[0]?.feature.name ?? "";
      const long = text.length * letter;
      const places =
        kind === "main" || kind === "minor"
          ? group.flatMap((shape) => shape.lines.flatMap((line) => placesAlong(line, long + 8, projection)))
          : group.flatMap((shape) => placesInside(shape.lines, long, kind === "zone" ? 4 : half - 2, kind !== "water", projection));
      places.sort((a, b) => a.worth - b.worth);
      for (const { x, y, angle } of places) {
        const label: BaseLabel = { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, angle: Math.round(angle * 10) / 10, text, kind };
        if (!room.take(label)) continue;
        labels.push(label);
        break;
      }
    }
  }
  return labels;
}
