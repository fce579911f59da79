import booleanPointInPolygon from "@turf/boolean-point-in-polygon";
import { parse } from "csv-parse/sync";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { beforeAll, describe, expect, it } from "vitest";
import { aldermouth, aldermouthNetworks, type DemoCity } from "./aldermouth";

interface Row {
  plate: string;
  class: string;
  latitude: string;
  longitude: string;
  place: string;
}

let city: DemoCity;
let rows: Row[];
const polygons = (list: Feature[]) => list as Feature<Polygon | MultiPolygon>[];
const inside = (row: Row, area: Feature<Polygon | MultiPolygon>) =>
  booleanPointInPolygon([Number(row.longitude), Number(row.latitude)], area);
const fileOf = (agency: string) => city.assetsCsv.find((file) => file.agency === agency);
const ofClass = (name: string) => rows.filter((row) => row.class === name).length;

beforeAll(() => {
  city = aldermouth();
  rows = city.assetsCsv.flatMap((file) => parse<Row>(file.text, { columns: true }));
});

describe("the demo city", () => {
  it("is the same at every call, and made within a second", () => {
    // Time of the processor, so that a busy machine does not fail it.
    const started = process.cpuUsage();
    const again = aldermouth();
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
    expect(JSON.stringify(again)).toBe(JSON.stringify(city));
  });

  it("is about 6 by 4.5 kilometres and not heavy", () => {
    const ring = polygons(city.boundary.features).flatMap((area) => area.geometry.coordinates.flat()) as [number, number][];
    const lons = ring.map(([lon]) => lon);
    const lats = ring.map(([, lat]) => lat);
    const wide = (Math.max(...lons) - Math.min(...lons)) * 111_320 * Math.cos((52.63 * Math.PI) / 180);
    const tall = (Math.max(...lats) - Math.min(...lats)) * 111_267;
    expect(wide).toBeGreaterThan(5500);
    expect(wide).toBeLessThan(6500);
    expect(tall).toBeGreaterThan(4000);
    expect(tall).toBeLessThan(5000);
    expect(JSON.stringify(city.streets).length).toBeLessThan(350 * 1024);
  });

  it("has six zones that fill the boundary", () => {
    const area = (feature: Feature<Polygon | MultiPolygon>) => {
      const ring = feature.geometry.coordinates[0] as [number, number][];
      return Math.abs(ring.reduce((sum, [x, y], i) => {
        const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
        return sum + x * ny - nx * y;
      }, 0) / 2);
    };
    expect(city.zones.features.map((zone) => zone.properties?.["code"])).toEqual(["HQ", "LH", "MG", "SS", "KM", "WF"]);
    const parts = polygons(city.zones.features).reduce((sum, zone) => sum + area(zone), 0);
    const whole = polygons(city.boundary.features).reduce((sum, zone) => sum + area(zone), 0);
    expect(Math.abs(parts / whole - 1)).toBeLessThan(1e-9);
    // Every corner of a zone is a corner of another zone or of the boundary: no slivers between them.
    const points = new Map<string, number>();
    for (const feature of polygons([...city.zones.features, ...city.boundary.features])) {
      const ring = new Set((feature.geometry.coordinates[0] as number[][]).map(String));
      for (const point of ring) points.set(point, (points.get(point) ?? 0) + 1);
    }
    expect([...points.values()].every((count) => count >= 2)).toBe(true);
  });

  it("has the assets of four agencies with plates of their own", () => {
    expect(city.assetsCsv.map((file) => file.agency)).toEqual(["Street Lighting", "Traffic Signals", "Public Transport", "City Estates"]);
    for (const file of city.assetsCsv) {
      expect(file.text.startsWith("plate,class,latitude,longitude,place\n")).toBe(true);
      expect(file.text.trimEnd().split("\n").length - 1).toBe(file.count);
    }
    expect(fileOf("Street Lighting")?.count).toBeGreaterThan(2400);
    expect(fileOf("Street Lighting")?.count).toBeLessThan(2800);
    expect(fileOf("Traffic Signals")?.count).toBe(260);
    expect([ofClass("shelter"), ofClass("kiosk"), ofClass("rooftop"), ofClass("duct")]).toEqual([180, 40, 30, 150]);
    expect(ofClass("cabinet")).toBeGreaterThan(20);
    expect(new Set(rows.map((row) => row.plate)).size).toBe(rows.length);
    expect(rows.every((row) => /^[A-Z]{2} \d{4}$/.test(row.plate) && row.place.length > 4)).toBe(true);
  });

  it("puts every asset inside the boundary, in exactly one zone and on dry land", () => {
    const zones = polygons(city.zones.features);
    const [boundary] = polygons(city.boundary.features);
    const water = polygons(city.water.features);
    for (const row of rows) {
      expect(boundary && inside(row, boundary), row.plate).toBe(true);
      const found = zones.filter((zone) => inside(row, zone));
      expect(found.length, row.plate).toBe(1);
      if (row.class === "light_pole") expect(row.plate.slice(0, 2)).toBe(found[0]?.properties?.["code"]);
      expect(water.some((area) => inside(row, area)), row.plate).toBe(false);
    }
  });

  it("has the plates that the guides speak of", () => {
    const placeOf = (plate: string) => rows.find((row) => row.plate === plate)?.place;
    expect(placeOf("HQ 0412")).toBe("Outside 31 Lantern Row");
    expect(placeOf("HQ 0427")).toBe("Corner of Lantern Row and Weighhouse Lane");
    expect(placeOf("HQ 0398")).toBe("Outside 8 Chandlers Quay");
    expect(placeOf("TC 0093")).toBe("Signal cabinet at Tollgate Street bridge");
    expect(placeOf("BS 0031")).toBe("Bus shelter Weighhouse Lane, towards the harbour");
    expect(placeOf("KI 0018")).toBe("Information kiosk, Saltmarket");
    expect(placeOf("RF 0007")).toBe("Roof of the Weighhouse");
    expect(placeOf("DU 1180")).toContain("Lantern Row");
    expect(placeOf("HQ 0433")).toBeDefined();
  });

  it("names four networks of agencies that exist", () => {
    expect(aldermouthNetworks.map((network) => network.kind)).toEqual(["lorawan", "wifi", "cellular", "fibre"]);
    expect(aldermouthNetworks.every((network) => fileOf(network.agency))).toBe(true);
  });
});
