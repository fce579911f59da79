import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { vectorTile, type Layer } from "@/lib/map/vector-tile";

/** As another program reads it. */
function read(layers: Layer[]) {
  const tile = new VectorTile(new PbfReader(vectorTile(layers)));
  return Object.fromEntries(
    Object.entries(tile.layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, index) => {
        const feature = layer.feature(index);
        return { type: feature.type, at: feature.loadGeometry().map((path) => path.map(({ x, y }) => [x, y])), properties: { ...feature.properties } };
      }),
    ]),
  );
}

describe("a vector tile, read by another program,", () => {
  it("has its points, with what is said of them", () => {
    expect(read([{ name: "devices", features: [{ shape: { points: [[5, -7]] }, properties: { count: 12, name: "Zähler", isNew: true } }, { shape: { points: [[4096, 0]] }, properties: { count: 12 } }] }])).toEqual({
      devices: [
        { type: 1, at: [[[5, -7]]], properties: { count: 12, name: "Zähler", isNew: true } },
        { type: 1, at: [[[4096, 0]]], properties: { count: 12 } },
      ],
    });
  });

  it("has its lines, without corners that fall on one another", () => {
    expect(read([{ name: "street", features: [{ shape: { lines: [[[0, 0], [0, 0], [10, 20], [10, 20]], [[3, 3], [3, 3]]] }, properties: {} }] }])).toEqual({ street: [{ type: 2, at: [[[0, 0], [10, 20]]], properties: {} }] });
  });

  it("has its areas, the outer edge turning one way and holes the other", () => {
    const outer: [number, number][] = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]];
    const hole: [number, number][] = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]];
    const [{ at } = { at: [] }] = read([{ name: "water", features: [{ shape: { polygons: [outer, hole] }, properties: {} }] }]).water ?? [];
    const area = (ring: number[][]) => ring.slice(0, -1).reduce((sum, [x = 0, y = 0], index) => sum + x * (ring[index + 1]?.[1] ?? 0) - y * (ring[index + 1]?.[0] ?? 0), 0);
    expect(at.map(area).map(Math.sign)).toEqual([1, -1]);
    expect(at.map((ring) => ring.length)).toEqual([5, 5]);
  });

  it("leaves out what nothing is left of, and layers with nothing in them", () => {
    expect(read([{ name: "water", features: [{ shape: { polygons: [[[1, 1], [1, 1], [2, 1], [1, 1]]] }, properties: {} }] }, { name: "green", features: [] }])).toEqual({});
  });
});
