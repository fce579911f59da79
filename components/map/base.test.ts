import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clippedLine, clippedRing, drawnBase, simplified, type BaseFeature } from "./base";
import { fitted } from "./projection";

const box = { left: 0, top: 0, right: 100, bottom: 100 };
const pixel = fc.record({ x: fc.integer({ min: -300, max: 400 }), y: fc.integer({ min: -300, max: 400 }) });
const inBox = ({ x, y }: { x: number; y: number }) => x >= -1e-6 && y >= -1e-6 && x <= 100 + 1e-6 && y <= 100 + 1e-6;

describe("clipping", () => {
  it("leaves no point of a line or ring outside", () => {
    fc.assert(fc.property(fc.array(pixel, { minLength: 2, maxLength: 30 }), (line) => {
      expect(clippedLine(line, box).flat().every(inBox)).toBe(true);
      expect(clippedRing(line, box).every(inBox)).toBe(true);
    }));
  });

  it("keeps what is inside as it was", () => {
    const inside = fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(fc.array(inside, { minLength: 3, maxLength: 20 }), (line) => {
      expect(clippedLine(line, box)).toEqual([line]);
      expect(clippedRing(line, box)).toEqual(line);
    }));
  });

  it("cuts a line that leaves and returns into two", () => {
    const parts = clippedLine([{ x: -10, y: 20 }, { x: 50, y: 20 }, { x: 150, y: 20 }, { x: 150, y: 60 }, { x: 50, y: 60 }], box);
    expect(parts).toEqual([
      [{ x: 0, y: 20 }, { x: 50, y: 20 }, { x: 100, y: 20 }],
      [{ x: 100, y: 60 }, { x: 50, y: 60 }],
    ]);
  });

  it("fills the box with a ring that lies all round it", () => {
    const ring = clippedRing([{ x: -50, y: -50 }, { x: 200, y: -50 }, { x: 200, y: 200 }, { x: -50, y: 200 }], box);
    expect(ring).toHaveLength(4);
    expect(clippedRing([{ x: 200, y: 200 }, { x: 300, y: 200 }, { x: 300, y: 300 }], box)).toEqual([]);
  });
});

describe("simplifying", () => {
  it("keeps the ends and drops what lies on a straight line", () => {
    const line = [{ x: 0, y: 0 }, { x: 10, y: 0.1 }, { x: 20, y: -0.1 }, { x: 30, y: 0 }, { x: 30, y: 40 }];
    expect(simplified(line, 0.5)).toEqual([{ x: 0, y: 0 }, { x: 30, y: 0 }, { x: 30, y: 40 }]);
  });
});

describe("the ground", () => {
  const view = fitted({ west: 1.2, south: 52.6, east: 1.3, north: 52.66 }, 800, 600);
  const square = (west: number, south: number, size: number) => ({
    type: "Polygon" as const,
    coordinates: [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]],
  });
  const features: BaseFeature[] = [
    { kind: "boundary", name: "City", geometry: square(1.21, 52.61, 0.05) },
    { kind: "zone", name: "West", geometry: square(1.21, 52.61, 0.025) },
    { kind: "zone", name: "East", geometry: square(1.235, 52.61, 0.025) },
    { kind: "street", name: "Lantern Row", main: true, geometry: { type: "LineString", coordinates: [[1, 52.63], [1.4, 52.63]] } },
    { kind: "street", name: "Otter Court", geometry: { type: "LineString", coordinates: [[1.25, 52.61], [1.25, 52.64]] } },
    { kind: "street", name: "Elsewhere", main: true, geometry: { type: "LineString", coordinates: [[3, 50], [3.1, 50]] } },
    { kind: "green", name: "Speck", geometry: square(1.25, 52.63, 0.00002) },
    { kind: "water", name: "Far Sea", geometry: square(5, 52, 1) },
  ];
  const drawing = drawnBase(features, view, 800, 600);

  it("draws what is in view and leaves out the rest", () => {
    expect(drawing.land).toMatch(/^M[\d.-]+ [\d.-]+l.*z$/);
    expect(drawing.streets.main.match(/M/g)).toHaveLength(1);
    expect(drawing.streets.minor).toMatch(/^M/);
    expect(drawing.green).toBe("");
    expect(drawing.water).toBe("");
  });

  it("names a main street once, upright and inside the drawing", () => {
    const named = drawing.labels.filter((label) => label.text === "Lantern Row");
    expect(named).toHaveLength(1);
    expect(Math.abs(named[0]?.angle ?? 99)).toBeLessThanOrEqual(90);
    expect(named[0]?.x).toBeGreaterThan(0);
    expect(drawing.labels.map((label) => label.text)).not.toContain("Elsewhere");
  });

  it("keeps names clear of points", () => {
    const kept = [{ x: 400, y: 300, radius: 5000 }];
    expect(drawnBase(features, view, 800, 600, kept).labels).toEqual([]);
  });

  it("draws a border that two zones share only once", () => {
    // The two squares meet on one edge; the other edges that the boundary also has are not repeated.
    expect(drawing.zones.match(/M/g)?.length).toBeGreaterThan(0);
    const twice = drawnBase([...features, ...features.filter((one) => one.kind === "zone")], view, 800, 600);
    expect(twice.zones).toBe(drawing.zones);
  });

  it("draws nothing of nothing", () => {
    const empty = drawnBase([], view, 800, 600);
    expect([empty.land, empty.water, empty.green, empty.zones, empty.streets.main, empty.streets.minor].join("")).toBe("");
    expect(empty.labels).toEqual([]);
  });
});
