import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterPoints, clusterRadius, type MapPoint } from "./cluster";
import { fitted, projectionOf, viewFromText } from "./projection";

const view = { west: 1.2, south: 52.6, east: 1.3, north: 52.66 };
const point = fc.record({
  lon: fc.double({ min: 1.201, max: 1.299, noNaN: true }),
  lat: fc.double({ min: 52.601, max: 52.659, noNaN: true }),
  number: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined, freq: 8 }),
  state: fc.constantFrom("plain", "free", "taken", "chosen", "here"),
});
const points = fc.array(point, { maxLength: 200 }).map((list) =>
  list.map(({ number, ...one }, index): MapPoint => ({ key: String(index), label: `Pole ${index}`, ...one, ...(number === undefined ? {} : { number }) })),
);

describe("clustering", () => {
  it("loses no point and counts none twice", () => {
    fc.assert(
      fc.property(points, (list) => {
        const shown = clusterPoints(list, view, 800, 600);
        const counted = shown.clusters.reduce((sum, cluster) => sum + cluster.count, shown.points.length);
        expect(counted).toBe(list.length);
        expect(new Set(shown.points.map((one) => one.key)).size).toBe(shown.points.length);
        expect(shown.clusters.every((cluster) => cluster.count > 1)).toBe(true);
      }),
    );
  });

  it("never hides a point that has a number, is chosen or is asked about", () => {
    fc.assert(
      fc.property(points, (list) => {
        const keys = new Set(clusterPoints(list, view, 800, 600).points.map((one) => one.key));
        const own = list.filter((one) => one.number !== undefined || one.state === "here" || one.state === "chosen");
        expect(own.every((one) => keys.has(one.key))).toBe(true);
      }),
    );
  });

  it("leaves air between discs", () => {
    fc.assert(
      fc.property(points, (list) => {
        // Points that keep to themselves may push a disc aside, so they are left out here.
        const plain = list.map((one): MapPoint => ({ key: one.key, label: one.label, lon: one.lon, lat: one.lat }));
        const { clusters } = clusterPoints(plain, view, 800, 600);
        const { toPixel } = projectionOf(fitted(view, 800, 600), 800, 600);
        clusters.forEach((a, index) =>
          clusters.slice(index + 1).forEach((b) => {
            const [p, q] = [toPixel(a.lon, a.lat), toPixel(b.lon, b.lat)];
            expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeGreaterThan(clusterRadius(a.count) + clusterRadius(b.count));
          }),
        );
      }),
    );
  });

  it("leaves out what is not in view", () => {
    const shown = clusterPoints([{ key: "a", label: "Far away", lon: 4, lat: 50, number: 1 }], view, 800, 600);
    expect(shown).toEqual({ points: [], clusters: [] });
  });

  it("leads closer, to a view with the points in it", () => {
    const list = [0, 1, 2].map((n): MapPoint => ({ key: String(n), label: "Pole", lon: 1.25 + n * 0.0002, lat: 52.63 }));
    const [cluster] = clusterPoints(list, view, 800, 600).clusters;
    const closer = viewFromText(cluster?.to.replace("?view=", ""));
    expect(closer && closer.east - closer.west).toBeLessThan(0.02);
    expect(closer && list.every((one) => one.lon > closer.west && one.lon < closer.east)).toBe(true);
    expect(clusterPoints(list, view, 800, 600, 44, () => "/devices?near").clusters[0]?.to).toBe("/devices?near");
  });
});
