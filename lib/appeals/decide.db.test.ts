import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { operations, stopped } from "@/lib/core/test-stops";
import { decideAppeal } from "@/lib/appeals/decide";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import { withdrawAppeal } from "@/lib/appeals/withdraw";
import { submitApplication } from "@/lib/applications/submit";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { ratifyStop } from "@/lib/enforcement/ratify-stop";
import { decideAnew } from "@/lib/enforcement/decide-anew";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const { member } = partner;
const words = "The masts can be moved within a week.";

async function ofRefusal() {
  const made = await city.application("refused");
  await must(lodgeAppeal, member.actor, { applicationId: made.id, words });
  return { ...made, input: { appealId: (await db.appeal.findFirstOrThrow({ where: { applicationId: made.id } })).id, version: 1, outcome: "upheld", reason: good } };
}
async function ofStop() {
  const { permitId } = await city.application("approved");
  const stop = await stopped(officer, { permitId });
  await must(lodgeAppeal, member.actor, { permitId, stopId: stop.id, words });
  return { permitId, stop, input: { appealId: (await db.appeal.findFirstOrThrow({ where: { stopId: stop.id } })).id, version: 1, outcome: "upheld", reason: good } };
}

describe("somebody else looks at an appeal", () => {
  it("upholds it against a refusal: the application is its partner's again, and can be sent and decided anew", async () => {
    const { id, input, version } = await ofRefusal();
    const { outcome, told } = await toldSince(() => must(decideAppeal, secondOfficer.actor, input));
    expect(await db.appeal.findUniqueOrThrow({ where: { id: input.appealId } })).toMatchObject({ status: "upheld", decidedById: secondOfficer.id, decision: good });
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "changes_requested", askedParts: [], answerBy: addWorkingDays(dayOf(new Date()), 20), clockFrom: null, dueOn: null });
    expect((await entriesOf(outcome.entryId))[0]).toEqual({ name: "appeal.decided", subjectType: "Application", subjectId: id, fromStatus: "changes_requested", toStatus: "changes_requested", actorId: secondOfficer.id, actorKind: "person", grantId: await grantOf(secondOfficer, "permits.decide") });
    expect(await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: id, name: "application.reopened" } })).toMatchObject({ fromStatus: "refused", toStatus: "changes_requested", actorId: secondOfficer.id });
    expect(told).toEqual(await membersTold(partner.id, "appeal-decided"));
    await must(submitApplication, member.actor, { applicationId: id, version: version + 1, isTrue: "yes" });
    expect((await db.slotHold.findMany({ where: { applicationId: id, status: "held" } })).length).toBe(1);
  });

  it("upholds it against a stop: it is set aside and stands, and a third officer decides it anew", async () => {
    const { permitId, stop, input } = await ofStop();
    await must(decideAppeal, secondOfficer.actor, input);
    expect(await db.setAside.findMany({ where: { stopId: stop.id } })).toMatchObject([{ setById: secondOfficer.id, outcome: null, reason: expect.stringMatching(/^Appeal \d+ was upheld\.$/) }]);
    expect(await operations(permitId)).toEqual(["suspended"]);
    const third = await city.officerWith("permits.revoke");
    for (const who of [officer, secondOfficer]) expect(await decideAnew(who.actor, { stopId: stop.id, version: 2, outcome: "reversed", reason: good })).toMatchObject({ ok: false });
    await must(decideAnew, third.actor, { stopId: stop.id, version: 2, outcome: "reversed", reason: good });
    expect(await operations(permitId)).toEqual(["operates"]);
  });

  it("says why to the partner of the appeal, and to nobody else", async () => {
    const { stop, input } = await ofStop();
    await must(decideAppeal, secondOfficer.actor, { ...input, reason: "The reason that only the partner reads." });
    const entries = await db.ledgerEntry.findMany({ where: { subjectId: stop.id } });
    expect(JSON.stringify(entries.map(({ open }) => open))).not.toContain("only the partner reads");
    expect(JSON.stringify(entries.map(({ open }) => open))).toMatch(/Appeal \d+ was upheld\./);
  });

  it("not who ratified the emergency", async () => {
    const { permitId } = await city.application("approved");
    const stop = await stopped(officer, { permitId }, { emergency: "yes" });
    await must(ratifyStop, secondOfficer.actor, { stopId: stop.id, version: 1, outcome: "ratified", reason: good });
    await must(lodgeAppeal, member.actor, { permitId, stopId: stop.id, words });
    const { id } = await db.appeal.findFirstOrThrow({ where: { stopId: stop.id } });
    expect(await decideAppeal(secondOfficer.actor, { appealId: id, version: 1, outcome: "dismissed", reason: good })).toMatchObject({ refusal: "kept_apart" });
    await must(decideAppeal, (await city.officerWith("permits.suspend")).actor, { appealId: id, version: 1, outcome: "dismissed", reason: good });
  });

  it("upholds it also where the stop is over meanwhile: then nothing is set aside", async () => {
    const { stop, input } = await ofStop();
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    await must(decideAppeal, secondOfficer.actor, input);
    expect(await db.setAside.count({ where: { stopId: stop.id } })).toBe(0);
  });

  it("dismisses it: what was decided stands", async () => {
    const { id, input } = await ofRefusal();
    const { entryId } = await must(decideAppeal, secondOfficer.actor, { ...input, outcome: "dismissed" });
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "refused" });
    expect(await entryOf(entryId)).toMatchObject({ open: { outcome: "dismissed" }, sealed: { reason: good } });
  });
});

describe("the wall behind it", () => {
  it("who decided it first does not decide on the appeal, whatever the code says", async () => {
    const { input } = await ofRefusal();
    await expect(db.appeal.update({ where: { id: input.appealId }, data: { status: "dismissed", decidedById: officer.id, decidedAt: new Date(), decision: good } })).rejects.toThrow(/appeal_decided_by_another/);
    await expect(db.appeal.update({ where: { id: input.appealId }, data: { status: "dismissed", decidedById: secondOfficer.id, decidedAt: new Date(), decision: good } })).rejects.toThrow(/no ledger entry/);
  });
});

const { input } = await ofRefusal();
const over = (await ofRefusal()).input;
await must(decideAppeal, secondOfficer.actor, { ...over, outcome: "dismissed" });
const back = (await ofRefusal()).input;
await must(withdrawAppeal, member.actor, { appealId: back.appealId, version: 1 });
refuses(decideAppeal, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["who refused it", officer, input, "not_allowed"],
  ["an officer who may suspend, of a refusal", await city.officerWith("permits.suspend"), input, "hidden"],
  ["an officer who may decide applications, of a stop", await city.officerWith("permits.decide"), (await ofStop()).input, "hidden"],
  ["what does not exist", secondOfficer, { ...input, appealId: nobodys }, "not_found"],
  ["a version that is not what is stored", secondOfficer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is decided", secondOfficer, { ...over, version: 2 }, "appeal_is_over"],
  ["one that was taken back", secondOfficer, { ...back, version: 2 }, "appeal_is_over"],
  ...withoutReason(secondOfficer, input),
]);
refusesGarbage(decideAppeal, secondOfficer, input);

describe("at the same moment", () => {
  oneWins(decideAppeal, async () => ({ who: [secondOfficer, await city.officerWith("permits.decide")], input: { ...(await ofRefusal()).input, outcome: "dismissed" } }), ["changed_since_read", "appeal_is_over"]);
  sentTwice(decideAppeal, async () => {
    const sent = (await ofRefusal()).input;
    return { who: secondOfficer, input: sent, other: { ...sent, outcome: "dismissed" } };
  });
});
