import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runNextImport } from "@/lib/assets/running";
import { db } from "@/lib/core/db";
import { testCity, type TestCity } from "@/lib/core/test-city";
import { everythingStored } from "@/lib/core/test-refusals";
import { importAssets } from "./assets-import";

const data = "../shared/data";
const cities = `${data}/city`;

let folder: string;
let city: TestCity;
let keeper: { id: string; email: string };
let said: string[];

const run = (...words: string[]) => importAssets(words, { line: (line) => void said.push(line) });
const told = () => said.join("\n");

/** A copy, beside which the rows left out may be written. */
function copied(path: string): string {
  const copy = join(folder, basename(path));
  cpSync(path, copy);
  return copy;
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lamppost-import-"));
  city = await testCity();
  keeper = await city.officerWith("assets.manage");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  said = [];
});

describe("a file of assets, from the command line", () => {
  const poles = "plate,lat,lon,street\nCL-1,52.001,4.001,High Street\nCL-2,52.002,4.002,High Street\nCL-3,52.003,4.003,Low Street\n";

  it("is imported in the name of a person, and again without a change", async () => {
    const path = file("street lights.csv", poles);
    expect(await run(path, "--agency", "Lighting of the command line", "--as", keeper.email)).toBe(0);
    expect(told()).toContain("3 rows in ");
    expect(told()).toContain("3 added, 0 changed, 0 unchanged, 0 left out.");
    expect(told()).toContain("“CL-1”  “52.001”  “4.001”  “High Street”");
    const assets = await db.asset.findMany({ where: { code: { startsWith: "CL-" } }, orderBy: { code: "asc" }, include: { agency: true } });
    expect(assets).toMatchObject([{ code: "CL-1", assetClass: "light_pole", lat: 52.001, lon: 4.001, place: "High Street", agency: { name: "Lighting of the command line" } }, {}, {}]);
    const entries = await db.ledgerEntry.findMany({ where: { subjectType: "AssetImport" }, orderBy: { id: "asc" }, select: { name: true, actorId: true, actorKind: true } });
    expect(entries).toEqual([
      { name: "asset_import.uploaded", actorKind: "person", actorId: keeper.id },
      { name: "asset_import.queued", actorKind: "person", actorId: keeper.id },
      { name: "asset_import.finished", actorKind: "operator", actorId: null },
    ]);

    said = [];
    expect(await run(path, "--agency", "LIGHTING of the command line", "--as", keeper.email.toUpperCase())).toBe(0);
    expect(told()).toContain("0 added, 0 changed, 3 unchanged, 0 left out.");
  });

  it("tells each row that is left out, and writes them where they can be mended", async () => {
    const path = file("cabinets.csv", "plate,lat,lon\nCC-1,52.001,4.001\nCC-2,north,4.002\n,52.003,4.003\n");
    expect(await run(path, "--agency", "Cabinets", "--class", "cabinet", "--as", keeper.email)).toBe(3);
    expect(told()).toContain("1 added, 0 changed, 0 unchanged, 2 left out.");
    expect(told()).toMatch(/^line 3, column lat: /m);
    expect(told()).toMatch(/^line 4, column plate: /m);
    const mended = readFileSync(join(folder, "cabinets-problems.csv"), "utf8");
    expect(mended.split("\r\n").slice(0, 2)).toEqual(["\ufeffplate,lat,lon,problem", expect.stringMatching(/^CC-2,north,4\.002,"?Line 3: /)]);
  });

  it("is refused where no row can be taken", async () => {
    const path = file("nothing.csv", "plate,lat,lon\nCN-1,north,4.001\n");
    expect(await run(path, "--agency", "Cabinets", "--map", "lat=lat,lon=lon", "--crs", "EPSG:4326", "--as", keeper.email)).toBe(1);
    expect(told()).toContain("No row could be taken");
  });

  it("is read but not written with --dry-run", async () => {
    const path = file("dry.csv", "plate,lat,lon\nCL-1,52.001,4.001\nCD-1,52.001,4.001\nCD-2,,\n");
    const before = await everythingStored();
    expect(await run(path, "--agency", "Lighting of the command line", "--dry-run")).toBe(3);
    expect(told()).toContain("3 rows read: 1 would be added, 1 are known already, 1 would be left out. Nothing was written.");
    said = [];
    expect(await run(path, "--agency", "Cabinets", "--dry-run")).toBe(3);
    expect(told()).toContain("CL-1 is already an asset of Lighting of the command line.");
    expect(await everythingStored()).toEqual(before);
    expect(existsSync(join(folder, "dry-problems.csv"))).toBe(false);
  });

  it("takes another column, system, order and kind than the guess", async () => {
    const path = file("odd.csv", "no,plate,a,b,\"who, where\"\n1,CO-1,4.001,52.001,Odd Agency\n");
    expect(await run(path, "--map", "id=plate,lat=a,lon=B,owner=who, where", "--swap", "--crs=4326", "--class", "kiosk", "--as", keeper.email)).toBe(0);
    expect(await db.asset.findUnique({ where: { code: "CO-1" }, include: { agency: true } })).toMatchObject({ lat: 52.001, lon: 4.001, assetClass: "kiosk", agency: { name: "Odd Agency" } });
  });

  it("may be run by the portal's worker meanwhile", async () => {
    const path = file("raced.csv", `plate,lat,lon\n${Array.from({ length: 3_000 }, (_, n) => `CR-${n},52.001,4.001`).join("\n")}\n`);
    let isOver = false;
    const worker = (async () => {
      while (!isOver) if (!(await runNextImport())) await new Promise((settle) => setTimeout(settle, 5));
    })();
    const code = await run(path, "--agency", "Racing", "--as", keeper.email).finally(() => (isOver = true));
    await worker;
    expect(code).toBe(0);
    expect(told()).toContain("3,000 added");
  });

  it("is refused to whom the grants do not allow it, and nothing stays", async () => {
    const path = file("not yours.csv", "plate,lat,lon\nCZ-1,52.001,4.001\n");
    const nobody = await city.colleague();
    expect(await run(path, "--agency", "Cabinets", "--as", nobody.email)).toBe(1);
    expect(told()).toContain("do not allow this");
    const agency = await db.agency.findFirstOrThrow({ where: { name: "Cabinets" } });
    const bound = await city.officerWith("assets.manage", { agencyId: agency.id });
    expect(await run(path, "--agency", "Racing", "--as", bound.email)).toBe(1);
    expect(await run(path, "--agency", "An agency of their own", "--as", bound.email)).toBe(1);
    expect(await db.asset.count({ where: { code: "CZ-1" } })).toBe(0);
    expect(await db.assetImport.count({ where: { startedById: bound.id, status: { not: "discarded" } } })).toBe(0);
    expect(await run(path, "--agency", "Cabinets", "--as", bound.email)).toBe(0);
  });

  it("asks who imports where several may, and takes the one where one may", async () => {
    const path = file("whose.csv", "plate,lat,lon\nCW-1,52.001,4.001\n");
    expect(await run(path, "--agency", "Cabinets")).toBe(2);
    expect(told()).toContain(`--as ${keeper.email}`);
    said = [];
    expect(await run(path, "--agency", "Cabinets", "--as", "nobody@city.test")).toBe(2);
    expect(told()).toContain("Nobody active has the e-mail address nobody@city.test");
  });
});

describe.skipIf(!existsSync(cities))("files that cities published", () => {
  it("brings 3,963 street lights of Washington, and none twice", async () => {
    const path = copied(`${cities}/dc-ddot-lights/streetlights.csv`);
    expect(await run(path, "--class", "light_pole", "--as", keeper.email)).toBe(0);
    expect(told()).toContain("3,963 added, 0 changed, 0 unchanged, 0 left out.");
    said = [];
    expect(await run(path, "--class", "light_pole", "--as", keeper.email)).toBe(0);
    expect(told()).toContain("0 added, 0 changed, 3,963 unchanged, 0 left out.");
  });

  it("brings 2,235 kiosks of New York", async () => {
    const path = copied(`${cities}/nyc/LinkNYC_Kiosk_Locations_20250426.csv`);
    expect(await run(path, "--agency", "LinkNYC", "--as", keeper.email)).toBe(0);
    expect(told()).toContain("2,235 added, 0 changed, 0 unchanged, 0 left out.");
    expect(await db.asset.groupBy({ by: ["assetClass"], where: { agency: { name: "LinkNYC" } }, _count: true })).toEqual([{ assetClass: "kiosk", _count: 2_235 }]);
  });

  it.each([
    ["bulk_Sensorregistratie.csv", 0, 2],
    ["csv_import_valid_test.csv", 0, 1],
    ["csv_import_invalid_test.csv", 0, 2],
    ["empty_rows_columns_bulk_Sensorregistratie.csv", 0, 1],
    ["bulk_duplicate_references_Sensorregistratie.csv", 1, 0],
  ])("reads Amsterdam's %s", async (name, code, taken) => {
    expect(await run(copied(`${cities}/amsterdam-register/${name}`), "--agency", `Amsterdam, ${name}`, "--dry-run")).toBe(code);
    expect(told()).toMatch(new RegExp(`: ${taken} would be added`));
  });

  it.each([
    ["badinput/csv-spectrum/location_coordinates.csv", 2],
    ["badinput/csv-spectrum/null.csv", 2],
    ["badinput/geojson-chrieke/invalid_featurecollection_nulltype.geojson", 1],
    ["badinput/geojson-chrieke/invalid_featurecollection_type_lowercase.geojson", 1],
    ["badinput/geojson-chrieke/invalid_geometry_coordinates_missing.geojson", 2],
    ["badinput/geojson-chrieke/invalid_feature_id_type.geojson", 2],
    ["badinput/geojson-chrieke/problematic_feature_null_geometry.geojson", 2],
    ["city/amsterdam-register/bulk_Uw_gegevens.csv", 2],
  ])("answers %s with a sentence", async (name, code) => {
    const before = await everythingStored();
    expect(await run(copied(`${data}/${name}`), "--agency", "Nobody", "--as", keeper.email)).toBe(code);
    expect(told().trim()).toMatch(/^[A-Z“][^\n]+[.]/);
    expect(await everythingStored()).toEqual(before);
  });
});

describe("the command itself", () => {
  it.each([
    [["poles.csv"], "There is no file poles.csv."],
    [["."], ". is not a file."],
    [["--dry-run"], "Name the file to import."],
    [["a.csv", "b.csv"], "One file at a time: a.csv or b.csv."],
    [["a.csv", "--fast"], "There is no option --fast."],
    [["a.csv", "--as"], "--as needs something after it."],
    [["a.csv", "--crs", "--dry-run"], "--crs needs something after it."],
    [["a.csv", "--swap=yes"], "--swap takes nothing after it."],
    [["a.csv", "--class", "tree"], "There is no kind of asset called tree."],
    [["a.csv", "--crs", "EPSG:1"], "Lamppost cannot convert positions from EPSG:1."],
    [["a.csv", "--map", "plate"], "--map does not understand “plate”."],
  ])("is not understood as %j", async (words, sentence) => {
    expect(await run(...words)).toBe(2);
    expect(told()).toContain(sentence);
  });

  it.each([
    [["--agency", "A"], "Say which column holds the number on the plate"],
    [["--agency", "A", "--map", "id=x"], "Say which columns hold the position"],
    [["--agency", "A", "--map", "id=plate"], "There is no column plate. The file has: x, y, z."],
    [["--map", "id=x,lat=y,lon=z"], "Say who owns these assets"],
    [["--map", "id=x,lat=y,lon=z", "--agency", "A"], "Use --crs EPSG:CODE."],
  ])("asks for what the file does not tell: %j", async (words, sentence) => {
    expect(await run(file("bare.csv", "x,y,z\na,487000,121000\n"), ...words, "--as", keeper.email)).toBe(2);
    expect(told()).toContain(sentence);
  });

  it("explains itself and ends with its code", { timeout: 60_000 }, () => {
    const command = (...words: string[]) => spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/assets-import.ts", ...words], { encoding: "utf8" });
    expect(command("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("npm run assets:import -- FILE") });
    expect(command("--fast")).toMatchObject({ status: 2, stdout: expect.stringContaining("There is no option --fast.") });
    expect(command(file("child.csv", "plate,lat,lon\nCH-1,52.001,4.001\n"), "--agency", "Cabinets", "--as", keeper.email)).toMatchObject({ status: 0, stderr: "" });
  });
});
