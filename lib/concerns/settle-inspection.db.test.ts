import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { reported } from "@/lib/core/test-concerns";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { concernFigures } from "@/lib/registry/concerns";
import { recordInspection } from "@/lib/concerns/record-inspection";
import { settleInspection } from "@/lib/concerns/settle-inspection";
import { answerConcern } from "@/lib/concerns/answer";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const found = async (outcome = "missing") => {
  const { id } = await reported(city, { kind: "unlisted" });
  const inspection = await db.inspection.findFirstOrThrow({ where: { concernId: id } });
  await must(recordInspection, officer.actor, { inspectionId: inspection.id, version: 1, outcome, found: good });
  return { inspectionId: inspection.id, version: 2, settled: "registered", words: good };
};

describe("what was missing in the register is put right", async () => {
  it("and counts as missing no more; also after the concern was answered", async () => {
    const missing = async () => (await concernFigures()).missingNow;
    const before = await missing();
    const input = await found();
    expect(await missing()).toBe(before + 1);
    const { concernId } = await db.inspection.findUniqueOrThrow({ where: { id: input.inspectionId } });
    await must(answerConcern, officer.actor, { concernId, version: 1, outcome: "resolved", words: "You were right, and it will be registered." });
    expect(await missing()).toBe(before + 1);
    const { entryId } = await must(settleInspection, officer.actor, input);
    expect(await missing()).toBe(before);
    expect(await entryOf(entryId)).toMatchObject({ name: "inspection.settled", fromStatus: "resolved", toStatus: "resolved", open: { settled: "registered" }, sealed: { reason: good } });
  });

  oneWins(settleInspection, async () => ({ who: [officer, second], input: await found() }), ["changed_since_read", "settled_already"]);
  sentTwice(settleInspection, async () => ({ who: officer, input: await found(), other: await found() }));
  const input = await found();
  const done = await found();
  await must(settleInspection, officer.actor, done);
  const { words, ...rest } = input;
  refuses(settleInspection, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ...withoutReason(officer, { ...rest, reason: words }).map(([what, who, sent, told]) => { const { reason, ...more } = sent as Record<string, unknown>; return [what, who, { ...more, words: reason }, told] as const; }),
    ["where nothing was found missing", officer, await found("nothing_there"), "nothing_to_settle"],
    ["twice", officer, { ...done, version: 3 }, "settled_already"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(settleInspection, officer, input);
});
