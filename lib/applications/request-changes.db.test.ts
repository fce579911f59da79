import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { requestChanges } from "@/lib/applications/request-changes";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, reason: good });

describe("an officer asks the partner to change something", () => {
  it.each(["submitted", "in_review"] as const)("from %s: the clock stops, its places stay held, and only the partner reads why", async (stage) => {
    const application = await city.application(stage);
    const { outcome, told } = await toldSince(() => must(requestChanges, officer.actor, of(application)));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "changes_requested", version: application.version + 1, dueOn: null, heldById: officer.id });
    expect((await db.slotHold.findMany({ where: { applicationId: application.id } })).map(({ status }) => status)).toEqual(["held"]);
    expect(await db.permit.count({ where: { applicationId: application.id } })).toBe(0);
    expect(await entriesOf(outcome.entryId)).toMatchObject([{ name: "application.changes_requested", subjectType: "Application", subjectId: application.id, fromStatus: stage, toStatus: "changes_requested", actorId: officer.id }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ sealed: { reason: good } });
    expect(told).toEqual(await membersTold(city.partner.id, "changes-requested"));
  });

  it("by a grant for just this zone, kind and tier, which the entry names", async () => {
    const person = await city.officerWith("applications.review", { agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", highestTier: 3 });
    const { entryId } = await must(requestChanges, person.actor, of(await city.application("submitted")));
    expect((await entriesOf(entryId))[0]?.grantId).toBe(await grantOf(person, "applications.review"));
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(requestChanges, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["an officer who may only suspend", await city.officerWith("permits.suspend"), input, "hidden"],
  ["a draft, which the city cannot see", officer, of(await city.application("complete")), "hidden"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that lies with the partner", officer, of(await city.application("changes_requested")), "not_from_here"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ["one that is refused", officer, of(await city.application("refused")), "not_from_here"],
  ["one that was withdrawn", officer, of(await city.application("withdrawn")), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(requestChanges, officer, input);

describe("at the same moment", () => {
  oneWins(requestChanges, async () => ({ who: [officer, secondOfficer], input: of(await city.application("submitted")) }));
  sentTwice(requestChanges, async () => {
    const sent = of(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
