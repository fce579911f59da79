import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { db, Prisma, readRows } from "@/lib/core/db";
import { asPublic } from "@/lib/core/test-public";
import { good, must, testCity } from "@/lib/core/test-city";
import { withholdPlaces } from "@/lib/permits/withhold-places";
import { answerTile } from "@/lib/map/answer";
import { countOf } from "@/lib/map/counts";
import { placesIn } from "@/lib/map/places";
import { cellsOf, cellZoom, edgesOf, extent, type Tile } from "@/lib/core/map-tile";

const city = await testCity();
const permits = [];
for (let made = 0; made < 5; made += 1) permits.push(await city.application("approved", made === 0 ? { identifies: "no" } : {}));
const shared = permits[0]?.assetIds ?? [];
permits.push(await city.application("approved", { assetIds: shared }));
const hidden = await city.application("approved");
await must(withholdPlaces, city.officer.actor, { permitId: hidden.permitId, version: 1, reason: good });
const devices = await db.device.findMany({ where: { placeWithheld: false }, include: { asset: true } });
const places = devices.map(({ lon, lat }) => ({ lon, lat }));

const tileAt = ({ lon, lat }: { lon: number; lat: number }, z: number): Tile => {
  const angle = (lat * Math.PI) / 180;
  return { z, x: Math.floor(((lon + 180) / 360) * 2 ** z), y: Math.floor(((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * 2 ** z) };
};
const exactTiles = (z: number): Tile[] => [...new Map(places.map((place) => tileAt(place, z)).map((tile) => [`${tile.x} ${tile.y}`, tile])).values()];

describe("the map of devices", () => {
  it.each([0, 5, 10, 12, 13, 14, 15, 16, 17, 18])("has every device once at zoom %i, within its tile", async (z) => {
    let sum = 0;
    for (const tile of exactTiles(z)) {
      const edges = edgesOf(tile, 0.001);
      for (const mark of await asPublic(() => placesIn(tile, {}))) {
        sum += mark.count;
        expect(mark.lon >= edges.west && mark.lon <= edges.east && mark.lat >= edges.south && mark.lat <= edges.north).toBe(true);
      }
    }
    expect(sum).toBe(devices.length);
  });

  it.each([0, 5, 9, 12, 13, 15, 16, 17])("adds up to every device once from the count of the city, at zoom %i", async (z) => {
    const count = (await asPublic(() => countOf({}))) ?? expect.fail("nothing else is counted");
    const marks = exactTiles(z).flatMap((tile) => count.in(tile, 3).map((mark) => ({ ...mark, tile })));
    expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(devices.length);
    expect(exactTiles(z).reduce((sum, tile) => sum + count.within(tile), 0)).toBe(devices.length);
    for (const { lon, lat, tile } of marks) {
      const edges = edgesOf(tile, 0.001);
      expect(lon >= edges.west && lon <= edges.east && lat >= edges.south && lat <= edges.north).toBe(true);
    }
    // No two marks in one square.
    const squareOf = (mark: { lon: number; lat: number }) => { const { x, y } = tileAt(mark, z + 3); return `${x} ${y}`; };
    expect(new Set(marks.map(squareOf)).size).toBe(marks.length);
  });

  it("counts what a search finds, and no other search’s", async () => {
    const search = { identifies: ["no"], before: "x", view: { west: 0, south: 0, east: 0, north: 0 } };
    const world = { z: 0, x: 0, y: 0 };
    expect([(await asPublic(() => countOf(search)))?.within(world), (await asPublic(() => countOf({ identifies: [], past: false, find: "" })))?.within(world)]).toEqual([devices.filter(({ identifies }) => identifies === "no").length, devices.length]);
  });

  it("answers every search while many that nobody asked for before are counted, and keeps few waiting", async () => {
    const world = { z: 0, x: 0, y: 0 };
    const searches = Array.from({ length: 30 }, (_, n) => ({ find: `word${n}` }));
    const asked = await asPublic(() => Promise.all(searches.map((search) => countOf(search))));
    expect(asked.some((count) => count === null)).toBe(true);
    expect(asked.some((count) => count !== null)).toBe(true);
    const [all, ...none] = await asPublic(() => Promise.all([placesIn(world, {}), ...searches.map((search) => placesIn(world, { ...search, stopped: true }))]));
    expect(all?.reduce((sum, { count }) => sum + count, 0)).toBe(devices.length);
    expect(none.flat()).toEqual([]);
    // A mark is the same, whether counted or looked up.
    const found = await asPublic(() => Promise.all(Array.from({ length: 12 }, (_, n) => placesIn(world, { identifies: ["yes", "no", "anonymous"], between: { from: null, until: new Date(Date.UTC(2090 + n, 0, 1)) } }))));
    expect(found.map((marks) => marks.reduce((sum, { count }) => sum + count, 0))).toEqual(found.map(() => devices.length));
  });

  it("says what a single one is, and of several on one asset which asset", async () => {
    const [both] = devices.filter(({ assetId }) => assetId === shared[0]);
    const alone = devices.find(({ assetId }) => assetId !== shared[0]);
    if (!both || !alone) throw new Error("the city has no such devices");
    expect(await asPublic(() => placesIn(tileAt(both, 18), {}))).toContainEqual(expect.objectContaining({ count: 2, code: null, plate: both.asset.code, name: null }));
    expect(await asPublic(() => placesIn(tileAt(alone, 18), {}))).toContainEqual(expect.objectContaining({ count: 1, code: alone.code, plate: alone.asset.code, name: alone.name }));
  });

  it("shows what a search finds, near and far", async () => {
    const search = { identifies: ["no"] };
    for (const z of [3, 14, 17]) {
      let sum = 0;
      for (const tile of exactTiles(z)) for (const { count } of await asPublic(() => placesIn(tile, search))) sum += count;
      expect([z, sum]).toEqual([z, devices.filter(({ identifies }) => identifies === "no").length]);
    }
  });

  it("knows a decision within some seconds, far out too", async () => {
    const count = async () => (await asPublic(() => placesIn({ z: 0, x: 0, y: 0 }, {}))).reduce((sum, mark) => sum + mark.count, 0);
    const before = await count();
    await city.application("approved");
    await expect.poll(count, { timeout: 10_000, interval: 200 }).toBe(before + 1);
  });

  it("has the same cells in the database as in its tiles", async () => {
    const rows = await readRows<{ cell: string; lon: number; lat: number }>(Prisma.sql`SELECT cell, lon, lat FROM "DeviceListed" UNION ALL SELECT lamppost_cell(lon, lat), lon, lat FROM (VALUES (-180::float8, 85::float8), (179.999, -85), (0, 0), (4.9, 52.37), (-0.1, 51.5)) other (lon, lat)`);
    for (const { cell, lon, lat } of rows) expect(Number(cell)).toBe(cellsOf(tileAt({ lon, lat }, cellZoom)).from);
  });
});

describe("a tile, as it is asked for,", () => {
  const ask = (path: string) => asPublic(() => answerTile(path, {}));

  it("is one that any map reads", async () => {
    const { status, headers, body } = await ask("/tiles/devices/0/0/0");
    expect([status, headers["content-type"], headers["access-control-allow-origin"]]).toEqual([200, "application/vnd.mapbox-vector-tile", "*"]);
    const { layers } = new VectorTile(new PbfReader(body as Buffer));
    expect(layers.devices?.feature(0).properties.count).toBeGreaterThan(1);
  });

  it.each(["/tiles", "/tiles/devices", "/tiles/devices/0/0", "/tiles/devices/0/0/0/0", "/tiles/devices/1/2/0", "/tiles/people/0/0/0", "/tiles/ground/99/0/0", "/tiles/devices/0/0/0.pbf", "/tiles/devices/0/0/-1"])("is not there at %s, with a sentence", async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(String(body)).toContain("There is no such tile.");
  });

  it("of the ground has what the city imported, cut to the tile", async () => {
    await db.baseFeature.createMany({ data: [
      { kind: "street", name: "Long Road", main: true, geometry: { type: "LineString", coordinates: [[-170, 10], [170, 10]] }, west: -170, south: 10, east: 170, north: 10 },
      { kind: "street", name: "Short Lane", main: false, geometry: { type: "LineString", coordinates: [[20, 20], [20.001, 20]] }, west: 20, south: 20, east: 20.001, north: 20 },
    ] });
    const tile = new VectorTile(new PbfReader((await ask("/tiles/ground/6/33/30")).body as Buffer));
    const street = tile.layers.street;
    expect(street?.length).toBe(1);
    expect(street?.feature(0).properties.name).toBe("Long Road");
    for (const { x } of street?.feature(0).loadGeometry().flat() ?? []) expect(Math.abs(x - extent / 2)).toBeLessThan(extent * 0.6);
  });
});
