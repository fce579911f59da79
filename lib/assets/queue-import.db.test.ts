import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { queueImport } from "@/lib/assets/queue-import";
import { uploadImport } from "@/lib/assets/upload-import";

const city = await testCity();
const { officer, secondOfficer } = city;
const upload = async (by: Someone) => (await must(uploadImport, by.actor, { file: new File(["plate,lat,lon,owner\nHQ 1,52.001,4.001,Traffic\n"], "poles.csv") })).subjectId;
// As the page sends it: what is left open is an empty text.
const mapping = { id: "plate", lat: "lat", lon: "lon", point: "", class: "", owner: "", place: "" };
const of = (importId: string, more: object = {}) => ({ importId, version: 1, run: "import", mapping, crs: "", swapped: "no", assetClass: "light_pole", agencyId: city.lighting.id, agencyName: "", ...more });
const bound = await city.officerWith("assets.manage", { agencyId: city.lighting.id });

describe("an officer says how a file is read", () => {
  it("and whose assets these are; it waits for the worker then", async () => {
    const importId = await upload(officer);
    const outcome = await must(queueImport, officer.actor, of(importId));
    expect(await db.assetImport.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({ status: "queued", agencyId: city.lighting.id, version: 2, options: { run: "import", mapping: { id: "plate", lat: "lat", lon: "lon" }, assetClass: "light_pole" } });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "asset_import.queued", subjectType: "AssetImport", subjectId: importId, fromStatus: "uploaded", toStatus: "queued", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "assets.manage") }]);
  });

  it("naming a new agency, or a column of owners", async () => {
    await must(queueImport, officer.actor, of(await upload(officer), { agencyId: "", agencyName: "Water" }));
    expect(await db.agency.count({ where: { name: "Water" } })).toBe(1);
    await must(queueImport, officer.actor, of(await upload(officer), { agencyId: "", mapping: { ...mapping, owner: "owner" } }));
  });

  it("an agency's own officer for that agency, with a file of theirs", async () => {
    await must(queueImport, bound.actor, of(await upload(bound)));
  });
});

const importId = await upload(officer);
const input = of(importId);
const queued = await upload(officer);
await must(queueImport, officer.actor, of(queued));
const theirs = await upload(bound);

refuses(queueImport, [
  ...(await staffWhoMayNot(city, "assets.manage", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an agency's officer, for another agency", bound, of(theirs, { agencyId: city.traffic.id }), "hidden"],
  ["an agency's officer, for a new agency", bound, of(theirs, { agencyId: "", agencyName: "Mine" }), "hidden"],
  ["an agency's officer, for the owners a column names", bound, of(theirs, { mapping: { ...mapping, owner: "owner" } }), "hidden"],
  ["an agency's officer, for their own agency, with a file of somebody else's", bound, input, "hidden"],
  ["a file that does not exist", officer, of(nobodys), "not_found"],
  ["a version that is not what is stored", officer, of(importId, { version: 2 }), "changed_since_read"],
  ["one that waits already", officer, of(queued, { version: 2 }), "not_from_here"],
  ["no column for the plate", officer, of(importId, { mapping: { lat: "lat", lon: "lon" } }), "mapping_missing"],
  ["no column for the longitude", officer, of(importId, { mapping: { id: "plate", lat: "lat" } }), "mapping_missing"],
  ["a column whose name cannot be stored", officer, of(importId, { mapping: { ...mapping, place: "pla\u0000ce" } }), "bad_input"],
  ["no agency", officer, of(importId, { agencyId: "" }), "agency_missing"],
  ["an agency that does not exist", officer, of(importId, { agencyId: nobodys }), "scope_unknown"],
  ["a coordinate system that is none", officer, of(importId, { crs: "4326; DROP TABLE" }), "bad_input"],
  ["a kind of asset that does not exist", officer, of(importId, { assetClass: "moon" }), "bad_input"],
  ["a column nobody asked for", officer, of(importId, { mapping: { ...mapping, slots: "slots" } }), "bad_input"],
]);
refusesGarbage(queueImport, officer, input);

describe("at the same moment", () => {
  oneWins(queueImport, async () => ({ who: [officer, secondOfficer], input: of(await upload(officer)) }), ["changed_since_read", "not_from_here"]);
  sentTwice(queueImport, async () => {
    const sent = of(await upload(officer));
    return { who: officer, input: sent, other: { ...sent, run: "check" } };
  });
});
