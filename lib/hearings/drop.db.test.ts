import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { dayOf } from "@/lib/core/calendar";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { consider } from "@/lib/hearings/consider";
import { dropConsideration } from "@/lib/hearings/drop";

const city = await testCity();
const { officer, secondOfficer, partner } = city;

async function notice() {
  const application = await city.application("in_review");
  await must(consider, officer.actor, { applicationId: application.id, version: application.version, intends: "refusal", grounds: "place", reason: good });
  return { application, input: { considerationId: (await db.consideration.findFirstOrThrow({ where: { applicationId: application.id } })).id, version: 1, reason: good } };
}

describe("an officer considers it no more", () => {
  it("says so to the partner, and the clock runs again", async () => {
    const { application, input } = await notice();
    const { outcome, told } = await toldSince(() => must(dropConsideration, secondOfficer.actor, input));
    expect(await db.consideration.findUniqueOrThrow({ where: { id: input.considerationId } })).toMatchObject({ status: "dropped", closeReason: good });
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "in_review", clockFrom: dayOf(new Date()) });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "consideration.dropped", subjectType: "Application", subjectId: application.id, fromStatus: "in_review", toStatus: "in_review", actorId: secondOfficer.id, actorKind: "person", grantId: await grantOf(secondOfficer, "permits.decide") }]);
    expect(told).toEqual(await membersTold(partner.id, "consideration-dropped"));
    // And may be considered again later.
    await must(consider, officer.actor, { applicationId: application.id, version: application.version + 2, intends: "refusal", grounds: "place", reason: good });
  });
});

const { input } = await notice();
const over = (await notice()).input;
await must(dropConsideration, officer.actor, over);
refuses(dropConsideration, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
  ["an officer who may only revoke", await city.officerWith("permits.revoke"), input, "not_allowed"],
  ["a notice that does not exist", officer, { ...input, considerationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that was dropped", officer, { ...over, version: 2 }, "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(dropConsideration, officer, input);

describe("at the same moment", () => {
  oneWins(dropConsideration, async () => ({ who: [officer, secondOfficer], input: (await notice()).input }), ["changed_since_read", "not_from_here"]);
  sentTwice(dropConsideration, async () => {
    const sent = (await notice()).input;
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
