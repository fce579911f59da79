import type { Feature, FeatureCollection, Position } from "geojson";

/** One file of assets, as the agency that owns them would send it. */
export interface DemoAssetFile {
  fileName: string;
  agency: string;
  /** CSV with the header `plate,class,latitude,longitude,place`. */
  text: string;
  /** Rows, the header not counted. */
  count: number;
}

/** Everything the demo city consists of. Coordinates are WGS 84 degrees, longitude first, six decimals. */
export interface DemoCity {
  /** One polygon. */
  boundary: FeatureCollection;
  /** Six polygons with `code` and `name` that fill the boundary and share their edges. */
  zones: FeatureCollection;
  /** Lines with `name` and `main`; a street that is interrupted is several lines of one name. */
  streets: FeatureCollection;
  /** Polygons with `name`; the bay lies outside the boundary. */
  water: FeatureCollection;
  /** Polygons with `name`. */
  green: FeatureCollection;
  assetsCsv: DemoAssetFile[];
}

export interface DemoNetwork {
  code: string;
  name: string;
  kind: "lorawan" | "wifi" | "cellular" | "fibre";
  /** The agency that owns it, named as in the asset files. */
  agency: string;
}

export const aldermouthNetworks: DemoNetwork[] = [
  { code: "NET-SENSOR", name: "City sensor network", kind: "lorawan", agency: "Street Lighting" },
  { code: "NET-OPEN", name: "Open city Wi-Fi", kind: "wifi", agency: "Public Transport" },
  { code: "NET-CELL", name: "Street cell network", kind: "cellular", agency: "City Estates" },
  { code: "NET-DUCT", name: "Duct fibre ring", kind: "fibre", agency: "City Estates" },
];

// Where the invented city is put on the globe, and the two lengths of a degree there, in metres.
const CENTRE_LON = 1.25;
const CENTRE_LAT = 52.63;
const METRES_PER_LAT = 111_267;
const METRES_PER_LON = 111_320 * Math.cos((CENTRE_LAT * Math.PI) / 180);

// The city is planned on a straight sheet (u to the east, v to the north, metres) and then warped.
const WEST = -2900;
const EAST = 2850;
/** Distance from the water's edge to the middle of the street along it. */
const QUAY = 22;
const POLE_SPACING = 32;

type Sheet = readonly [u: number, v: number];
type Metres = readonly [x: number, y: number];

