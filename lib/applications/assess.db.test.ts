import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, lastDenial, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { assessApplication } from "@/lib/applications/assess";
import { refuseApplication } from "@/lib/applications/refuse";
import type { Decision } from "@/lib/decisions/decision";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofCase = ({ id, version }: { id: string; version: number }, recommends = "approval") => ({ applicationId: id, version, recommends, reason: "The mast carries it, and nobody is filmed." });
const approval = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version: version + 1, reason: good, until: inDays(20), conditions: "" });
const refusal = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version: version + 1, reason: good, grounds: "place", without: "danger" });

describe("an officer assesses a case", () => {
  it.each(["submitted", "in_review"] as const)("that is %s: what they found and recommend is written down, and it stays where it stands", async (stage) => {
    const application = await city.application(stage);
    const { outcome, told } = await toldSince(() => must(assessApplication, officer.actor, ofCase(application)));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: stage, version: application.version + 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.assessed", subjectType: "Application", subjectId: application.id, fromStatus: stage, toStatus: stage, actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "applications.review") }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ recommends: "approval" });
    expect(sealed).toEqual({ reason: ofCase(application).reason });
    // The partner is told of the decision, not of what somebody thought beforehand.
    expect(told).toEqual([]);
  });
});

describe("who assessed a case does not decide it", () => {
  it.each([
    ["approve", approveApplication, approval],
    ["refuse", refuseApplication, refusal],
  ] as const)("they cannot %s it, which the ledger says with its reason; another can", async (_, decide, input) => {
    const application = await city.application("submitted");
    await must(assessApplication, officer.actor, ofCase(application));
    expect(await (decide as Decision<unknown>)(officer.actor, input(application))).toMatchObject({ refusal: "kept_apart", about: { words: expect.stringContaining("assessed or reviewed this case yourself") } });
    expect(await lastDenial(officer)).toMatchObject({ open: { attempted: decide.name, why: "kept_apart", because: "assess_decide" }, sealed: { onType: "Application", onId: application.id } });
    expect((await db.application.findUniqueOrThrow({ where: { id: application.id } })).status).toBe("submitted");
    await must(decide as Decision<unknown>, secondOfficer.actor, input(application));
  });

  it("nor after a colleague has assessed it too; another case they can", async () => {
    const [application, other] = [await city.application("submitted"), await city.application("submitted")];
    await must(assessApplication, officer.actor, ofCase(application));
    await must(assessApplication, secondOfficer.actor, { ...ofCase(application, "refusal"), version: application.version + 1 });
    for (const each of [officer, secondOfficer]) expect(await approveApplication(each.actor, { ...approval(application), version: application.version + 2 })).toMatchObject({ refusal: "kept_apart" });
    await must(approveApplication, officer.actor, { ...approval(other), version: other.version });
  });

  it("save with an exception in force, which the entry of the decision names", async () => {
    const application = await city.application("submitted");
    const reviewer = await city.officerWith("applications.review");
    await city.holds(reviewer, { capability: "permits.decide" });
    await must(assessApplication, reviewer.actor, ofCase(application));
    const exceptionId = await city.exception(reviewer, "assess_decide");
    const { entryId } = await must(approveApplication, reviewer.actor, approval(application));
    expect((await entryOf(entryId)).sealed).toMatchObject({ exceptionId });
    // Where nothing was joined, no exception is named.
    const other = await city.application("submitted");
    const plain = await must(approveApplication, reviewer.actor, { ...approval(other), version: other.version });
    expect((await entryOf(plain.entryId)).sealed).not.toHaveProperty("exceptionId");
  });
});

const waiting = await city.application("submitted");
const input = ofCase(waiting);
const [draft, decided, refused, sentBack, withdrawn] = await Promise.all((["complete", "approved", "refused", "changes_requested", "withdrawn"] as const).map((stage) => city.application(stage)));

refuses(assessApplication, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["an officer who may only decide", await city.officerWith("permits.decide"), input, "not_allowed"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: input.version + 1 }, "changed_since_read"],
  ["one that was not sent", officer, ofCase(draft ?? waiting), "hidden"],
  ["one that is approved", officer, ofCase(decided ?? waiting), "not_from_here"],
  ["one that is refused", officer, ofCase(refused ?? waiting), "not_from_here"],
  ["one that is with the partner to be changed", officer, ofCase(sentBack ?? waiting), "not_from_here"],
  ["one that was withdrawn", officer, ofCase(withdrawn ?? waiting), "not_from_here"],
  ["no recommendation", officer, { ...input, recommends: "" }, "bad_input"],
  ["a recommendation that does not exist", officer, { ...input, recommends: "perhaps" }, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(assessApplication, officer, input);

describe("at the same moment", () => {
  oneWins(assessApplication, async () => ({ who: [officer, secondOfficer], input: ofCase(await city.application("submitted")) }));

  it("one person assesses it in one window and approves it in another: one of the two", async () => {
    const application = await city.application("submitted");
    const results = await Promise.all([assessApplication(officer.actor, ofCase(application)), approveApplication(officer.actor, { ...approval(application), version: application.version })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  sentTwice(assessApplication, async () => {
    const sent = ofCase(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, recommends: "refusal" } };
  });
});
