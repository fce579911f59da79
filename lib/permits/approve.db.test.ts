import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { dayOf, addDays } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofCase = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, reason: good, until: inDays(100), from: "", conditions: "" });

describe("an officer approves", () => {
  it("makes the permit, its conditions and its devices, and takes the places for it", async () => {
    const assetIds = [await city.asset(), await city.asset()];
    const application = await city.application("in_review", { assetIds });
    const { outcome, told } = await toldSince(() => must(approveApplication, officer.actor, { ...ofCase(application), conditions: "Switch it off at night.\n\n Keep the sign. " }));

    const permit = await db.permit.findUniqueOrThrow({ where: { applicationId: application.id }, include: { conditions: { orderBy: { number: "asc" } }, devices: true, submission: true } });
    expect(permit).toMatchObject({ status: "active", reference: application.reference, reason: good, decidedById: officer.id, tier: 3, zoneId: city.west.id, agencyId: city.lighting.id, assetClass: "light_pole", startsOn: dayOf(new Date()), expiresOn: addDays(dayOf(new Date()), 100) });
    expect(permit.conditions.map(({ number, words }) => [number, words])).toEqual([[1, "Switch it off at night."], [2, "Keep the sign."]]);
    expect(permit.devices.map((device) => device.assetId).sort()).toEqual([...assetIds].sort());
    expect(new Set(permit.devices.map((device) => device.code)).size).toBe(2);
    expect(permit.devices.every((device) => device.permitStatus === "active" && device.status === "authorised" && device.expiresOn.getTime() === permit.expiresOn.getTime())).toBe(true);
    expect(await db.slotHold.findMany({ where: { applicationId: application.id }, select: { status: true } })).toEqual([{ status: "consumed" }, { status: "consumed" }]);
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "approved_with_conditions", version: application.version + 1 });

    const by = { actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.decide") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "application.approved", subjectType: "Application", subjectId: application.id, fromStatus: "in_review", toStatus: "approved_with_conditions", ...by },
      { name: "permit.granted", subjectType: "Permit", subjectId: permit.id, fromStatus: null, toStatus: "active", ...by },
    ]);
    expect(told).toEqual(await membersTold(city.partner.id, "application-approved"));
    expect(told.length).toBeGreaterThan(1);
    expect(outcome).toEqual({ entryId: outcome.entryId, subjectId: application.id, reference: application.reference });
  });

  it("lets a permit begin later: scheduled, and its devices with it", async () => {
    const application = await city.application("submitted");
    await must(approveApplication, officer.actor, { ...ofCase(application), from: inDays(10) });
    const permit = await db.permit.findUniqueOrThrow({ where: { applicationId: application.id }, include: { devices: true } });
    expect(permit.status).toBe("scheduled");
    expect(permit.devices.map(({ permitStatus }) => permitStatus)).toEqual(["scheduled"]);
  });

  it("is within a grant limited to the agency, zone, kind and tier of the case", async () => {
    const limited = await city.officerWith("permits.decide", { agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", highestTier: 3 });
    const outcome = await must(approveApplication, limited.actor, ofCase(await city.application("submitted")));
    expect((await entriesOf(outcome.entryId)).map(({ grantId }) => grantId)).toEqual([limited.grantId, limited.grantId]);
  });
});

const open = await city.application("submitted");
const input = ofCase(open);
const acrossZones = await city.application("submitted", { assetIds: [await city.asset(), await city.asset({ zoneId: city.east.id })] });
// Who sent it holds the grant, and their belonging to the partner was taken off the list by hand: what they sent still tells.
const sender = await city.organisation();
const sentByThem = await city.application("submitted", { of: sender });
await city.holds(sender.member, { capability: "permits.decide" });
await asSuperuser('DELETE FROM "Membership" WHERE "personId" = $1', [sender.member.id]);

refuses(approveApplication, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
  ["a grant for one of the case's two zones", await city.officerWith("permits.decide", { zoneId: city.west.id }), ofCase(acrossZones), "hidden"],
  ["a draft, which the city cannot see", officer, ofCase(await city.application("complete")), "hidden"],
  ["the person who sent it", sender.member, ofCase(sentByThem), "kept_apart"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is older than what is stored", officer, { ...input, version: open.version - 1 }, "changed_since_read"],
  ["a version that is not there yet", officer, { ...input, version: open.version + 1 }, "changed_since_read"],
  ["one that is approved already", officer, ofCase(await city.application("approved")), "not_from_here"],
  ["one that is refused already", officer, ofCase(await city.application("refused")), "not_from_here"],
  ["one that was withdrawn", officer, ofCase(await city.application("withdrawn")), "not_from_here"],
  ["one that lies with the partner", officer, ofCase(await city.application("changes_requested")), "not_from_here"],
  ["an end today", officer, { ...input, until: inDays(0) }, "until_is_past"],
  ["an end before its beginning", officer, { ...input, from: inDays(20), until: inDays(19) }, "until_is_past"],
  ["an end after more than ten years", officer, { ...input, until: inDays(3654) }, "until_too_far"],
  ["a day that does not exist", officer, { ...input, until: "2027-02-30" }, "bad_input"],
  ["too many conditions", officer, { ...input, conditions: "One more thing.\n".repeat(21) }, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(approveApplication, officer, input);

describe("at the same moment", () => {
  oneWins(approveApplication, async () => ({ who: [officer, secondOfficer], input: ofCase(await city.application("submitted")) }));
  sentTwice(approveApplication, async () => {
    const sent = ofCase(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, until: inDays(50) } };
  });
});
