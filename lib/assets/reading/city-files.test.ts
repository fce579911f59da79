import { createReadStream, existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { areaFrom, contains, type Area } from "./area";
import { readAreas, type AreaKind } from "./read-areas";
import { readAssets, type AssetRow, type ReadOptions, type RowProblem } from "./read-assets";
import { inspect } from "./sniff";
import type { Source } from "./text-lines";

const data = "../shared/data";
const city = `${data}/city`;
const bad = `${data}/badinput`;

const open = (path: string): Source => () => createReadStream(path);

async function readAll(path: string, more: Partial<ReadOptions> = {}): Promise<{ rows: AssetRow[]; problems: RowProblem[] }> {
  const inspection = await inspect(open(path), path);
  const rows: AssetRow[] = [];
  const problems: RowProblem[] = [];
  for await (const reading of readAssets(open(path), { ...inspection, crs: inspection.crs.code || "EPSG:4326", ...more })) {
    if ("row" in reading) rows.push(reading.row);
    else problems.push(reading.problem);
  }
  return { rows, problems };
}

async function boundary(path: string, name: string): Promise<Area> {
  const { areas } = await readAreas(open(path), { kind: "boundary" });
  return areaFrom({ type: "FeatureCollection", features: areas.map(({ geometry }) => ({ type: "Feature", properties: {}, geometry })) }, name);
}

describe.skipIf(!existsSync(city))("files that cities published", () => {
  it("reads 3,963 street lights in Washington and none outside it", async () => {
    const path = `${city}/dc-ddot-lights/streetlights.csv`;
    const area = await boundary(`${city}/basemap/dc-boundary.geojson`, "Washington");
    expect(await inspect(open(path), "streetlights.csv", area)).toMatchObject({
      encoding: "utf-8-bom",
      delimiter: ",",
      mapping: { id: "STREETLIGHTID", lat: "YCOORD", lon: "XCOORD", owner: "OWNER_DESC", place: "STREETNAME" },
      crs: { code: "EPSG:4326" },
      swapped: false,
      problems: [],
    });
    const { rows, problems } = await readAll(path, { area, defaultClass: "light_pole" });
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(3_963);
    expect(rows[0]).toEqual({ line: 2, id: "60206", lat: 38.89604969, lon: -77.01292467, assetClass: "light_pole", owner: "DDOT", place: "E ST" });
    expect(rows.at(-1)?.line).toBe(3_964);
  });

  it("sees when the columns of Washington are taken the wrong way round", async () => {
    const area = await boundary(`${city}/basemap/dc-boundary.geojson`, "Washington");
    const { rows, problems } = await readAll(`${city}/dc-ddot-lights/streetlights.csv`, { area, mapping: { id: "STREETLIGHTID", lat: "XCOORD", lon: "YCOORD" } });
    expect(rows).toEqual([]);
    expect(problems).toHaveLength(3_963);
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(["position_swapped"]));
  });

  it("reads 2,235 kiosks in New York, by two columns or by one", async () => {
    const path = `${city}/nyc/LinkNYC_Kiosk_Locations_20250426.csv`;
    const two = await readAll(path);
    const one = await readAll(path, { mapping: { id: "Site ID", point: "Location", class: "Planned Kiosk Type" } });
    expect(two.problems).toEqual([]);
    expect(one.problems).toEqual([]);
    expect(two.rows).toHaveLength(2_235);
    // The city wrote a few of its points with one more decimal in the second column than in the first.
    const apart = one.rows.map((row, index) => Math.max(Math.abs(row.lat - (two.rows[index]?.lat ?? NaN)), Math.abs(row.lon - (two.rows[index]?.lon ?? NaN))));
    expect(one.rows.map(({ id }) => id)).toEqual(two.rows.map(({ id }) => id));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
    expect(new Set(two.rows.map(({ assetClass }) => assetClass))).toEqual(new Set(["kiosk"]));
  });

  it.each([
    ["bulk_Sensorregistratie.csv", 2, []],
    ["csv_import_valid_test.csv", 1, []],
    ["csv_import_invalid_test.csv", 2, []],
    ["empty_rows_columns_bulk_Sensorregistratie.csv", 1, []],
    // Every row of this one is a cell short of its header.
    ["bulk_duplicate_references_Sensorregistratie.csv", 0, Array.from({ length: 5 }, (_, index) => [index + 2, "too_few_cells"])],
  ])("reads Amsterdam's %s", async (name, count, expected) => {
    const area = await boundary(`${city}/boundaries/amsterdam.geojson`, "Amsterdam");
    const { rows, problems } = await readAll(`${city}/amsterdam-register/${name}`, { area });
    expect(rows).toHaveLength(count);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual(expected);
  });

  it.each<[string, AreaKind, number]>([
    ["basemap/amsterdam-wijken", "zone", 97],
    ["basemap/dc-boundary", "boundary", 1],
    ["basemap/dc-downtown-streets-lenfant", "street", 2_657],
    ["basemap/dc-major-roads", "street", 1_823],
    ["basemap/dc-neighborhood-clusters", "zone", 39],
    ["basemap/dc-parks", "green", 131],
    ["basemap/dc-primary-routes", "street", 49],
    ["basemap/dc-wards", "zone", 8],
    ["basemap/nyc-boroughs", "boundary", 5],
    ["basemap/nyc-bronx-neighborhoods", "zone", 59],
    ["basemap/nyc-brooklyn-neighborhoods", "zone", 54],
    ["basemap/nyc-manhattan-neighborhoods", "zone", 37],
    ["basemap/nyc-queens-neighborhoods", "zone", 62],
    ["basemap/nyc-staten-island-neighborhoods", "zone", 54],
    ["boundaries/amsterdam", "boundary", 97],
    ["boundaries/bronx", "zone", 59],
    ["boundaries/brooklyn", "zone", 54],
    ["boundaries/manhattan", "zone", 37],
    ["boundaries/new-york-city-boroughs", "boundary", 5],
    ["boundaries/queens", "zone", 62],
    ["boundaries/staten-island", "zone", 54],
    ["boundaries/washington", "zone", 34],
  ])("reads the areas of %s", async (name, kind, count) => {
    const { areas, problems } = await readAreas(open(`${city}/${name}.geojson`), { kind });
    expect(problems).toEqual([]);
    expect(areas).toHaveLength(count);
    expect(new Set(areas.map(({ code }) => code)).size).toBe(count);
  });

  it("finds every kiosk of New York in the boroughs' detailed outlines, but for the few on the water's edge", async () => {
    const area = await boundary(`${city}/boundaries/new-york-city-boroughs.geojson`, "New York");
    const { rows } = await readAll(`${city}/nyc/LinkNYC_Kiosk_Locations_20250426.csv`);
    expect(rows.filter(({ lat, lon }) => contains(area, lon, lat)).length).toBeGreaterThan(2_225);
  });
});

