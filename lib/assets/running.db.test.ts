import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, type Someone } from "@/lib/core/test-city";
import { everythingStored } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { importAreas } from "@/lib/assets/import-areas";
import { queueImport } from "@/lib/assets/queue-import";
import { runNextImport } from "@/lib/assets/running";
import { uploadImport } from "@/lib/assets/upload-import";

const city = await testCity();
const { officer } = city;
const mapping = { id: "plate", lat: "lat", lon: "lon", class: "class", place: "place" };

async function bring(file: File, options: object = {}, by: Someone = officer): Promise<string> {
  const { subjectId: importId } = await must(uploadImport, by.actor, { file });
  await must(queueImport, by.actor, { importId, version: 1, run: "import", mapping, agencyId: city.lighting.id, ...options });
  return importId;
}
const finished = async (importId: string) => {
  await runAll();
  return counts(importId);
};
const runAll = async () => {
  while (await runNextImport());
};
const counts = async (importId: string) => {
  const { status, rowsRead, rowsGood, rowsBad, added, changed, unchanged } = await db.assetImport.findUniqueOrThrow({ where: { id: importId } });
  return { status, rowsRead, rowsGood, rowsBad, added, changed, unchanged };
};
const problemsOf = async (importId: string) => (await db.importProblem.findMany({ where: { importId }, orderBy: { line: "asc" } })).map(({ line, reason }) => [line, reason]);
const csv = (rows: string[], name = "poles.csv") => new File([`plate,lat,lon,class,place\n${rows.join("\n")}\n`], name);
const pole = (plate: string, { lat = 52.005, lon = 4.005, kind = "light_pole", place = "Quay Street" } = {}) => `${plate},${lat},${lon},${kind},${place}`;
const poles = (word: string, count: number) => Array.from({ length: count }, (_, n) => pole(`${word} ${n}`, { lon: 4 + n / 1_000_000 }));

