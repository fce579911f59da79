import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsAround, cellsOf, cellZoom, edgesOf, extent, numberOf, tileFrom, within, type Tile } from "@/lib/core/map-tile";

const tiles = fc.integer({ min: 0, max: 18 }).chain((z) => fc.record({ z: fc.constant(z), x: fc.integer({ min: 0, max: 2 ** z - 1 }), y: fc.integer({ min: 0, max: 2 ** z - 1 }) }));
const childrenOf = ({ z, x, y }: Tile): Tile[] => [0, 1].flatMap((south) => [0, 1].map((east) => ({ z: z + 1, x: 2 * x + east, y: 2 * y + south })));

describe("tiles", () => {
  it("hold the cells of their four parts, one behind the other and nothing else", () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        const { from, to } = cellsOf(tile);
        const parts = childrenOf(tile).map((part) => cellsOf(part)).toSorted((a, b) => a.from - b.from);
        expect(parts.map((part) => part.from)).toEqual([from, ...parts.slice(0, 3).map((part) => part.to)]);
        expect(parts.at(-1)?.to).toBe(to);
      }),
    );
  });

  it("have their corners at the corners of what they hold", () => {
    fc.assert(
      fc.property(tiles, (tile) => {
        const { west, south, east, north } = edgesOf(tile);
        const corners = [...within(tile, west, north), ...within(tile, east, south).map((each) => each - extent)];
        expect(Math.max(...corners.map(Math.abs))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("are numbered by turns of their bits", () => {
    expect([{ z: 1, x: 0, y: 0 }, { z: 1, x: 1, y: 0 }, { z: 1, x: 0, y: 1 }, { z: 1, x: 1, y: 1 }].map(numberOf)).toEqual([0, 1, 2, 3]);
    expect(numberOf({ z: 20, x: 2 ** 20 - 1, y: 2 ** 20 - 1 })).toBe(4 ** 20 - 1);
  });

  it.each<[string, [string?, string?, string?], boolean]>([
    ["the world", ["0", "0", "0"], true],
    ["the last of zoom 18", ["18", "262143", "262143"], true],
    ["one beyond the east", ["1", "2", "0"], false],
    ["one beyond the south", ["1", "0", "2"], false],
    ["closer than there is", ["19", "0", "0"], false],
    ["west of everything", ["1", "-1", "0"], false],
    ["a half", ["1", "0.5", "0"], false],
    ["words", ["z", "x", "y"], false],
    ["too little", ["1", "0"], false],
    ["a very long number", ["1", "0".repeat(400), "0"], false],
  ])("%s: %s", (_, [z, x, y], is) => {
    expect(tileFrom(z, x, y) !== null).toBe(is);
  });
});

describe("ranges of cells around a view", () => {
  const lon = fc.double({ min: -179, max: 178, noNaN: true });
  const lat = fc.double({ min: -84, max: 84, noNaN: true });
  const view = fc.record({ west: lon, south: lat, wide: fc.double({ min: 1e-6, max: 1, noNaN: true }), tall: fc.double({ min: 1e-6, max: 1, noNaN: true }) }).map(({ west, south, wide, tall }) => ({ west, south, east: west + wide, north: south + tall }));

  it("hold every place in it", () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (edges, right, up) => {
        const place = [edges.west + right * (edges.east - edges.west), edges.south + up * (edges.north - edges.south)] as const;
        const angle = (place[1] * Math.PI) / 180;
        const cell = numberOf({ z: cellZoom, x: Math.floor(((place[0] + 180) / 360) * 2 ** cellZoom), y: Math.floor(((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * 2 ** cellZoom) });
        const ranges = cellsAround(edges);
        expect(ranges.length === 0 || ranges.some(({ from, to }) => cell >= from && cell < to)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("are few, in their order and apart, for what a city looks at", () => {
    const ranges = cellsAround({ west: 4.88, south: 52.36, east: 4.89, north: 52.37 });
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.length).toBeLessThanOrEqual(16);
    for (const [index, range] of ranges.entries()) expect(range.from).toBeGreaterThan(ranges[index - 1]?.to ?? -1);
  });

  it.each([["the whole world", { west: -180, south: -85, east: 180, north: 85 }], ["across the date line", { west: 179, south: 0, east: -179, north: 1 }]])("are none for %s", (_, edges) => {
    expect(cellsAround(edges)).toEqual([]);
  });
});
