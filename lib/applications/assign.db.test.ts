import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { agreeLowerTier } from "@/lib/applications/agree-lower-tier";
import { assignApplication } from "@/lib/applications/assign";
import { proposeLowerTier } from "@/lib/applications/propose-lower-tier";
import { ownTimeline } from "@/lib/applications/queries";
import { raiseTier } from "@/lib/applications/raise-tier";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const { officer, secondOfficer } = city;
const colleague = await city.officerWith("applications.review", { zoneId: city.west.id });
const decider = await city.officerWith("permits.decide");
const of = ({ id, version }: { id: string; version: number }, to: { id: string } = colleague) => ({ applicationId: id, version, personId: to.id, reason: good });

describe("an officer gives a case to a colleague", () => {
  it.each(["submitted", "in_review", "changes_requested"] as const)("from %s: they hold it, and are told", async (stage) => {
    const application = await city.application(stage);
    if (stage === "changes_requested") return void expect(await assignApplication(officer.actor, of(application))).toMatchObject({ refusal: "not_from_here" });
    const { outcome, told } = await toldSince(() => must(assignApplication, officer.actor, of(application)));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "in_review", heldById: colleague.id, version: application.version + 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.assigned", subjectType: "Application", subjectId: application.id, fromStatus: stage, toStatus: "in_review", actorId: officer.id, actorKind: "person", grantId: expect.any(String) }]);
    expect((await entryOf(outcome.entryId)).sealed).toEqual({ reason: good, toPerson: colleague.id });
    expect(told).toEqual([["case-assigned", colleague.email]]);
  });

  it("what officers tell each other about a case its partner never reads", async () => {
    const { id, version } = await city.application("submitted");
    await must(assignApplication, officer.actor, { ...of({ id, version }), reason: "I suspect NOTE-CANARY about them." });
    await must(raiseTier, officer.actor, { applicationId: id, version: version + 1, tier: 4, reason: "Because of NOTE-CANARY, too." });
    await must(proposeLowerTier, officer.actor, { applicationId: id, version: version + 2, tier: 2, reason: "NOTE-CANARY was wrong." });
    await must(agreeLowerTier, secondOfficer.actor, { applicationId: id, version: version + 3, outcome: "agreed", reason: "So NOTE-CANARY says." });
    const told = await ownTimeline({ person: { id: city.partner.member.id } } as Who, { id });
    expect(told.map(({ name }) => name)).toEqual(["application.submitted", "application.started"]);
    expect(JSON.stringify(told)).not.toContain("NOTE-CANARY");
  });

  it("to whoever decides, too; and to oneself without a notice", async () => {
    await must(assignApplication, officer.actor, of(await city.application("submitted"), decider));
    const { told } = await toldSince(async () => must(assignApplication, officer.actor, of(await city.application("submitted"), officer)));
    expect(told.filter(([template]) => template === "case-assigned")).toEqual([]);
  });
});

const open = await city.application("submitted");
const input = of(open);
const tied = await city.officerWith("applications.review");
await city.tie(tied, city.partner.id);
const former = await city.officerWith("applications.review");
await db.membership.create({ data: { personId: former.id, partnerId: city.partner.id, endedAt: new Date() } });
const elsewhere = await city.officerWith("applications.review", { zoneId: city.east.id });
const taken = await city.application("in_review");

refuses(assignApplication, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["to a colleague with a tie to the partner", officer, of(open, tied), "assignee_may_not"],
  ["to a colleague who belonged to the partner", officer, of(open, former), "assignee_may_not"],
  ["to a colleague of another area", officer, of(open, elsewhere), "assignee_may_not"],
  ["to a colleague without a grant", officer, of(open, await city.colleague()), "assignee_may_not"],
  ["to a member of the partner", officer, of(open, city.partner.member), "assignee_may_not"],
  ["to whoever holds it", officer, of(taken, officer), "held_by_them"],
  ["to nobody", officer, { ...input, personId: nobodys }, "not_found"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ["one that was withdrawn", officer, of(await city.application("withdrawn")), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(assignApplication, officer, input);

describe("at the same moment", () => {
  oneWins(assignApplication, async () => {
    const application = await city.application("submitted");
    return { who: [officer, secondOfficer], input: [of(application), of(application, decider)] };
  });
  sentTwice(assignApplication, async () => {
    const sent = of(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, personId: decider.id } };
  });
});
