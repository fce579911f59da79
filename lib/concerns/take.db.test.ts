import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { answered, reported } from "@/lib/core/test-concerns";
import { entriesOf, grantOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { takeConcern } from "@/lib/concerns/take";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const make = async (what = {}) => {
  const { id, version } = await reported(city, what);
  return { concernId: id, version };
};

describe("an officer looks into a concern", async () => {
  it("and its reporter reads that somebody does", async () => {
    const input = await make();
    const { entryId } = await must(takeConcern, officer.actor, input);
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId } })).toMatchObject({ status: "acknowledged", takenById: officer.id, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "concern.acknowledged", subjectType: "Concern", subjectId: input.concernId, fromStatus: "received", toStatus: "acknowledged", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "concerns.answer") }]);
  });

  it("within their part of the city, and of nothing that lies nowhere", async () => {
    const west = await city.officerWith("concerns.answer", { zoneId: city.west.id });
    await must(takeConcern, west.actor, await make());
    for (const where of [{ at: "52.005,4.015" }, { place: "Somewhere in the city" }]) expect(await takeConcern(west.actor, await make(where))).toMatchObject({ refusal: "not_found" });
  });

  oneWins(takeConcern, async () => ({ who: [officer, second], input: await make() }), ["changed_since_read", "not_from_here"]);
  sentTwice(takeConcern, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make();
  const { id, version } = await answered(city, officer);
  refuses(takeConcern, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["one that is not there", officer, { ...input, concernId: nobodys }, "not_found"],
    ["one that was answered", officer, { concernId: id, version }, "not_from_here"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(takeConcern, officer, input);
});
