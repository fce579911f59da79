import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addDays, addMonths, dayOf } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { conditionLibrary } from "@/lib/applications/condition-library";
import { approveApplication } from "@/lib/permits/approve";
import { answerObligation } from "@/lib/permits/answer-obligation";
import { remindOfObligations } from "@/lib/permits/reminders";
import { showObligation } from "@/lib/permits/show-obligation";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const today = dayOf(new Date());

/** A permit with these conditions of the library, and what of them is to be shown, soonest first. */
async function permitWith(library: string[], more: object = {}) {
  const { id, version } = await city.application("submitted");
  await must(approveApplication, officer.actor, { applicationId: id, version, reason: good, until: inDays(900), conditions: "", library, ...more });
  const permit = await db.permit.findUniqueOrThrow({ where: { applicationId: id }, include: { conditions: { orderBy: { number: "asc" } }, obligations: { orderBy: { dueOn: "asc" } } } });
  return { ...permit, input: (outcome = "accepted") => ({ obligationId: permit.obligations[0]?.id ?? "", version: 2, outcome, reason: good }) };
}
const show = (obligationId: string, version = 1) => must(showObligation, partner.member.actor, { obligationId, version, evidence: "A photograph of each sign, taken today." });
async function shown(library = ["sign"]) {
  const permit = await permitWith(library);
  await show(permit.obligations[0]?.id ?? "");
  return permit;
}

describe("conditions come with what they ask to be shown", () => {
  it("those of the library before those that were written, each with its day", async () => {
    const { conditions, obligations } = await permitWith(["sign", "restore"], { conditions: "No camera is added.\nThe cable is painted grey.", conditionsBy: inDays(60) });
    expect(conditions.map(({ number, words }) => [number, words])).toEqual([[1, conditionLibrary.sign.words], [2, conditionLibrary.restore.words], [3, "No camera is added."], [4, "The cable is painted grey."]]);
    expect(obligations.map(({ conditionId, dueOn, status }) => [conditions.find(({ id }) => id === conditionId)?.number, dueOn, status])).toEqual([[1, addDays(today, 30), "due"], [3, addDays(today, 60), "due"], [4, addDays(today, 60), "due"]]);
  });

  it("written ones without a day bind, and ask for nothing; what would be due after the end is not due", async () => {
    expect((await permitWith([], { conditions: "No camera is added." })).obligations).toEqual([]);
    expect((await permitWith(["scan"], { until: inDays(100) })).obligations).toEqual([]);
  });
});

describe("an officer looks at what was shown", () => {
  it("accepts it, and the partner is told", async () => {
    const permit = await shown();
    const checker = await city.officerWith("permits.suspend", { zoneId: city.west.id });
    const { outcome, told } = await toldSince(() => must(answerObligation, checker.actor, permit.input()));
    expect(await db.obligation.findMany({ where: { permitId: permit.id } })).toMatchObject([{ status: "accepted", answer: good, answeredById: checker.id, version: 3 }]);
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.id } })).toMatchObject({ status: "active", version: 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "obligation.answered", subjectType: "Permit", subjectId: permit.id, fromStatus: "active", toStatus: "active", actorId: checker.id, actorKind: "person", grantId: await grantOf(checker, "permits.suspend") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { condition: 1, outcome: "accepted" }, sealed: { reason: good } });
    expect(told).toEqual(await membersTold(partner.id, "obligation-answered"));
  });

  it("sends it back, and it can be shown again", async () => {
    const permit = await shown();
    await must(answerObligation, officer.actor, permit.input("sent_back"));
    await show(permit.obligations[0]?.id ?? "", 3);
    await must(answerObligation, officer.actor, { ...permit.input(), version: 4 });
    expect(await db.obligation.findMany({ where: { permitId: permit.id } })).toMatchObject([{ status: "accepted" }]);
  });

  it("what recurs is due again after its months, counted from the day it was due, until the permit ends", async () => {
    const permit = await shown(["retention"]);
    const first = addDays(today, 180);
    await must(answerObligation, officer.actor, permit.input());
    const found = await db.obligation.findMany({ where: { permitId: permit.id }, orderBy: { dueOn: "asc" } });
    expect(found.map(({ dueOn, status }) => [dueOn, status])).toEqual([[first, "accepted"], [addMonths(first, 12), "due"]]);
    // The third would be after its end.
    await show(found[1]?.id ?? "");
    await must(answerObligation, officer.actor, { obligationId: found[1]?.id, version: 2, outcome: "accepted", reason: good });
    expect(await db.obligation.count({ where: { permitId: permit.id } })).toBe(2);
  });
});

describe("a partner is reminded", () => {
  const lateBy = (id: string, days: number) => asSuperuser(`UPDATE "Obligation" SET "dueOn" = $2::date - $3::int WHERE id = $1`, [id, today, days]);
  it("before it is due, once for each of the days; and once when it is overdue", async () => {
    await remindOfObligations(new Date());
    const permit = await permitWith(["sign"]);
    const { id } = permit.obligations[0] ?? { id: "" };
    const told: number[] = [];
    const remind = async () => told.push((await toldSince(() => remindOfObligations(new Date()))).told.length);
    await remind();
    for (const days of [-14, -3, 0, 1]) {
      await lateBy(id, days);
      await remind();
      await remind();
    }
    const members = (await membersTold(partner.id, "obligation-due")).length;
    expect(told).toEqual([0, ...[1, 2, 3, 4].flatMap(() => [members, 0])]);
    // Shown, it is reminded of no more.
    await show(id);
    await lateBy(id, 2);
    await asSuperuser(`UPDATE "Obligation" SET "remindedDays" = '{}' WHERE id = $1`, [id]);
    await remind();
    expect(told.at(-1)).toBe(0);
  });
});

describe("the wall behind it", () => {
  it("a member accepts nothing of their own, and nobody rewrites what was accepted", async () => {
    const permit = await shown();
    await must(answerObligation, officer.actor, permit.input());
    await expect(db.obligation.updateMany({ where: { permitId: permit.id }, data: { status: "sent_back" } })).rejects.toThrow(/not rewritten/);
    const other = await shown();
    await expect(db.obligation.updateMany({ where: { permitId: other.id }, data: { status: "accepted", answer: good, answeredById: partner.member.id, answeredAt: new Date() } })).rejects.toThrow(/obligation_in_two_hands/);
    await expect(db.obligation.updateMany({ where: { permitId: other.id }, data: { status: "accepted", answer: good, answeredById: officer.id, answeredAt: new Date() } })).rejects.toThrow(/no ledger entry/);
  });
});

const open = await shown();
const input = open.input();
const due = await permitWith(["sign"]);
const accepted = await shown();
await must(answerObligation, officer.actor, accepted.input());
refuses(answerObligation, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
  ["what does not exist", officer, { ...input, obligationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 1 }, "changed_since_read"],
  ["what was not shown yet", officer, due.input(), "nothing_to_answer"],
  ["what is accepted", officer, { ...accepted.input("sent_back"), version: 3 }, "nothing_to_answer"],
  ["an outcome that is none", officer, input.outcome ? { ...input, outcome: "perhaps" } : input, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(answerObligation, officer, input);

describe("at the same moment", () => {
  oneWins(answerObligation, async () => ({ who: [officer, secondOfficer], input: (await shown()).input() }), ["changed_since_read", "nothing_to_answer"]);
  sentTwice(answerObligation, async () => {
    const sent = (await shown()).input();
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
