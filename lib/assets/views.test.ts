import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaFromText, areaToText, metresBetween, placeFromText, placeToText, viewOfAll, viewWithin } from "@/lib/assets/views";

const place = fc.record({ lon: fc.double({ min: -179, max: 179, noNaN: true }), lat: fc.double({ min: -80, max: 80, noNaN: true }) });

describe("a place and an area in an address", () => {
  it("come back as they went, to a tenth of a metre", () => {
    fc.assert(fc.property(fc.array(place, { minLength: 3, maxLength: 80 }), (corners) => {
      const back = areaFromText(areaToText(corners));
      expect(back).toHaveLength(corners.length);
      for (const [index, corner] of corners.entries()) expect(metresBetween(back?.[index] ?? corner, corner)).toBeLessThan(0.2);
    }));
  });

  it.each([["nothing", ""], ["one number", "4.1"], ["words", "here,there"], ["three numbers", "4,52,1"], ["beyond the world", "181,52"], ["beyond the map", "4,86"], ["a number in another notation", "4e1,52"], ["not a number", "NaN,52"]])("is none where it is %s", (_, text) => {
    expect(placeFromText(text)).toBeNull();
  });

  it.each([["two corners", "4,52;4.1,52"], ["a corner that is none", "4,52;4.1,52;x"], ["more corners than a hand draws", Array.from({ length: 81 }, (_, n) => `4.${n + 10},52`).join(";")], ["a megabyte", "4,52;".repeat(200_000)]])("has no area of %s", (_, text) => {
    expect(areaFromText(text)).toBeNull();
  });
});

it("holds what lies around a place, and not much more", () => {
  fc.assert(fc.property(place, fc.integer({ min: 50, max: 2000 }), (middle, metres) => {
    const view = viewWithin(middle, metres);
    expect(metresBetween(middle, { lon: view.east, lat: middle.lat })).toBeCloseTo(metres, 0);
    expect(metresBetween(middle, { lon: middle.lon, lat: view.south })).toBeCloseTo(metres, 0);
    expect(viewOfAll([middle])).toEqual({ west: middle.lon, east: middle.lon, south: middle.lat, north: middle.lat });
    expect(placeFromText(placeToText(middle))).not.toBeNull();
  }));
});
