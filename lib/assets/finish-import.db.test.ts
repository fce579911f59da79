import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, operator, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { finishImport } from "@/lib/assets/finish-import";
import { queueImport } from "@/lib/assets/queue-import";
import { uploadImport } from "@/lib/assets/upload-import";

const city = await testCity();
const { officer } = city;

async function running(run: "check" | "import") {
  const { subjectId: importId } = await must(uploadImport, officer.actor, { file: new File(["plate,lat,lon\nHQ 1,52.001,4.001\n"], "poles.csv") });
  await must(queueImport, officer.actor, { importId, version: 1, run, mapping: { id: "plate", lat: "lat", lon: "lon" }, agencyId: city.lighting.id });
  await db.assetImport.update({ where: { id: importId }, data: { status: "running", rowsRead: 3, rowsGood: 2, rowsBad: 1, added: 2, leaseUntil: new Date(Date.now() + 60_000) } });
  return { importId };
}

describe("the worker ends what an officer queued", () => {
  it.each([
    ["import", "finished", 0],
    ["check", "uploaded", 1],
  ] as const)("%s: the file is %s, what came of it is in the ledger", async (run, to, pieces) => {
    const input = await running(run);
    const outcome = await must(finishImport, operator, input);
    const found = await db.assetImport.findUniqueOrThrow({ where: { id: input.importId }, include: { file: true } });
    expect(found).toMatchObject({ status: to, leaseUntil: null, finishedAt: expect.any(Date) });
    expect(found.file).toHaveLength(pieces);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "asset_import.finished", subjectType: "AssetImport", subjectId: input.importId, fromStatus: "running", toStatus: to, actorId: null, actorKind: "operator", grantId: null }]);
    expect((await entryOf(outcome.entryId)).open).toMatchObject({ run, read: 3, good: 2, bad: 1, added: 2, changed: 0, unchanged: 0 });
  });
});

const input = await running("import");
const done = await running("import");
await must(finishImport, operator, done);
refuses(finishImport, [
  ["an officer who keeps the assets", officer, input, "not_found"],
  ["a visitor", visitor, input, "not_found"],
  ["a file that does not exist", operator, { importId: nobodys }, "not_found"],
  ["one that is finished", operator, done, "not_from_here"],
]);
refusesGarbage(finishImport, operator, input);

describe("at the same moment", () => {
  oneWins(finishImport, async () => ({ who: [operator, operator], input: await running("import") }), ["not_from_here"]);
});
