import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { discardImport } from "@/lib/assets/discard-import";
import { queueImport } from "@/lib/assets/queue-import";
import { uploadImport } from "@/lib/assets/upload-import";

const city = await testCity();
const { officer, secondOfficer } = city;
const upload = async (by: Someone = officer) => ({ importId: (await must(uploadImport, by.actor, { file: new File(["plate,lat,lon\nHQ 1,52.001,4.001\n"], "poles.csv") })).subjectId, version: 1 });

describe("an officer puts a file away", () => {
  it("and what was in it is gone; that it was there is in the ledger", async () => {
    const input = await upload();
    const outcome = await must(discardImport, officer.actor, input);
    expect(await db.assetImport.findUniqueOrThrow({ where: { id: input.importId }, include: { file: true } })).toMatchObject({ status: "discarded", version: 2, file: [] });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "asset_import.discarded", subjectType: "AssetImport", subjectId: input.importId, fromStatus: "uploaded", toStatus: "discarded", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "assets.manage") }]);
  });

  it("an agency's own officer their own", async () => {
    const bound = await city.officerWith("assets.manage", { agencyId: city.lighting.id });
    await must(discardImport, bound.actor, await upload(bound));
  });
});

const input = await upload();
const queued = await upload();
await must(queueImport, officer.actor, { ...queued, run: "import", mapping: { id: "plate", lat: "lat", lon: "lon" }, agencyId: city.lighting.id });
const discarded = await upload();
await must(discardImport, officer.actor, discarded);

refuses(discardImport, [
  ...(await staffWhoMayNot(city, "assets.manage", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an agency's officer, a file of somebody else's", await city.officerWith("assets.manage", { agencyId: city.lighting.id }), input, "hidden"],
  ["a file that does not exist", officer, { ...input, importId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is being imported", officer, { ...queued, version: 2 }, "changed_since_read"],
  ["one that was put away", officer, { ...discarded, version: 2 }, "changed_since_read"],
]);
refusesGarbage(discardImport, officer, input);

describe("at the same moment", () => {
  oneWins(discardImport, async () => ({ who: [officer, secondOfficer], input: await upload() }));
  sentTwice(discardImport, async () => {
    const sent = await upload();
    return { who: officer, input: sent, other: { ...sent, version: 9 } };
  });

  it("one puts it away, one imports it: one of them is decided", async () => {
    const both = await upload();
    const results = await Promise.all([discardImport(officer.actor, both), queueImport(secondOfficer.actor, { ...both, run: "import", mapping: { id: "plate", lat: "lat", lon: "lon" }, agencyId: city.lighting.id })]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});
