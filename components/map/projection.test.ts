import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitted, panned, projectionOf, scaleBar, viewAround, viewFromText, viewToText, zoomed, type View } from "./projection";

const lon = fc.double({ min: -170, max: 170, noNaN: true });
const lat = fc.double({ min: -75, max: 75, noNaN: true });
const views = fc
  .tuple(lon, lat, fc.double({ min: 0.001, max: 3, noNaN: true }), fc.double({ min: 0.001, max: 3, noNaN: true }))
  .map(([west, south, wide, tall]): View => ({ west, south, east: west + wide, north: south + tall }));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const close = (a: View, b: View, within = 1e-6) =>
  Math.max(Math.abs(a.west - b.west), Math.abs(a.south - b.south), Math.abs(a.east - b.east), Math.abs(a.north - b.north)) < within;

describe("projection", () => {
  it("finds its way back from every pixel", () => {
    fc.assert(
      fc.property(views, share, share, (view, across, down) => {
        const projection = projectionOf(view, 800, 600);
        const place = projection.toPlace(across * 800, down * 600);
        const pixel = projection.toPixel(place.lon, place.lat);
        expect(Math.hypot(pixel.x - across * 800, pixel.y - down * 600)).toBeLessThan(0.01);
      }),
    );
  });

  it("puts the corners of the view into the corners of the drawing", () => {
    const view = { west: 1.2, south: 52.6, east: 1.3, north: 52.66 };
    const { toPixel } = projectionOf(view, 800, 600);
    const [northWest, southEast] = [toPixel(1.2, 52.66), toPixel(1.3, 52.6)];
    for (const [value, wanted] of [[northWest.x, 0], [northWest.y, 0], [southEast.x, 800], [southEast.y, 600]] as const) {
      expect(value).toBeCloseTo(wanted, 6);
    }
  });

  it("knows the length of a pixel on the ground", () => {
    const view = fitted({ west: 1.2, south: 52.6, east: 1.3, north: 52.66 }, 800, 600);
    const across = (view.east - view.west) * 111_320 * Math.cos((52.63 * Math.PI) / 180);
    expect(projectionOf(view, 800, 600).metresPerPixel / (across / 800)).toBeCloseTo(1, 2);
  });
});

describe("views", () => {
  it("fits a drawing without losing anything of what was shown", () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 100, max: 2000 }), fc.integer({ min: 100, max: 2000 }), (view, width, height) => {
        const wider = fitted(view, width, height);
        const { toPixel } = projectionOf(wider, width, height);
        const [a, b] = [toPixel(view.west, view.north), toPixel(view.east, view.south)];
        expect(Math.min(a.x, a.y)).toBeGreaterThan(-0.01);
        expect(b.x).toBeLessThan(width + 0.01);
        expect(b.y).toBeLessThan(height + 0.01);
        expect(close(fitted(wider, width, height), wider)).toBe(true);
      }),
    );
  });

  it("comes back from closer and from aside", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(close(zoomed(zoomed(view, 2), 0.5), view)).toBe(true);
        expect(close(panned(panned(view, 0.4, -0.3), -0.4, 0.3), view)).toBe(true);
      }),
    );
    const view = { west: 1.2, south: 52.6, east: 1.3, north: 52.66 };
    expect(panned(view, 0.5, 0).west).toBeCloseTo(1.25, 6);
    expect(panned(view, 0, 0.5).south).toBeGreaterThan(52.62);
    expect(zoomed(view, 1e12).west).toBeLessThan(zoomed(view, 1e12).east);
    expect(zoomed(view, 1e-12).west).toBeGreaterThanOrEqual(-180);
  });

  it("surrounds places, and one place alone with a few streets", () => {
    const view = viewAround([{ lon: 1.21, lat: 52.61 }, { lon: 1.29, lat: 52.65 }], 0.1);
    expect(view.west).toBeCloseTo(1.202, 3);
    expect(view.east).toBeCloseTo(1.298, 3);
    const one = viewAround([{ lon: 1.25, lat: 52.63 }]);
    expect((one.east - one.west) * 67_570).toBeCloseTo(300, -1);
    expect(close(viewAround(view, 0), view)).toBe(true);
    expect(viewAround([]).west).toBeLessThan(viewAround([]).east);
  });

  it("is read back from an address as it was written", () => {
    fc.assert(fc.property(views, (view) => {
      const read = viewFromText(viewToText(view));
      expect(read && close(read, view, 2e-6)).toBe(true);
    }));
  });

  it("refuses what is not a view", () => {
    for (const text of [null, undefined, "", "1,2,3", "1,2,3,4,5", "a,b,c,d", "NaN,1,2,3", "1e2,1,2,3", "2,1,1,3", "1,3,2,1", "-200,1,2,3", "0,0,1,91",
      "1,2,,4", "1, 2, 3, Infinity", "<script>", "0x1,2,3,4", "1,1,1,1", `1,2,3,${"4".repeat(200)}`]) {
      expect(viewFromText(text), String(text)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (text) => {
      const view = viewFromText(text);
      expect(view === null || (view.west < view.east && view.south < view.north)).toBe(true);
    }));
  });

  it("brings a view that is too large or too small to size", () => {
    const world = viewFromText("-180,-90,180,90");
    expect(world && world.east - world.west).toBeLessThanOrEqual(180.0001);
    const speck = viewFromText("1.25,52.63,1.2500001,52.6300001");
    expect(speck && speck.east - speck.west).toBeGreaterThan(0.0003);
  });
});

describe("the scale bar", () => {
  it("is a round number of metres that fits", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 5000, noNaN: true }), (metres) => {
        const bar = scaleBar(metres, 150);
        expect(bar.pixels).toBeLessThanOrEqual(150.001);
        expect(bar.pixels).toBeGreaterThan(59);
        expect(bar.metres.toPrecision(1)).toMatch(/^[125]/);
      }),
    );
    expect(scaleBar(1.4, 160)).toMatchObject({ metres: 200, text: "200 m" });
    expect(scaleBar(9, 160).text).toBe("1 km");
  });
});
