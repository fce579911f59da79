import { Readable } from "node:stream";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaFrom, contains } from "./area";
import { readAreas } from "./read-areas";
import type { Source } from "./text-lines";

function file(content: string | Buffer): Source {
  return () => Readable.from([typeof content === "string" ? Buffer.from(content) : content]);
}

const square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]];
const feature = (geometry: unknown, properties: unknown = { name: "North" }) => ({ type: "Feature", properties, geometry });
const collection = (...features: unknown[]) => file(JSON.stringify({ type: "FeatureCollection", features }));
const good = feature({ type: "Polygon", coordinates: square });

describe("reading areas", () => {
  it.each<[string, unknown, string]>([
    ["no geometry", feature(null), "geometry_missing"],
    ["no coordinates", feature({ type: "Polygon" }), "geometry_wrong_kind"],
    ["no rings", feature({ type: "Polygon", coordinates: [] }), "geometry_missing"],
    ["a point", feature({ type: "Point", coordinates: [0, 0] }), "geometry_wrong_kind"],
    ["a line", feature({ type: "LineString", coordinates: [[0, 0], [1, 1]] }), "geometry_wrong_kind"],
    ["a collection of shapes", feature({ type: "GeometryCollection", geometries: [] }), "geometry_wrong_kind"],
    ["an open ring", feature({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1]]] }), "ring_not_closed"],
    ["a ring of two corners", feature({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [0, 0]]] }), "ring_too_short"],
    ["an empty position", feature({ type: "Polygon", coordinates: [[[0, 0], [], [1, 1], [0, 0]]] }), "position_not_number"],
    ["numbers as text", feature({ type: "Polygon", coordinates: [[["0", 0], [1, 0], [1, 1], ["0", 0]]] }), "position_not_number"],
    ["off the earth", feature({ type: "Polygon", coordinates: [[[0, 0], [181, 0], [1, 1], [0, 0]]] }), "position_out_of_range"],
    ["metres", feature({ type: "Polygon", coordinates: [[[121_000, 487_000], [122_000, 487_000], [122_000, 488_000], [121_000, 487_000]]] }), "position_in_metres"],
    ["lists too deep", feature({ type: "Polygon", coordinates: JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`) as unknown }), "feature_too_deep"],
    ["no name", feature({ type: "Polygon", coordinates: square }, { name: " " }), "name_blank"],
    ["no feature", { type: "Polygon", coordinates: square }, "feature_not_feature"],
  ])("reports a zone with %s and keeps the rest", async (_name, bad, reason) => {
    const { areas, problems } = await readAreas(collection(good, bad, feature({ type: "Polygon", coordinates: square }, { name: "South" })), { kind: "zone" });
    expect(problems.map((problem) => [problem.line, problem.reason])).toEqual([[2, reason]]);
    expect(areas.map(({ line, code, name }) => [line, code, name])).toEqual([[1, "north", "North"], [3, "south", "South"]]);
  });

  it("refuses a number that JSON cannot hold", async () => {
    const { problems } = await readAreas(file('{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1],[1e999,0]]]}}'), { kind: "zone" });
    expect(problems.map(({ reason }) => reason)).toEqual(["position_not_number"]);
  });

  it("refuses more than 16 MB", async () => {
    const { problems } = await readAreas(() => Readable.from(Array.from({ length: 17 }, () => Buffer.alloc(1_048_576, " "))), { kind: "zone" });
    expect(problems.map(({ reason }) => reason)).toEqual(["file_too_large"]);
  });

  it("takes lines for streets, numbers the names they share, and drops heights", async () => {
    const line = { type: "LineString", coordinates: [[0, 0, 5], [1, 1, 5]] };
    const { areas } = await readAreas(collection(feature(line, { fullname: "M St." }), feature(line, { fullname: "M St." }), feature(line, {})), { kind: "street" });
    expect(areas.map(({ code, name }) => [code, name])).toEqual([["m-st", "M St."], ["m-st-2", "M St."], ["street-3", ""]]);
    expect(areas[0]?.geometry).toEqual({ type: "LineString", coordinates: [[0, 0], [1, 1]] });
  });

  it("guesses the property of the name, or takes the one it is told", async () => {
    const properties = { code: "N", WARD_NAME: "Ward 1", other: "x" };
    const one = collection(feature({ type: "Polygon", coordinates: square }, properties));
    expect((await readAreas(one, { kind: "zone" })).areas[0]?.name).toBe("Ward 1");
    expect((await readAreas(one, { kind: "zone", name: "other", code: "code" })).areas[0]).toMatchObject({ name: "x", code: "N" });
  });

  it("refuses a zone's repeated or blank code", async () => {
    const zone = (code: unknown) => feature({ type: "Polygon", coordinates: square }, { name: "A", code });
    const { areas, problems } = await readAreas(collection(zone("N"), zone("N"), zone("")), { kind: "zone", code: "code" });
    expect(areas).toHaveLength(1);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, "code_duplicate"], [3, "code_blank"]]);
  });

  it("reads names saved as Latin-1", async () => {
    const { areas } = await readAreas(file(Buffer.from(JSON.stringify(feature({ type: "Polygon", coordinates: square }, { name: "Süd" })), "latin1")), { kind: "zone" });
    expect(areas[0]?.name).toBe("Süd");
  });

  it("converts metres that the file or the caller names", async () => {
    const rd = { type: "Polygon", coordinates: [[[155_000, 463_000], [156_000, 463_000], [156_000, 464_000], [155_000, 463_000]]] };
    const { areas } = await readAreas(collection(feature(rd)), { kind: "boundary", crs: "EPSG:28992" });
    expect(areas[0]?.geometry.coordinates[0]?.[0]).toEqual([expect.closeTo(5.3872, 4), expect.closeTo(52.1552, 4)]);
    expect((await readAreas(collection(feature(rd)), { kind: "boundary", crs: "EPSG:2154" })).problems[0]?.reason).toBe("crs_unknown");
  });
});

describe("whether a point lies in an area", () => {
  it("minds holes, edges and islands", () => {
    const area = areaFrom({
      type: "MultiPolygon",
      coordinates: [
        [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]],
        [[[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]],
      ],
    });
    expect(area.bbox).toEqual([0, 0, 11, 4]);
    expect([[0.5, 0.5], [2, 2], [10.5, 0.5], [7, 0.5], [0, 2], [4, 4], [12, 1]].map(([lon, lat]) => contains(area, lon ?? 0, lat ?? 0))).toEqual([true, false, true, false, true, true, false]);
  });

  it("refuses a shape without a polygon", () => {
    expect(() => areaFrom({ type: "Point", coordinates: [0, 0] })).toThrow(TypeError);
  });

  it("agrees with turf on any polygon", () => {
    // Whole numbers put many points exactly on corners and edges, and both tests are exact there.
    const corner = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 60 }), fc.array(corner, { minLength: 5, maxLength: 20 }), (corners, points) => {
        // Sorted by angle, so that the ring does not cross itself.
        const ring = [...corners].sort((one, other) => Math.atan2(one[1], one[0]) - Math.atan2(other[1], other[0]));
        const polygon = { type: "Polygon" as const, coordinates: [[...ring, ring[0] as [number, number]]] };
        const area = areaFrom(polygon);
        for (const point of points) expect(contains(area, point[0], point[1])).toBe(booleanPointInPolygon(point, polygon));
      }),
      { numRuns: 1_000 },
    );
  });
});
