import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addDays, addWorkingDays, dayOf } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { differences } from "@/lib/applications/differences";
import { requestChanges } from "@/lib/applications/request-changes";
import { saveData } from "@/lib/applications/save-data";
import { saveTerms } from "@/lib/applications/save-terms";
import { contentSchema } from "@/lib/applications/schema";
import { submitApplication } from "@/lib/applications/submit";

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

  it("parts, by a day: only these are open, devices with their places; what was asked stands in the ledger", async () => {
    const { id, version } = await city.application("submitted");
    const { entryId } = await must(requestChanges, officer.actor, { applicationId: id, version, reason: good, parts: ["data", "devices"], by: inDays(12) });
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ askedParts: ["devices", "sites", "data"], answerBy: addDays(dayOf(new Date()), 12), clockFrom: null, dueOn: null });
    expect((await entryOf(entryId)).open).toEqual({ parts: ["devices", "sites", "data"], by: inDays(12) });
    const { member } = city.partner;
    const answers = { collects: "Number of bicycles", identifies: "no", kept: "One week", shared: "Nobody" };
    expect(await saveTerms(member.actor, { applicationId: id, version: version + 1, paid: "Nothing", others: "Nobody", contract: "" })).toMatchObject({ ok: false, refusal: "part_not_asked" });
    await must(saveData, member.actor, { applicationId: id, version: version + 1, ...answers });
    await must(submitApplication, member.actor, { applicationId: id, version: version + 2, isTrue: "yes" });
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ askedParts: [], answerBy: null, status: "in_review" });
    // The officer then sees exactly the difference.
    const [now, before] = (await db.submission.findMany({ where: { applicationId: id }, orderBy: { number: "desc" } })).map(({ content }) => contentSchema.parse(content));
    if (!now || !before) throw new Error("two submissions are wanted");
    expect(differences(before, now).map(({ label }) => label).length).toBe(2);
  });

  it("without a day, in 20 working days", async () => {
    const { id, version } = await city.application("submitted");
    await must(requestChanges, officer.actor, of({ id, version }));
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ askedParts: [], answerBy: addWorkingDays(dayOf(new Date()), 20) });
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
  ["a part that is none", officer, { ...input, parts: ["status"] }, "bad_input"],
  ["an answer by today", officer, { ...input, by: inDays(0) }, "by_is_past"],
  ["an answer by a day that is too far", officer, { ...input, by: inDays(400) }, "by_too_far"],
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
