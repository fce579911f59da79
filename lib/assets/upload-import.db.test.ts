import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { uploadImport } from "@/lib/assets/upload-import";

const city = await testCity();
const { officer } = city;
const csv = (text: string, name = "poles.csv") => new File([text], name);
const input = { file: csv("plate,lat,lon\nHQ 1,52.001,4.001\n") };

describe("an officer brings a file of assets", () => {
  it("which is looked at and kept whole; nothing is imported yet", async () => {
    const text = `plate,lat,lon,remark\n${Array.from({ length: 40_000 }, (_, n) => `HQ ${n},52.001,4.001,a remark to make it longer\n`).join("")}`;
    const outcome = await must(uploadImport, officer.actor, { file: csv(text) });
    const found = await db.assetImport.findUniqueOrThrow({ where: { id: outcome.subjectId }, include: { file: { orderBy: { number: "asc" } } } });
    expect(found).toMatchObject({ status: "uploaded", fileName: "poles.csv", fileBytes: text.length, agencyId: null, startedById: officer.id, fileHash: createHash("sha256").update(text).digest("hex"), inspection: { format: "csv", mapping: { id: "plate", lat: "lat", lon: "lon" } } });
    expect(found.file.length).toBeGreaterThan(1);
    expect(Buffer.concat(found.file.map(({ bytes }) => bytes)).toString("utf8")).toBe(text);
    expect(await db.asset.count()).toBe(0);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "asset_import.uploaded", subjectType: "AssetImport", subjectId: found.id, fromStatus: null, toStatus: "uploaded", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "assets.manage") }]);
  });

  it("also an agency's own officer", async () => {
    const bound = await city.officerWith("assets.manage", { agencyId: city.lighting.id });
    const { entryId } = await must(uploadImport, bound.actor, input);
    expect((await entriesOf(entryId))[0]?.grantId).toBe(bound.grantId);
  });
});

refuses(uploadImport, [
  ...(await staffWhoMayNot(city, "assets.manage", input)).filter(([what]) => what !== "a grant for another agency"),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an empty file", officer, { file: csv("") }, "bad_input"],
  ["a picture", officer, { file: new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])], "poles.csv") }, "file_unreadable"],
  ["a spreadsheet", officer, { file: new File([new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0])], "poles.xlsx") }, "file_unreadable"],
  ["GeoJSON that is broken off", officer, { file: csv('{"type":"FeatureCollection","features":[{"type":"Fea', "poles.geojson") }, "file_unreadable"],
  ["a text instead of a file", officer, { file: "plate,lat,lon" }, "bad_input"],
]);
refusesGarbage(uploadImport, officer, input);

describe("at the same moment", () => {
  sentTwice(uploadImport, async () => ({ who: officer, input, other: { file: csv("plate,lat,lon\nHQ 2,52.001,4.001\n", "others.csv") } }));
});
