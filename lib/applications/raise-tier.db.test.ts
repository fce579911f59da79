import { describe, expect, it } from "vitest";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { raiseTier } from "@/lib/applications/raise-tier";
import { requestChanges } from "@/lib/applications/request-changes";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }, tier = 4) => ({ applicationId: id, version, tier, reason: good });

describe("an officer raises the risk tier", () => {
  it("and with it the time to decide, from the day it runs; it stays when it is sent again", async () => {
    const application = await city.application("submitted", { identifies: "no" });
    const outcome = await must(raiseTier, officer.actor, of(application, 3));
    const today = dayOf(new Date());
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 3, tierRaisedTo: 3, clockDays: 20, clockUsed: 0, dueOn: addWorkingDays(today, 20) });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.tier_raised", subjectType: "Application", subjectId: application.id, fromStatus: "submitted", toStatus: "submitted", actorId: officer.id, actorKind: "person", grantId: expect.any(String) }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { before: 1, tier: 3 }, sealed: { reason: good } });
    await must(requestChanges, officer.actor, { applicationId: application.id, version: 4, reason: good });
    // With the partner the clock stands, and goes on standing when the tier is raised again.
    await must(raiseTier, officer.actor, of({ id: application.id, version: 5 }, 4));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 4, clockDays: 25, clockFrom: null, dueOn: null });
    await must(submitApplication, city.partner.member.actor, { applicationId: application.id, version: 6, isTrue: "yes" });
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 4, tierRaisedTo: 4, clockDays: 25, dueOn: addWorkingDays(today, 25) });
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(raiseTier, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["the tier that it has", officer, of(open, 3), "not_higher"],
  ["a lower one", officer, of(open, 2), "not_higher"],
  ["a fifth", officer, of(open, 5), "bad_input"],
  ["none", officer, { ...input, tier: "" }, "bad_input"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ["one that was withdrawn", officer, of(await city.application("withdrawn")), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(raiseTier, officer, input);

describe("at the same moment", () => {
  oneWins(raiseTier, async () => ({ who: [officer, secondOfficer], input: of(await city.application("submitted")) }));
  sentTwice(raiseTier, async () => {
    const sent = of(await city.application("submitted", { identifies: "no" }), 3);
    return { who: officer, input: sent, other: { ...sent, tier: 2 } };
  });
});