describe("an import", () => {
  it("brings the good rows and tells of the others, with line and reason", async () => {
    const importId = await bring(csv([pole("A 1"), pole("A 2", { lon: 4.015, kind: "cabinet" }), pole(""), pole("A 4", { lat: 95 }), pole("A 1")]));
    expect(await finished(importId)).toEqual({ status: "finished", rowsRead: 5, rowsGood: 2, rowsBad: 3, added: 2, changed: 0, unchanged: 0 });
    expect(await db.asset.findMany({ where: { code: { startsWith: "A " } }, orderBy: { code: "asc" }, select: { code: true, assetClass: true, zoneId: true, agencyId: true, slots: true, place: true } })).toEqual([
      { code: "A 1", assetClass: "light_pole", zoneId: city.west.id, agencyId: city.lighting.id, slots: 2, place: "Quay Street" },
      { code: "A 2", assetClass: "cabinet", zoneId: city.east.id, agencyId: city.lighting.id, slots: 3, place: "Quay Street" },
    ]);
    expect((await problemsOf(importId)).map(([line]) => line)).toEqual([4, 5, 6]);
    expect(await db.importFileChunk.count({ where: { importId } })).toBe(0);
  });

  it("of the same file again changes nothing; of a changed one only what changed", async () => {
    await finished(await bring(csv([pole("B 1"), pole("B 2")])));
    const before = (await everythingStored()).find(({ name }) => name === "Asset");
    expect(await finished(await bring(csv([pole("B 1"), pole("B 2")])))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect((await everythingStored()).find(({ name }) => name === "Asset")).toEqual(before);
    expect(await finished(await bring(csv([pole("B 1", { place: "Weighhouse Lane" }), pole("B 2"), pole("B 3")])))).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect(await db.asset.findUniqueOrThrow({ where: { code: "B 1" } })).toMatchObject({ place: "Weighhouse Lane", version: 2 });
  });

  it("leaves another agency's asset alone and says whose it is", async () => {
    await finished(await bring(csv([pole("C 1")])));
    const importId = await bring(csv([pole("C 1", { place: "Taken over" }), pole("C 2")]), { agencyId: city.traffic.id });
    expect(await finished(importId)).toMatchObject({ rowsGood: 1, rowsBad: 1, added: 1, changed: 0 });
    expect(await db.importProblem.findFirstOrThrow({ where: { importId } })).toMatchObject({ line: 2, reason: "id_duplicate", words: "C 1 is already an asset of Street Lighting. Give this one another number, or ask them to hand it over." });
    expect(await db.asset.findUniqueOrThrow({ where: { code: "C 1" } })).toMatchObject({ agencyId: city.lighting.id, place: "Quay Street" });
  });

  it("that is only a check tells the same and brings nothing; then it can be imported", async () => {
    const assets = await db.asset.count();
    const importId = await bring(csv([pole("D 1"), pole("D 2", { lat: 95 })]), { run: "check" });
    expect(await finished(importId)).toMatchObject({ status: "uploaded", rowsRead: 2, rowsGood: 1, rowsBad: 1, added: 0 });
    expect(await db.asset.count()).toBe(assets);
    expect(await problemsOf(importId)).toHaveLength(1);
    const { version } = await db.assetImport.findUniqueOrThrow({ where: { id: importId } });
    await must(queueImport, officer.actor, { importId, version, run: "import", mapping, agencyId: city.lighting.id });
    expect(await finished(importId)).toMatchObject({ status: "finished", rowsRead: 2, added: 1 });
    expect(await problemsOf(importId)).toHaveLength(1);
    expect((await db.ledgerEntry.findMany({ where: { subjectId: importId }, orderBy: { id: "asc" } })).map(({ name, actorKind }) => [name, actorKind])).toEqual([["asset_import.uploaded", "person"], ["asset_import.queued", "person"], ["asset_import.finished", "operator"], ["asset_import.queued", "person"], ["asset_import.finished", "operator"]]);
  });

  it("with a column of owners gives each asset to the agency it names", async () => {
    const file = new File(["plate,lat,lon,owner\nE 1,52.005,4.005,Traffic\nE 2,52.005,4.005,Water\nE 3,52.005,4.005,\n"], "owners.csv");
    const importId = await bring(file, { agencyId: "", mapping: { id: "plate", lat: "lat", lon: "lon", owner: "owner" }, assetClass: "light_pole" });
    expect(await finished(importId)).toMatchObject({ rowsRead: 3, added: 2, rowsBad: 1 });
    const owners = await db.asset.findMany({ where: { code: { startsWith: "E " } }, orderBy: { code: "asc" }, select: { agency: { select: { name: true } } } });
    expect(owners.map(({ agency }) => agency.name)).toEqual(["Traffic", "Water"]);
  });
});

describe("a worker killed in the middle", () => {
  it("loses nothing and doubles nothing: another goes on where it stood", async () => {
    const rows = poles("F", 2_500);
    rows[1_999] = pole("F bad", { lat: 95 });
    const importId = await bring(csv(rows));
    // The first worker goes away after its second batch.
    let batches = 0;
    const dying = runNextImport(() => {
      if (++batches === 2) throw new Error("killed");
    });
    await dying;
    expect(await counts(importId)).toMatchObject({ status: "failed", rowsRead: 2_000, added: 1_999 });
    // A kill leaves it running with a lease that runs out, and no word of the end.
    await asSuperuser(`UPDATE "AssetImport" SET status = 'running', "leaseUntil" = now() + interval '1 minute' WHERE id = $1`, [importId]);
    expect(await runNextImport()).toBe(false);
    await asSuperuser(`UPDATE "AssetImport" SET "leaseUntil" = now() - interval '1 second' WHERE id = $1`, [importId]);
    expect(await finished(importId)).toEqual({ status: "finished", rowsRead: 2_500, rowsGood: 2_499, rowsBad: 1, added: 2_499, changed: 0, unchanged: 0 });
    expect(await db.asset.count({ where: { code: { startsWith: "F " } } })).toBe(2_499);
    expect(await problemsOf(importId)).toEqual([[2_001, expect.any(String)]]);
  });

  it("two workers at once: each import is run by one", async () => {
    const ids = [await bring(csv(poles("G", 5))), await bring(csv(poles("H", 5)))];
    await Promise.all([runAll(), runAll(), runAll()]);
    for (const id of ids) expect(await counts(id)).toMatchObject({ status: "finished", rowsRead: 5, added: 5 });
  });

  it("a fault is told to a person, and what was imported stays", async () => {
    const importId = await bring(csv(poles("I", 3)));
    await runNextImport(() => {
      throw new Error("a full disk at /secret/path");
    });
    const found = await db.assetImport.findUniqueOrThrow({ where: { id: importId } });
    expect(found.status).toBe("failed");
    expect(found.lastProblem).toMatch(/nothing is imported twice/);
    expect(found.lastProblem).not.toContain("secret");
  });
});

const washington = "../shared/data/city";
describe.skipIf(!existsSync(`${washington}/dc-ddot-lights/streetlights.csv`))("the street lights of Washington", () => {
  it("are checked, imported, and imported again without a change", { timeout: 60_000 }, async () => {
    const file = (path: string, name: string) => new File([readFileSync(`${washington}/${path}`)], name);
    await must(importAreas, officer.actor, { kind: "boundary", file: file("basemap/dc-boundary.geojson", "boundary.geojson") });
    const lights = () => file("dc-ddot-lights/streetlights.csv", "streetlights.csv");
    const options = { mapping: { id: "STREETLIGHTID", lat: "YCOORD", lon: "XCOORD", place: "STREETNAME" }, assetClass: "light_pole", agencyId: "", agencyName: "DDOT" };
    const checked = await bring(lights(), { ...options, run: "check" });
    expect(await finished(checked)).toEqual({ status: "uploaded", rowsRead: 3_963, rowsGood: 3_963, rowsBad: 0, added: 0, changed: 0, unchanged: 0 });
    expect(await finished(await bring(lights(), options))).toEqual({ status: "finished", rowsRead: 3_963, rowsGood: 3_963, rowsBad: 0, added: 3_963, changed: 0, unchanged: 0 });
    expect(await finished(await bring(lights(), options))).toMatchObject({ added: 0, changed: 0, unchanged: 3_963 });
    expect(await db.asset.count({ where: { agency: { name: "DDOT" } } })).toBe(3_963);
    // The boundary is that of Washington now: what lies elsewhere is no asset of the city.
    expect(await finished(await bring(csv([pole("Z 1")])))).toMatchObject({ rowsBad: 1, added: 0 });
  });
});
