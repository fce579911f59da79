import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { importAreas } from "@/lib/assets/import-areas";

const city = await testCity();
const { officer } = city;
const box = (west: number, east: number) => ({ type: "Polygon", coordinates: [[[west, 52], [east, 52], [east, 52.01], [west, 52.01], [west, 52]]] });
const feature = (properties: object, geometry: object | null) => ({ type: "Feature", properties, geometry });
const file = (features: unknown[] | string, name = "areas.geojson") => new File([typeof features === "string" ? features : JSON.stringify({ type: "FeatureCollection", features })], name);

describe("an officer brings the city's shapes", () => {
  it("a zone with a known code is drawn anew, and every asset is asked again where it lies", async () => {
    const [stays, moves, leaves] = [await city.asset(), await city.asset(), await city.asset()];
    await db.asset.update({ where: { id: stays }, data: { lon: 4.002 } });
    await db.asset.update({ where: { id: moves }, data: { lon: 4.008 } });
    await db.asset.update({ where: { id: leaves }, data: { lon: 4.05 } });
    const outcome = await must(importAreas, officer.actor, { kind: "zone", file: file([feature({ code: "W", name: "Old Town" }, box(4, 4.005)), feature({ code: "N", name: "New Town" }, box(4.005, 4.01))]) });
    expect(await db.zone.findMany({ orderBy: { code: "asc" }, select: { code: true, name: true } })).toEqual([{ code: "E", name: "East" }, { code: "N", name: "New Town" }, { code: "W", name: "Old Town" }]);
    // Grants and records that name the zone keep naming it.
    expect((await db.zone.findUniqueOrThrow({ where: { code: "W" } })).id).toBe(city.west.id);
    const zoneOf = async (id: string) => (await db.asset.findUniqueOrThrow({ where: { id }, include: { zone: true } })).zone?.code ?? null;
    expect([await zoneOf(stays), await zoneOf(moves), await zoneOf(leaves)]).toEqual(["W", "N", null]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "areas.imported", subjectType: "Areas", subjectId: outcome.subjectId, fromStatus: null, toStatus: "zone", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "assets.manage") }]);
  });

  it("what maps are drawn on takes the place of what was there, of its kind only", async () => {
    const street = (name: string) => feature({ name }, { type: "LineString", coordinates: [[4, 52], [4.01, 52.004]] });
    await must(importAreas, officer.actor, { kind: "street", file: file([street("Quay Street"), street("Weighhouse Lane")]) });
    await must(importAreas, officer.actor, { kind: "green", file: file([feature({ name: "Park" }, box(4, 4.01))]) });
    await must(importAreas, officer.actor, { kind: "street", file: file([street("Quay Street")]) });
    expect(await db.baseFeature.findMany({ orderBy: { kind: "asc" }, select: { kind: true, name: true, west: true, south: true, east: true, north: true } })).toEqual([
      { kind: "street", name: "Quay Street", west: 4, south: 52, east: 4.01, north: 52.004 },
      { kind: "green", name: "Park", west: 4, south: 52, east: 4.01, north: 52.01 },
    ]);
  });
});

const good = feature({ code: "S", name: "South" }, box(4.02, 4.03));
const input = { kind: "zone", file: file([good]) };
refuses(importAreas, [
  ...(await staffWhoMayNot(city, "assets.manage", input)),
  ["an agency's own officer, for the whole city", await city.officerWith("assets.manage", { agencyId: city.lighting.id }), input, "hidden"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one bad shape among good ones: none is taken", officer, { ...input, file: file([good, feature({ code: "X", name: "X" }, null)]) }, "file_unreadable"],
  ["a shape outside the world", officer, { ...input, file: file([good, feature({ code: "X", name: "X" }, { type: "Polygon", coordinates: [[[400, 52], [401, 52], [401, 53], [400, 52]]] })]) }, "file_unreadable"],
  ["a point for a zone", officer, { ...input, file: file([feature({ code: "X", name: "X" }, { type: "Point", coordinates: [4, 52] })]) }, "file_unreadable"],
  ["the same code twice", officer, { ...input, file: file([good, good]) }, "file_unreadable"],
  ["no shape", officer, { ...input, file: file([]) }, "file_unreadable"],
  ["an empty file", officer, { ...input, file: file("") }, "bad_input"],
  ["a file that is broken off", officer, { ...input, file: file('{"type":"FeatureCollection","features":[{"type"') }, "file_unreadable"],
  ["what is no GeoJSON", officer, { ...input, file: file("code,name\nS,South\n", "areas.csv") }, "file_unreadable"],
  ["a kind that does not exist", officer, { ...input, kind: "sea" }, "bad_input"],
]);
refusesGarbage(importAreas, officer, input);

describe("at the same moment", () => {
  sentTwice(importAreas, async () => ({ who: officer, input, other: { ...input, kind: "green" } }));

  it("two bring the same new zone: it is there once", async () => {
    const results = await Promise.all([importAreas(officer.actor, { kind: "zone", file: file([feature({ code: "Q", name: "Q" }, box(4.04, 4.05))]) }), importAreas(city.secondOfficer.actor, { kind: "zone", file: file([feature({ code: "Q", name: "Q" }, box(4.04, 4.05))]) })]);
    expect(results.some((result) => result.ok)).toBe(true);
    for (const result of results) if (!result.ok) expect(result.refusal).toBe("taken_meanwhile");
    expect(await db.zone.count({ where: { code: "Q" } })).toBe(1);
  });
});
