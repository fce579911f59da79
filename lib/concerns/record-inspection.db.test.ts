import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { reported } from "@/lib/core/test-concerns";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { transaction } from "@/lib/core/transaction";
import { recordInspection } from "@/lib/concerns/record-inspection";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const make = async () => {
  const { id } = await reported(city, { kind: "unlisted" });
  return { inspectionId: (await db.inspection.findFirstOrThrow({ where: { concernId: id } })).id, version: 1, outcome: "missing", found: good };
};

describe("somebody was there", async () => {
  it("and writes down what they found, for good", async () => {
    const input = await make();
    const { entryId } = await must(recordInspection, officer.actor, input);
    const inspection = await db.inspection.findUniqueOrThrow({ where: { id: input.inspectionId } });
    expect(inspection).toMatchObject({ outcome: "missing", found: good, recordedById: officer.id, settled: null });
    expect(await entryOf(entryId)).toMatchObject({ name: "inspection.recorded", subjectType: "Concern", subjectId: inspection.concernId, fromStatus: "received", toStatus: "received", open: { inspection: inspection.number, outcome: "missing" }, sealed: { reason: good } });
    await expect(transaction((tx) => tx.inspection.update({ where: { id: inspection.id }, data: { outcome: "nothing_there", found: "Nothing" } }))).rejects.toThrow(/What was found is not rewritten/);
    await expect(transaction((tx) => tx.inspection.delete({ where: { id: inspection.id } }))).rejects.toThrow(/permission denied/);
  });

  oneWins(recordInspection, async () => ({ who: [officer, second], input: await make() }), ["changed_since_read", "inspection_recorded"]);
  sentTwice(recordInspection, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make();
  const done = await make();
  await must(recordInspection, officer.actor, done);
  refuses(recordInspection, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["one that is not there", officer, { ...input, inspectionId: nobodys }, "not_found"],
    ["twice", officer, { ...done, version: 2 }, "inspection_recorded"],
    ["without saying what was found", officer, { ...input, found: "" }, "bad_input"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(recordInspection, officer, input);
});
