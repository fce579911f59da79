import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { refuseApplication } from "@/lib/applications/refuse";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, reason: good, grounds: ["place"], without: "agreed" });

describe("an officer refuses an application", () => {
  it.each(["submitted", "in_review"] as const)("from %s: it is over, its places are free, and anyone may read why", async (stage) => {
    const application = await city.application(stage);
    const { outcome, told } = await toldSince(() => must(refuseApplication, officer.actor, of(application)));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "refused", version: application.version + 1 });
    expect((await db.slotHold.findMany({ where: { applicationId: application.id } })).map(({ status }) => status)).toEqual(["released"]);
    expect(await db.permit.count({ where: { applicationId: application.id } })).toBe(0);
    expect(await entriesOf(outcome.entryId)).toMatchObject([{ name: "application.refused", subjectType: "Application", subjectId: application.id, fromStatus: stage, toStatus: "refused", actorId: officer.id }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { reason: good, grounds: ["place"], withoutNotice: "agreed" } });
    expect(told).toEqual(await membersTold(city.partner.id, "application-refused"));
  });

  it("by a grant for just this zone, kind and tier, which the entry names", async () => {
    const person = await city.officerWith("permits.decide", { agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", highestTier: 3 });
    const { entryId } = await must(refuseApplication, person.actor, of(await city.application("submitted")));
    expect((await entriesOf(entryId))[0]?.grantId).toBe(await grantOf(person, "permits.decide"));
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(refuseApplication, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
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
refusesGarbage(refuseApplication, officer, input);

describe("at the same moment", () => {
  oneWins(refuseApplication, async () => ({ who: [officer, secondOfficer], input: of(await city.application("submitted")) }));
  sentTwice(refuseApplication, async () => {
    const sent = of(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