/** Mulberry32: small, seeded, the same numbers everywhere. Values from 0 up to 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const northEdge = (u: number) => 2120 - 560 * ((u + 150) / 3000) ** 4 + 55 * Math.sin(u / 430 + 0.6);
const southEdge = (u: number) => -2080 + 640 * ((u - 100) / 3000) ** 4 + 60 * Math.sin(u / 520 + 2.1);
const riverMiddle = (u: number) => -120 + 190 * Math.sin(u / 560 + 0.9) + 90 * Math.sin(u / 1300 - 0.4);
const riverHalf = (u: number) => 46 + 10 * Math.sin(u / 700) + 170 * ramp(1950, EAST, u) ** 2;
const bank = (u: number, side: 1 | -1) => riverMiddle(u) + side * (riverHalf(u) + QUAY);

/** 0 before `from`, 1 after `to`, smooth between. */
function ramp(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** From the straight sheet to metres east and north of the centre. */
function warp([u, v]: Sheet): Metres {
  const bay = ramp(1500, EAST, u) * (110 * Math.sin(v / 620 + 0.5) - 230 * Math.exp(-(((v + 150) / 520) ** 2)));
  return [
    u + 95 * Math.sin(v / 520 + 0.4) + 60 * Math.sin(v / 260 + u / 1500 + 1.2) + 40 * Math.sin(u / 640 + v / 900) + bay,
    v + 105 * Math.sin(u / 640 + 1.1) + 48 * Math.sin(u / 300 - v / 1100 + 2) + 34 * Math.sin(v / 420 + 0.7) - 0.035 * u,
  ];
}

const sixDecimals = (value: number) => Math.round(value * 1e6) / 1e6;
const degrees = ([x, y]: Metres): Position => [
  sixDecimals(CENTRE_LON + x / METRES_PER_LON),
  sixDecimals(CENTRE_LAT + y / METRES_PER_LAT),
];
const placed = (point: Sheet): Position => degrees(warp(point));

/** Numbers from `from` up to `to`, both included, and every multiple of `step` between. */
function stepped(from: number, to: number, step: number): number[] {
  const inner: number[] = [];
  for (let n = Math.floor(from / step) + 1; n * step < to; n += 1) inner.push(n * step);
  return [from, ...inner, to];
}

interface Corners {
  /** Where neighbours have a corner on a lower or upper edge, and on an upright one. */
  u: number[];
  v: number[];
}

/** A closed ring of the area between two curves of u. Neighbours that are given the same corners share every point of their edge. */
function ringBetween(u0: number, u1: number, low: (u: number) => number, high: (u: number) => number, corners: Corners = { u: [], v: [] }): Position[] {
  const through = (from: number, to: number, cuts: number[]) =>
    [...new Set([...stepped(from, to, 60), ...cuts.filter((cut) => cut > from && cut < to)])].sort((a, b) => a - b);
  const across = through(u0, u1, corners.u);
  const upright = (u: number) => through(low(u), high(u), corners.v).map((v): Sheet => [u, v]);
  const ring: Sheet[] = [
    ...across.map((u): Sheet => [u, low(u)]),
    ...upright(u1).slice(1),
    ...across.map((u): Sheet => [u, high(u)]).reverse().slice(1),
    ...upright(u0).reverse().slice(1),
  ];
  return ring.map(placed);
}

const polygon = (ring: Position[], properties: Record<string, string>): Feature => ({
  type: "Feature",
  properties,
  geometry: { type: "Polygon", coordinates: [ring] },
});
const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

function ringOf(feature: Feature): Position[] {
  return feature.geometry.type === "Polygon" ? (feature.geometry.coordinates[0] ?? []) : [];
}

interface Area {
  ring: Position[];
  west: number;
  east: number;
  south: number;
  north: number;
}

/** A ring with its extent, so that most questions about it are answered without looking at its points. */
function areaOf(feature: Feature): Area {
  const ring = ringOf(feature);
  const [lons, lats] = [ring.map((point) => point[0] ?? 0), ring.map((point) => point[1] ?? 0)];
  return { ring, west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
}

function insideArea({ ring, west, east, south, north }: Area, [lon = 0, lat = 0]: Position): boolean {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[j] ?? [];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

// ---------------------------------------------------------------- streets

interface Road {
  name: string;
  main: boolean;
  bridge: boolean;
  kind: "north" | "east" | "quay";
  from: number;
  to: number;
  at: (t: number) => Sheet;
  /** Kept pieces of a minor street, between one crossing and the next; a main street is whole. */
  gaps: [number, number][];
}

/** A street as it lies on the ground: one unbroken line in metres, with the crossings along it. */
interface Run {
  road: Road;
  line: Metres[];
  crossings: { distance: number; with: Road }[];
  length: number;
  /** House numbers go on from the run before. */
  before: number;
}

interface Rectangle {
  name: string;
  u0: number;
  u1: number;
  v0: number;
  v1: number;
}

const mainRoads: { name: string; kind: "north" | "east"; at: number; from?: number; to?: number }[] = [
  { name: "Tollgate Street", kind: "north", at: 500 },
  { name: "Weighhouse Lane", kind: "north", at: 800 },
  { name: "Ferry Road", kind: "north", at: -1750 },
  { name: "Harbour Road", kind: "north", at: 1800 },
  { name: "Kilnmoor Way", kind: "north", at: -600 },
  { name: "Saltmarket", kind: "east", at: 760 },
  { name: "Lantern Row", kind: "east", at: 430, from: 500 },
  { name: "Mossgate Road", kind: "east", at: -720 },
  { name: "Observatory Road", kind: "east", at: 1420 },
  { name: "Strandfield Road", kind: "east", at: -1430 },
];

const northNames = [
  "Cooper Row", "Pilot Street", "Tidewaiter Lane", "Lockkeeper Street", "Bellfounder Street", "Marl Street", "Curlew Street",
  "Ninepin Lane", "Almond Street", "Ledger Street", "Candlewick Street", "Foundling Street", "Quarrel Lane", "Sailmaker Street",
  "Rookery Street", "Beacon Street", "Tallyman Lane", "Osier Street", "Halyard Street", "Copperplate Street", "Drover Lane",
  "Wicket Street", "Plover Street", "Ashlar Street", "Signal Street", "Baker Arch", "Fallow Street", "Glasshouse Lane",
  "Hurdle Street", "Inkhorn Lane", "Juniper Street", "Kelp Street", "Lodestar Street", "Mercer Row", "Needle Lane",
  "Oyster Street", "Parcel Street", "Quill Street", "Ropeyard Street", "Sextant Street", "Thimble Lane", "Upper Kiln Street",
  "Vellum Street", "Wherry Street", "Yarrow Street", "Anchorite Lane", "Barley Street", "Cinder Street", "Dovecote Street",
];
const eastNames = [
  "Heron Parade", "Compass Street", "Old Reservoir Road", "Terrace Walk", "Sorrel Avenue", "Bastion Street", "Almoner Street",
  "Gallery Street", "Windlass Street", "Orchard Bank", "Limekiln Street", "Fishergate Row", "Assembly Street", "Cordwainer Street",
  "Maltings Street", "Larkspur Avenue", "Nightwatch Street", "Brazier Street", "Packhorse Street", "Elm Parade", "Tannery Street",
  "Ballast Street", "Cartway Street", "Shingle Street", "Meadowsweet Road", "Turnstile Street", "Hopyard Street", "Eelpie Street",
  "Bramble Avenue", "Millrace Street", "Cloth Street", "Hawser Street", "Gannet Road", "Poplar Walk", "Sandglass Street",
  "Sluice Street", "Tamarisk Road", "Vinegar Street", "Wayfarer Street", "Dunlin Road", "Spindle Street", "Causey Street",
];
const laneStems = [
  "Lantern", "Sparrow", "Ink", "Pewter", "Thistle", "Cockle", "Barrel", "Mint", "Feather", "Saddle", "Hazel", "Chalk", "Button",
  "Lamp", "Pepper", "Velvet", "Otter", "Tinder", "Walnut", "Bobbin", "Clover", "Cable", "Fiddle", "Marrow", "Wren", "Oak", "Rigger",
  "Nettle", "Plum", "Brass",
];
const laneEndings = ["Yard", "Court", "Passage"];

/** Positions of parallel streets: uneven steps, with the main streets exactly where they belong. */
function spread(random: () => number, from: number, to: number, least: number, most: number, fixed: number[]): number[] {
  const anchors = [from, ...fixed.filter((at) => at > from && at < to).sort((a, b) => a - b), to];
  const result: number[] = [];
  anchors.forEach((start, index) => {
    const end = anchors[index + 1];
    result.push(start);
    if (end === undefined) return;
    const count = Math.max(1, Math.round((end - start) / ((least + most) / 2)));
    const widths = Array.from({ length: count }, () => least + random() * (most - least));
    const total = widths.reduce((sum, width) => sum + width, 0);
    let at = start;
    for (const width of widths.slice(0, -1)) {
      at += (width * (end - start)) / total;
      result.push(Math.round(at));
    }
  });
  return result;
}

/** The rectangle of whole blocks nearest to a wished one, so that a park is bounded by streets. */
function wholeBlocks(name: string, wish: [number, number, number, number], us: number[], vs: number[]): Rectangle {
  const snap = (list: number[], value: number) => list.reduce((best, at) => (Math.abs(at - value) < Math.abs(best - value) ? at : best));
  return { name, u0: snap(us, wish[0]), u1: snap(us, wish[1]), v0: snap(vs, wish[2]), v1: snap(vs, wish[3]) };
}

const within = (area: Rectangle, [u, v]: Sheet) => u > area.u0 + 1 && u < area.u1 - 1 && v > area.v0 + 1 && v < area.v1 - 1;

function areaFeature(area: Rectangle, inset: number): Feature {
  const { u0, u1, v0, v1 } = area;
  return polygon(ringBetween(u0 + inset, u1 - inset, () => v0 + inset, () => v1 - inset), { name: area.name });
}

const distanceBetween = (a: Metres, b: Metres) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Cuts a road where it may not go, and gives what is left as lines on the ground. */
function runsOf(road: Road, crossing: { t: number; with: Road }[], open: (road: Road, point: Sheet) => boolean): Run[] {
  const free = (t: number) =>
    t >= road.from && t <= road.to && !road.gaps.some(([a, b]) => t > a && t < b) && open(road, road.at(t));
  const edge = (inside: number, outside: number) => {
    let [a, b] = [inside, outside];
    for (let step = 0; step < 14; step += 1) {
      const middle = (a + b) / 2;
      if (free(middle)) a = middle;
      else b = middle;
    }
    return a;
  };
  const stops = [...new Set([...stepped(road.from, road.to, 38), ...crossing.map((one) => one.t), ...road.gaps.flat()])]
    .filter((t) => t >= road.from && t <= road.to)
    .sort((a, b) => a - b);
  const spans: number[][] = [];
  let span: number[] = [];
  const close = () => {
    if (span.length > 1) spans.push(span);
    span = [];
  };
  stops.forEach((t, index) => {
    const next = stops[index + 1];
    if (free(t)) span.push(t);
    if (next === undefined) return close();
    const halfway = free((t + next) / 2);
    if (free(t) && !halfway) {
      span.push(edge(t, (t + next) / 2));
      close();
    } else if (!free(t) && halfway) {
      span = [edge((t + next) / 2, t)];
    } else if (halfway && !free(next)) {
      span.push(edge((t + next) / 2, next));
      close();
    } else if (!halfway && free(next)) {
      close();
      span = [edge(next, (t + next) / 2)];
    }
  });
  let before = 0;
  return spans.flatMap((ts): Run[] => {
    const kept = ts.filter((t, index) => index === 0 || t - (ts[index - 1] ?? 0) > 0.5);
    const line = kept.map((t) => warp(road.at(t)));
    const distances: number[] = [0];
    for (let i = 1; i < line.length; i += 1) {
      distances.push((distances[i - 1] ?? 0) + distanceBetween(line[i - 1] ?? [0, 0], line[i] ?? [0, 0]));
    }
    const length = distances.at(-1) ?? 0;
    if (length < 55) return [];
    const crossings = crossing.flatMap((one) => {
      const index = kept.findIndex((t) => Math.abs(t - one.t) < 0.6);
      const met = index >= 0 && one.with !== road;
      return met ? [{ distance: distances[index] ?? 0, with: one.with }] : [];
    });
    const run: Run = { road, line, crossings, length, before };
    before += length;
    return [run];
  });
}

/** The point at a distance along a run, moved `aside` metres to the left of the way it runs. */
function along(run: Run, distance: number, aside: number): Metres {
  let left = Math.min(Math.max(distance, 0), run.length);
  for (let i = 1; i < run.line.length; i += 1) {
    const a = run.line[i - 1] ?? [0, 0];
    const b = run.line[i] ?? [0, 0];
    const part = distanceBetween(a, b);
    if (left <= part || i === run.line.length - 1) {
      const [dx, dy] = [(b[0] - a[0]) / part, (b[1] - a[1]) / part];
      return [a[0] + dx * left - dy * aside, a[1] + dy * left + dx * aside];
    }
    left -= part;
  }
  return run.line[0] ?? [0, 0];
}

// ---------------------------------------------------------------- assets

interface Asset {
  plate: string;
  class: "light_pole" | "traffic_pole" | "cabinet" | "shelter" | "kiosk" | "rooftop" | "duct";
  at: Position;
  place: string;
}

const houseNumber = (run: Run, distance: number, aside: number) =>
  2 * Math.floor((run.before + distance) / 9.5) + (aside > 0 ? 1 : 2);
const number4 = (value: number) => String(value).padStart(4, "0");

/** Gives a known plate and place to the asset that lies nearest to where it should be, and its old plate to the one that had it. */
function settle(assets: Asset[], plate: string, place: string | null, fits: (asset: Asset) => boolean, near: Position): void {
  const away = (asset: Asset) =>
    Math.hypot(((asset.at[0] ?? 0) - (near[0] ?? 0)) * METRES_PER_LON, ((asset.at[1] ?? 0) - (near[1] ?? 0)) * METRES_PER_LAT);
  const candidates = assets.filter(fits);
  const chosen = candidates.reduce<Asset | undefined>((best, one) => (best && away(best) <= away(one) ? best : one), undefined);
  const holder = assets.find((asset) => asset.plate === plate);
  if (!chosen || !holder) return;
  holder.plate = chosen.plate;
  chosen.plate = plate;
  if (place !== null) chosen.place = place;
}

const csvField = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

function csvOf(fileName: string, agency: string, assets: Asset[]): DemoAssetFile {
  const rows = [...assets]
    .sort((a, b) => (a.plate < b.plate ? -1 : 1))
    .map((asset) => [asset.plate, asset.class, (asset.at[1] ?? 0).toFixed(6), (asset.at[0] ?? 0).toFixed(6), csvField(asset.place)].join(","));
  return { fileName, agency, text: `${["plate,class,latitude,longitude,place", ...rows].join("\n")}\n`, count: rows.length };
}

/** How many of a zone's minor streets have poles in the register: only those strong enough to carry a box are listed. */
const listedShare: Record<string, number> = { HQ: 0.55, MG: 0.22, LH: 0.17, KM: 0.08, WF: 0.07, SS: 0.12 };

const publicBuildings = [
  "Customs House", "Corn Hall", "Harbour Office", "Lantern Theatre", "Public Baths", "Fish Hall", "Weighhouse", "City Archive",
  "Ferry Terminal", "Mossgate Library", "Pilot House", "Record Office", "Observatory", "Tram Depot", "Saltmarket Hall", "Rope Works",
  "Weirfields School", "Kilnmoor Clinic", "Southshore Library", "Assembly Rooms", "Grain Store", "Harbour Hospital", "Fire Station",
  "Lantern Hill School", "Music School", "Maltings", "Swimming Hall", "Market House", "Sluice House", "Old Brewery",
];

/**
 * Makes the demo city of Aldermouth: a harbour city of about 6 by 4.5 kilometres on the River Alder.
 * The result is the same, byte for byte, at every call on every machine; it is made in well under a second.
 */
export function aldermouth(): DemoCity {
  const random = seeded(0xa1de);

  // The lines of the plan.
  const fixedAt = (kind: "north" | "east") => mainRoads.filter((road) => road.kind === kind).map((road) => road.at);
  const us = spread(random, WEST + 60, EAST - 45, 92, 168, fixedAt("north"));
  const vs = spread(random, -2100, 2140, 78, 142, fixedAt("east"));
  const southLine = -720;
  const northLine = 760;
  const westLine = us.reduce((best, at) => (Math.abs(at + 1150) < Math.abs(best + 1150) ? at : best));

  // Boundary and zones share their corners, so that they meet without a gap.
  const shared: Corners = { u: [westLine, 500], v: [riverMiddle(WEST), riverMiddle(westLine), northLine, southLine] };
  const boundary = polygon(ringBetween(WEST, EAST, southEdge, northEdge, shared), { name: "City of Aldermouth" });
  const flat = (v: number) => () => v;
  const zones = (
    [
      ["HQ", "Harbour Quarter", 500, EAST, flat(southLine), flat(northLine)],
      ["LH", "Lantern Hill", westLine, EAST, flat(northLine), northEdge],
      ["MG", "Mossgate", westLine, 500, southEdge, flat(northLine)],
      ["SS", "Southshore", 500, EAST, southEdge, flat(southLine)],
      ["KM", "Kilnmoor", WEST, westLine, riverMiddle, northEdge],
      ["WF", "Weirfields", WEST, westLine, southEdge, riverMiddle],
    ] as const
  ).map(([code, name, u0, u1, low, high]) => polygon(ringBetween(u0, u1, low, high, shared), { code, name }));

  // Parks and docks are whole blocks.
  const parks = [
    wholeBlocks("Lantern Hill Park", [900, 1500, 1000, 1420], us, vs),
    wholeBlocks("Weighhouse Green", [1000, 1260, 430, 600], us, vs),
    wholeBlocks("Mossgate Gardens", [-380, -20, 430, 640], us, vs),
    wholeBlocks("Kiln Common", [-2450, -1950, 900, 1280], us, vs),
    wholeBlocks("Osier Fields", [-2500, -2050, -1000, -720], us, vs),
    wholeBlocks("Bellfounder Square", [-1000, -870, 1060, 1170], us, vs),
    wholeBlocks("Tern Park", [2100, 2420, -1250, -1000], us, vs),
    wholeBlocks("Cloth Meadow", [-420, 60, -1700, -1430], us, vs),
    wholeBlocks("Pilot Green", [1500, 1640, 90, 200], us, vs),
    wholeBlocks("Drover Common", [-1500, -1200, 1650, 1850], us, vs),
    wholeBlocks("Sandglass Park", [1000, 1250, -1250, -1080], us, vs),
    wholeBlocks("Poplar Garden", [50, 200, 1640, 1760], us, vs),
  ];
  const docks = [
    wholeBlocks("Salt Dock", [2080, 2560, 330, 430], us, vs),
    wholeBlocks("Timber Dock", [2200, 2620, -640, -520], us, vs),
  ];
  const shut = [...parks, ...docks];
  const riverRing = ringBetween(WEST - 900, EAST + 160, (u) => riverMiddle(u) - riverHalf(u), (u) => riverMiddle(u) + riverHalf(u));
  const coast = stepped(-6000, 6000, 80).map((v) => warp([EAST, v]));
  const bayRing = [...coast, [9000, 6000] as const, [9000, -6000] as const, coast[0] ?? ([0, 0] as const)].map(degrees);
  const water = [
    polygon(bayRing, { name: "Alder Bay" }),
    polygon(riverRing, { name: "River Alder" }),
    ...docks.map((dock) => areaFeature(dock, 18)),
  ];
  const green = parks.map((park) => areaFeature(park, 7));

  // Roads on the plan.
  const gapsFor = (own: number, others: number[], point: (own: number, other: number) => Sheet) =>
    others.flatMap((other, index): [number, number][] => {
      const next = others[index + 1];
      if (next === undefined) return [];
      const [u, v] = point(own, (other + next) / 2);
      const outward = Math.hypot((u - 700) / 3400, v / 2300);
      return random() < 0.08 + 0.27 * outward ** 1.5 ? [[other, next]] : [];
    });
  const named = (list: string[], index: number) => list[index % list.length] ?? "New Street";
  let northIndex = 0;
  let eastIndex = 0;
  const upright = us.map((u): Road => {
    const main = mainRoads.find((road) => road.kind === "north" && road.at === u);
    const at = (t: number): Sheet => [u, t];
    const gaps = main ? [] : gapsFor(u, vs, (own, other) => [own, other]);
    return { name: main?.name ?? named(northNames, northIndex++), main: !!main, bridge: !!main, kind: "north", from: -2140, to: 2180, at, gaps };
  });
  const level = vs.map((v): Road => {
    const main = mainRoads.find((road) => road.kind === "east" && road.at === v);
    const at = (t: number): Sheet => [t, v];
    const gaps = main ? [] : gapsFor(v, us, (own, other) => [other, own]);
    const name = main?.name ?? named(eastNames, eastIndex++);
    return { name, main: !!main, bridge: false, kind: "east", from: main?.from ?? WEST, to: EAST, at, gaps };
  });
  const quay = (name: string, main: boolean, side: 1 | -1, from: number, to: number): Road => ({
    name, main, bridge: false, kind: "quay", from, to, at: (t) => [t, bank(t, side)], gaps: [],
  });
  const quays = [
    quay("Chandlers Quay", true, 1, 500, 2560),
    quay("Weir Walk", false, 1, -2720, 500),
    quay("Ropewalk", false, -1, -2760, 500),
    quay("Ferry Quay", false, -1, 500, 2560),
  ];
  const lanes = laneEndings.flatMap((ending, round) =>
    laneStems.map((stem, index): Road => {
      const iu = 4 + Math.floor(random() * (us.length - 8));
      const iv = 4 + Math.floor(random() * (vs.length - 8));
      const u = ((us[iu] ?? 0) * (0.4 + 0.2 * random()) + (us[iu + 1] ?? 0) * 0.5);
      const v = ((vs[iv] ?? 0) + (vs[iv + 1] ?? 0)) / 2;
      const across = (index + round) % 2 === 0;
      const inBlock = u > (us[iu] ?? 0) + 25 && u < (us[iu + 1] ?? 0) - 25 ? u : ((us[iu] ?? 0) + (us[iu + 1] ?? 0)) / 2;
      return {
        name: `${stem} ${ending}`, main: false, bridge: false, gaps: [],
        kind: across ? "north" : "east",
        from: across ? (vs[iv] ?? 0) : (us[iu] ?? 0),
        to: across ? (vs[iv + 1] ?? 0) : (us[iu + 1] ?? 0),
        at: across ? (t) => [inBlock, t] : (t) => [t, v],
      };
    }),
  );
  const open = (road: Road, point: Sheet): boolean => {
    const [u, v] = point;
    if (u < WEST + 30 || u > EAST - 40 || v < southEdge(u) + 35 || v > northEdge(u) - 35) return false;
    if (road.kind !== "quay" && !road.bridge && Math.abs(v - riverMiddle(u)) < riverHalf(u) + QUAY - 0.01) return false;
    return !shut.some((area) => within(area, point));
  };
  const opened = (road: Road, t: number) =>
    t >= road.from && t <= road.to && !road.gaps.some(([a, b]) => t > a && t < b) && open(road, road.at(t));
  const crossingsOf = (road: Road): { t: number; with: Road }[] => {
    if (road.kind === "quay") {
      const side = road.at(0)[1] > riverMiddle(0) ? 1 : -1;
      return us.flatMap((u, index) => {
        const other = upright[index];
        return other && opened(other, bank(u, side) + side * 12) ? [{ t: u, with: other }] : [];
      });
    }
    const other = road.kind === "north" ? level : upright;
    const own = road.kind === "north" ? road.at(0)[0] : road.at(0)[1];
    const flatOnes = (road.kind === "north" ? vs : us).flatMap((t, index) => {
      const met = other[index];
      return met && (opened(met, own - 4) || opened(met, own + 4)) ? [{ t, with: met }] : [];
    });
    if (road.kind !== "north") return flatOnes;
    const atQuays = quays.flatMap((met) => (own >= met.from && own <= met.to ? [{ t: met.at(own)[1], with: met }] : []));
    return [...flatOnes, ...atQuays];
  };
  const roads = [...upright.filter((road) => road.main), ...level.filter((road) => road.main), ...quays,
    ...upright.filter((road) => !road.main), ...level.filter((road) => !road.main), ...lanes];
  const runs = roads.flatMap((road) => runsOf(road, crossingsOf(road), open));
  const streets = runs.map((run): Feature => ({
    type: "Feature",
    properties: { name: run.road.name, main: run.road.main },
    geometry: { type: "LineString", coordinates: run.line.map(degrees) },
  }));

  // Assets stand on dry land inside the city.
  const waters = water.map(areaOf);
  const parkAreas = green.map(areaOf);
  const city = areaOf(boundary);
  const zoneAreas = zones.map((zone) => ({ code: String(zone.properties?.["code"]), area: areaOf(zone) }));
  const dry = (at: Position) => insideArea(city, at) && !waters.some((area) => insideArea(area, at));
  const zoneAt = (at: Position) => zoneAreas.filter((zone) => insideArea(zone.area, at)).map((zone) => zone.code);

  const perZone = new Map<string, number>();
  const lit = new Map<string, boolean>();
  const lights: Asset[] = [];
  for (const run of runs) {
    let side = random() < 0.5 ? 1 : -1;
    for (let d = 15; d < run.length - 10; d += POLE_SPACING + (random() - 0.5) * 5) {
      side = -side;
      // A pole does not stand in the middle of a crossing street.
      const close = run.crossings.find((one) => Math.abs(one.distance - d) < 11);
      const distance = close ? close.distance + (d < close.distance ? -11 : 11) : d;
      const aside = side * (run.road.main ? 9 : 6);
      const at = degrees(along(run, distance, aside));
      const [zone, second] = zoneAt(at);
      if (zone === undefined || second !== undefined) continue;
      const key = `${run.road.name} ${zone}`;
      if (!lit.has(key)) lit.set(key, run.road.main || run.road.kind === "quay" || random() < (listedShare[zone] ?? 0));
      if (!lit.get(key) || !dry(at)) continue;
      const count = (perZone.get(zone) ?? 0) + 1;
      perZone.set(zone, count);
      const place = close
        ? `Corner of ${run.road.name} and ${close.with.name}`
        : `Outside ${houseNumber(run, distance, aside)} ${run.road.name}`;
      lights.push({ plate: `${zone} ${number4(count)}`, class: "light_pole", at, place });
    }
  }

  // Signals: four poles and a cabinet where two main streets meet, then two poles at lesser crossings.
  const signals: Asset[] = [];
  const mainRuns = runs.filter((run) => run.road.main);
  const corners = mainRuns
    .flatMap((run) => run.crossings.map((one) => ({ run, distance: one.distance, with: one.with })))
    .filter((one) => !one.with.main || one.run.road.kind === "north");
  const busy = corners.filter((one) => one.with.main);
  const lesser = corners.filter((one) => !one.with.main);
  const chosen = [...busy, ...lesser.filter((_, index) => index % 2 === 0)];
  for (const corner of chosen) {
    const parts: [Asset["class"], number, number][] = corner.with.main
      ? [["traffic_pole", -12, -12], ["traffic_pole", 12, -12], ["traffic_pole", 12, 12], ["traffic_pole", -12, 12], ["cabinet", 19, 13]]
      : [["traffic_pole", -11, 11], ["traffic_pole", 11, -11]];
    if (signals.length % 5 === 4 && !corner.with.main) parts.push(["cabinet", 16, 13]);
    for (const [kind, ahead, aside] of parts) {
      const at = degrees(along(corner.run, corner.distance + ahead, aside));
      if (signals.length >= 260 || !dry(at) || zoneAt(at).length !== 1) continue;
      const where = `corner of ${corner.run.road.name} and ${corner.with.name}`;
      const place = kind === "cabinet" ? `Signal cabinet, ${where}` : `C${where.slice(1)}`;
      signals.push({ plate: `TC ${number4(signals.length + 1)}`, class: kind, at, place });
    }
  }

  const strung = (list: Run[], spacing: number, most: number, each: (run: Run, distance: number, at: Position, index: number) => Asset, aside: number): Asset[] => {
    const found: Asset[] = [];
    let side = 1;
    let next = spacing * 0.4;
    for (const run of list) {
      for (; next < run.length - 20; next += spacing * (0.88 + 0.24 * random())) {
        side = -side;
        const at = degrees(along(run, next, side * aside));
        if (found.length < most && dry(at) && zoneAt(at).length === 1) found.push(each(run, next, at, found.length + 1));
      }
      next = Math.max(20, next - run.length);
    }
    return found;
  };
  const nearestCrossing = (run: Run, distance: number) =>
    run.crossings.reduce<Run["crossings"][number] | undefined>(
      (best, one) => (best && Math.abs(best.distance - distance) <= Math.abs(one.distance - distance) ? best : one), undefined);
  const mainLength = mainRuns.reduce((sum, run) => sum + run.length, 0);
  const shelters = strung(mainRuns, mainLength / 184, 180, (run, distance, at, index) => {
    const near = nearestCrossing(run, distance);
    return { plate: `BS ${number4(index)}`, class: "shelter", at, place: near ? `Bus shelter ${run.road.name}, near ${near.with.name}` : `Bus shelter ${run.road.name}` };
  }, 10.5);
  const kiosks = strung(mainRuns, mainLength / 41.5, 40, (run, distance, at, index) => ({
    plate: `KI ${number4(index)}`, class: "kiosk", at, place: `Information kiosk, ${houseNumber(run, distance, 1)} ${run.road.name}`,
  }), 11.5);
  const hqRuns = runs.filter((run) => run.length > 200);
  const ducts = strung(hqRuns, hqRuns.reduce((sum, run) => sum + run.length, 0) / 156, 150, (run, distance, at, index) => ({
    plate: `DU ${number4(1040 + index)}`, class: "duct", at, place: `Under the street outside ${houseNumber(run, distance, 1)} ${run.road.name}`,
  }), 2.5);
  const roofs: Asset[] = [];
  for (let tries = 0; roofs.length < publicBuildings.length && tries < 2000; tries += 1) {
    const run = mainRuns[Math.floor(random() * mainRuns.length)];
    if (!run) break;
    const anywhere = degrees(along(run, random() * run.length, random() < 0.5 ? 34 : -34));
    const at = publicBuildings[roofs.length] === "Weighhouse" ? placed([764, 290]) : anywhere;
    const apart = at !== anywhere || roofs.every((roof) => Math.hypot((roof.at[0] ?? 0) - (at[0] ?? 0), (roof.at[1] ?? 0) - (at[1] ?? 0)) > 0.0025);
    if (!apart || !dry(at) || zoneAt(at).length !== 1 || parkAreas.some((park) => insideArea(park, at))) continue;
    roofs.push({ plate: `RF ${number4(roofs.length + 1)}`, class: "rooftop", at, place: `Roof of the ${publicBuildings[roofs.length] ?? "City Hall"}` });
  }

  // Plates that the examples and guides speak of stay where those say they are.
  const on = (name: string) => (asset: Asset) => asset.place.includes(name);
  const inHarbour = (name: string) => (asset: Asset) => asset.plate.startsWith("HQ ") && asset.place.startsWith("Outside ") && asset.place.endsWith(name);
  settle(lights, "HQ 0412", "Outside 31 Lantern Row", inHarbour("Lantern Row"), placed([650, 438]));
  settle(lights, "HQ 0427", "Corner of Lantern Row and Weighhouse Lane",
    (asset) => asset.plate.startsWith("HQ ") && asset.plate !== "HQ 0412", placed([800, 430]));
  settle(lights, "HQ 0398", "Outside 8 Chandlers Quay", inHarbour("Chandlers Quay"), placed([545, bank(545, 1)]));
  settle(signals, "TC 0093", "Signal cabinet at Tollgate Street bridge", (asset) => asset.class === "cabinet" && on("Tollgate Street")(asset), placed([500, bank(500, 1)]));
  settle(shelters, "BS 0031", "Bus shelter Weighhouse Lane, towards the harbour", on("Bus shelter Weighhouse Lane"), placed([800, 200]));
  settle(kiosks, "KI 0018", "Information kiosk, Saltmarket", on("Saltmarket"), placed([900, 760]));
  settle(ducts, "DU 1180", null, on("Lantern Row"), placed([650, 430]));

  return {
    boundary: collection([boundary]),
    zones: collection(zones),
    streets: collection(streets),
    water: collection(water),
    green: collection(green),
    assetsCsv: [
      csvOf("street-lighting.csv", "Street Lighting", lights),
      csvOf("traffic-signals.csv", "Traffic Signals", signals),
      csvOf("public-transport.csv", "Public Transport", [...shelters, ...kiosks]),
      csvOf("city-estates.csv", "City Estates", [...roofs, ...ducts]),
    ],
  };
}
