import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { answered, reported } from "@/lib/core/test-concerns";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { inspectConcern } from "@/lib/concerns/inspect";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const make = async (what = {}) => {
  const { id, version } = await reported(city, what);
  return { concernId: id, version, what: good, dueOn: inDays(3) };
};

describe("an officer has somebody go and look", async () => {
  it("by a day; who looks into it is written down", async () => {
    const input = await make();
    const { entryId } = await must(inspectConcern, officer.actor, input);
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId }, include: { inspections: true } })).toMatchObject({ status: "investigating", takenById: officer.id, inspections: [{ what: good, orderedById: officer.id, outcome: null }] });
    expect(await entryOf(entryId)).toMatchObject({ name: "inspection.ordered", fromStatus: "received", toStatus: "investigating", sealed: { reason: good } });
  });

  oneWins(inspectConcern, async () => ({ who: [officer, second], input: await make() }), ["changed_since_read", "inspection_open", "taken_meanwhile"]);
  sentTwice(inspectConcern, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make();
  const { id, version } = await answered(city, officer);
  refuses(inspectConcern, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["yesterday", officer, { ...input, dueOn: inDays(-1) }, "inspection_is_past"],
    ["next year", officer, { ...input, dueOn: inDays(91) }, "inspection_too_far"],
    ["where somebody is to go already", officer, await make({ kind: "unlisted" }), "inspection_open"],
    ["after the answer", officer, { ...input, concernId: id, version }, "not_from_here"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(inspectConcern, officer, input);
});