describe.skipIf(!existsSync(bad))("files that others made to be refused", () => {
  it.each<[string, string, string | null]>([
    ["invalid_feature_id_type", "id_not_text", "geometry_wrong_kind"],
    ["invalid_feature_no_properties", "geometry_wrong_kind", null],
    ["invalid_featurecollection_crs_defined", "geometry_wrong_kind", null],
    ["invalid_featurecollection_nulltype", "file_not_features", "file_not_features"],
    ["invalid_featurecollection_type_lowercase", "file_not_features", "file_not_features"],
    ["invalid_geometry_bbox_not4or6", "id_blank", "geometry_wrong_kind"],
    ["invalid_geometry_coordinates_empty_position", "geometry_wrong_kind", "position_not_number"],
    ["invalid_geometry_coordinates_missing", "geometry_wrong_kind", "geometry_wrong_kind"],
    ["invalid_geometry_coordinates_string", "position_not_number", "geometry_wrong_kind"],
    ["invalid_geometry_depth_deep_point", "position_not_number", "geometry_wrong_kind"],
    ["problematic_feature_null_geometry", "geometry_missing", "geometry_missing"],
    ["problematic_outside_lat_lon_boundaries", "geometry_wrong_kind", "position_out_of_range"],
  ])("GeoJSON: %s", async (name, asAsset, asBoundary) => {
    const path = `${bad}/geojson-chrieke/${name}.geojson`;
    const { rows, problems } = await readAll(path, { mapping: { id: "id", point: "(point)" } });
    expect(rows).toEqual([]);
    expect(problems.map(({ reason }) => reason)).toEqual([asAsset]);
    const boundaries = await readAreas(open(path), { kind: "boundary" });
    expect(boundaries.problems.map(({ reason }) => reason)).toEqual(asBoundary ? [asBoundary] : []);
    expect(boundaries.areas).toHaveLength(asBoundary ? 0 : 1);
  });

  it("CSV: a position in minutes and seconds, saved as Latin-1", async () => {
    const path = `${bad}/csv-spectrum/location_coordinates.csv`;
    expect(await inspect(open(path), path)).toMatchObject({ encoding: "latin1", delimiter: "," });
    const { problems } = await readAll(path, { mapping: { id: "Cities", point: "Location Coordinates" } });
    expect(problems).toMatchObject([{ line: 2, reason: "position_not_number", column: "Location Coordinates" }]);
    expect(problems[0]?.words).toContain("degrees, minutes and seconds");
  });

  it("CSV: NULL, quoted or not, is nothing", async () => {
    const { rows, problems } = await readAll(`${bad}/csv-spectrum/null.csv`, { mapping: { id: "b", lat: "a", lon: "c" } });
    expect(rows).toEqual([]);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, "id_blank"], [3, "id_blank"], [4, "id_blank"]]);
  });
});
