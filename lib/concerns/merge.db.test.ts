import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { answered, reported } from "@/lib/core/test-concerns";
import { entryOf, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { answerConcern } from "@/lib/concerns/answer";
import { mergeConcern } from "@/lib/concerns/merge";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const target = await reported(city);
const make = async (what = {}) => {
  const { id, version } = await reported(city, what);
  return { concernId: id, version, into: target.number };
};

describe("an officer finds two concerns to be the same", async () => {
  it("the one is closed into the other, and its reporter is told", async () => {
    const input = await make({ email: "resident@mail.test" });
    const { told, outcome } = await toldSince(() => must(mergeConcern, officer.actor, input));
    expect(told).toEqual([["concern-merged", "resident@mail.test"]]);
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId } })).toMatchObject({ status: "duplicate", duplicateOfId: target.id });
    expect(await entryOf(outcome.entryId)).toMatchObject({ name: "concern.merged", fromStatus: "received", toStatus: "duplicate", open: { into: target.number } });
  });

  it("into one that was answered: they get that answer with it", async () => {
    const done = await answered(city, officer);
    const input = await make({ email: "resident@mail.test" });
    await must(mergeConcern, officer.actor, { ...input, into: done.number });
    const { reference } = await db.concern.findUniqueOrThrow({ where: { id: input.concernId } });
    expect((await db.notice.findFirstOrThrow({ where: { about: reference, template: "concern-merged" } })).data).toMatchObject({ answer: done.answer });
  });

  it("two at once into each other: one of them stays", async () => {
    const [a, b] = [await reported(city), await reported(city)];
    const second = await city.officerWith("concerns.answer");
    const results = await Promise.all([mergeConcern(officer.actor, { concernId: a.id, version: 1, into: b.number }), mergeConcern(second.actor, { concernId: b.id, version: 1, into: a.number })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await db.concern.findMany({ where: { id: { in: [a.id, b.id] } } })).map(({ status }) => status).toSorted()).toEqual(["duplicate", "received"]);
  });

  it("a chain at once: nothing is merged into what is itself merged", async () => {
    for (let n = 0; n < 5; n++) {
      const [a, b, c] = [await reported(city), await reported(city), await reported(city)];
      const second = await city.officerWith("concerns.answer");
      await Promise.all([mergeConcern(officer.actor, { concernId: a.id, version: 1, into: b.number }), mergeConcern(second.actor, { concernId: b.id, version: 1, into: c.number })]);
      const merged = await db.concern.findMany({ where: { id: { in: [a.id, b.id, c.id] }, status: "duplicate" }, include: { duplicateOf: true } });
      expect(merged.length).toBeGreaterThan(0);
      expect(merged.every(({ duplicateOf }) => duplicateOf?.status !== "duplicate")).toBe(true);
    }
  });

  it("while the other is being answered: whoever reported the same gets the answer, by the one mail or the other", async () => {
    for (let n = 0; n < 5; n++) {
      const [a, b] = [await reported(city, { email: `same${n}@mail.test` }), await reported(city)];
      const second = await city.officerWith("concerns.answer");
      const answer = "It was put right this morning.";
      await Promise.all([mergeConcern(officer.actor, { concernId: a.id, version: 1, into: b.number }), answerConcern(second.actor, { concernId: b.id, version: 1, outcome: "resolved", words: answer })]);
      const told = await db.notice.findMany({ where: { about: a.reference, template: { in: ["concern-merged", "concern-answered"] } } });
      expect(told.filter(({ data }) => JSON.stringify(data).includes(answer)).length).toBe(1);
    }
  });

  sentTwice(mergeConcern, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make();
  const merged = await make();
  await must(mergeConcern, officer.actor, merged);
  const { number: numberOfMerged } = await db.concern.findUniqueOrThrow({ where: { id: merged.concernId } });
  const { number: own } = await db.concern.findUniqueOrThrow({ where: { id: input.concernId } });
  const west = await city.officerWith("concerns.answer", { zoneId: city.west.id });
  const east = await reported(city, { at: "52.005,4.015" });
  refuses(mergeConcern, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["into itself", officer, { ...input, into: own }, "merged_into_itself"],
    ["into one that is not there", officer, { ...input, into: 2_000_000 }, "concern_unknown"],
    ["into one that is not theirs to see", west, { ...input, into: east.number }, "concern_unknown"],
    ["into one that was merged itself", officer, { ...input, into: numberOfMerged }, "merged_into_duplicate"],
    ["one into which others were merged", officer, { concernId: target.id, version: 1, into: own }, "has_duplicates"],
    ["where somebody is to go and look", officer, await make({ kind: "unlisted" }), "inspection_awaited"],
    ["twice", officer, { ...merged, version: 2 }, "not_from_here"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(mergeConcern, officer, input);
});
