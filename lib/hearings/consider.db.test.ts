import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity, withoutSecondFactor } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { stopInput } from "@/lib/core/test-stops";
import { orderStop } from "@/lib/enforcement/order-stop";
import { refuseApplication } from "@/lib/applications/refuse";
import { approveApplication } from "@/lib/permits/approve";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { answerConsideration } from "@/lib/hearings/answer";
import { consider } from "@/lib/hearings/consider";
import { dropConsideration } from "@/lib/hearings/drop";
import { daysItCarries } from "@/lib/hearings/lifecycle";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const today = dayOf(new Date());
const refusal = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, intends: "refusal", grounds: ["place", "privacy"], reason: good });
const revocation = (permitId: string, intends = "revocation") => ({ permitId, version: 1, intends, grounds: "conditions", reason: good });
const noticeOn = (of: { applicationId: string } | { permitId: string }) => db.consideration.findFirstOrThrow({ where: of, orderBy: { number: "desc" } });
/** As if it had been given so long ago that its time was over so many days ago. */
const overSince = (id: string, days: number) => asSuperuser(`UPDATE "Consideration" SET "answerBy" = $2::date - $3::int WHERE id = $1`, [id, today, days]);

describe("an officer gives notice that a decision is considered", () => {
  it("of a refusal: nothing is decided, its clock stands until the answer is due, and the partner is told why and until when", async () => {
    const application = await city.application("in_review");
    const { outcome, told } = await toldSince(() => must(consider, officer.actor, refusal(application)));
    const answerBy = addWorkingDays(today, 10);
    const before = await db.application.findUniqueOrThrow({ where: { id: application.id } });
    expect(before).toMatchObject({ status: "in_review", clockFrom: answerBy, dueOn: addWorkingDays(answerBy, before.clockDays), version: application.version + 1 });
    const notice = await noticeOn({ applicationId: application.id });
    expect(notice).toMatchObject({ intends: "refusal", status: "open", grounds: ["place", "privacy"], reason: good, answerBy, openedById: officer.id, partnerId: partner.id, tier: 3 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "consideration.opened", subjectType: "Application", subjectId: application.id, fromStatus: "in_review", toStatus: "in_review", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.decide") }]);
    // Why stays between the city and the partner until something is decided.
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { notice: notice.number, intends: "refusal", grounds: ["place", "privacy"] }, sealed: { reason: good } });
    expect(told).toEqual(await membersTold(partner.id, "considered"));
  });

  it("of a revocation, by a day; the permit goes on as it was", async () => {
    const { permitId } = await city.application("approved");
    await must(consider, officer.actor, { ...revocation(permitId), by: inDays(30) });
    expect(await noticeOn({ permitId })).toMatchObject({ intends: "revocation", status: "open" });
    expect(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).toMatchObject({ status: "active", version: 1 });
  });
});

describe("an adverse decision waits for it", () => {
  const decides = {
    refusal: async (version = 0) => {
      const application = await city.application("submitted");
      await must(consider, officer.actor, refusal(application));
      const { id } = await noticeOn({ applicationId: application.id });
      return { id, decide: (more: object = {}) => refuseApplication(secondOfficer.actor, { applicationId: application.id, version: application.version + 1 + version, reason: good, grounds: "place", ...more }), answers: 1 };
    },
    revocation: async () => {
      const { permitId } = await city.application("approved");
      await must(consider, officer.actor, revocation(permitId));
      return { id: (await noticeOn({ permitId })).id, decide: (more: object = {}) => revokePermit(secondOfficer.actor, { permitId, version: 1, confirm: "yes", reason: good, ...more }), answers: 0 };
    },
    "a suspension, by a notice of revocation": async () => {
      const { permitId } = await city.application("approved");
      await must(consider, officer.actor, revocation(permitId));
      return { id: (await noticeOn({ permitId })).id, decide: (more: object = {}) => suspendPermit(secondOfficer.actor, { permitId, version: 1, until: inDays(9), reason: good, ...more }), answers: 0 };
    },
    "a stop over a whole place": async () => {
      const { permitId, assetIds } = await city.application("approved");
      await must(consider, officer.actor, revocation(permitId, "suspension"));
      const { without: _, ...input } = (await stopInput(secondOfficer, { assetId: assetIds[0] })) as Record<string, unknown>;
      return { id: (await noticeOn({ permitId })).id, decide: (more: object = {}) => orderStop(secondOfficer.actor, { ...input, ...more }), answers: 0 };
    },
  };

  it.each(Object.entries(decides))("%s: not while there is time to answer; once it is over, by that notice and no second time", async (_, arrange) => {
    const { id, decide } = await arrange();
    expect(await decide()).toMatchObject({ ok: false, refusal: "still_to_answer" });
    // Its last day counts.
    await overSince(id, 0);
    expect(await decide()).toMatchObject({ ok: false, refusal: "still_to_answer" });
    await overSince(id, 1);
    const decided = await decide();
    expect(decided).toMatchObject({ ok: true });
    const { number, status } = await db.consideration.findUniqueOrThrow({ where: { id } });
    expect(status).toBe("decided");
    const { open } = await entryOf(decided.ok ? decided.value.entryId : "");
    expect(open).toMatchObject(open && "on" in (open as object) ? { notices: 1 } : { notice: number });
  });

  it.each(Object.entries(decides))("%s: at once when the partner has answered", async (_, arrange) => {
    const { id, decide, answers } = await arrange();
    await must(answerConsideration, partner.member.actor, { considerationId: id, version: 1, answer: "We move the devices to the next street." });
    expect(await decide(answers ? { version: 5 } : {})).toMatchObject({ ok: true });
  });

  it.each(Object.entries(decides))("%s: with a recorded cause, without having waited", async (_, arrange) => {
    const { decide } = await arrange();
    const decided = await decide({ without: "danger" });
    expect((await entryOf(decided.ok ? decided.value.entryId : "")).open).toMatchObject({ withoutNotice: "danger" });
  });

  it.each(Object.entries(decides))("%s: not on a notice that is too old, or was dropped", async (_, arrange) => {
    const old = await arrange();
    await overSince(old.id, daysItCarries + 1);
    expect(await old.decide()).toMatchObject({ ok: false, refusal: "not_heard" });
    const { id, decide, answers } = await arrange();
    await must(dropConsideration, officer.actor, { considerationId: id, version: 1, reason: good });
    expect(await decide(answers ? { version: 5 } : {})).toMatchObject({ ok: false, refusal: "not_heard" });
  });

  it("whoever gives a cause while the partner answers has not read the answer, and is told so", async () => {
    const { id, decide } = await decides.revocation();
    await must(answerConsideration, partner.member.actor, { considerationId: id, version: 1, answer: "We move the devices to the next street." });
    expect(await decide({ without: "danger" })).toMatchObject({ ok: false, refusal: "answered_meanwhile" });
    expect(await decide()).toMatchObject({ ok: true });
  });

  it("a notice of suspension does not carry a revocation", async () => {
    const { permitId } = await city.application("approved");
    await must(consider, officer.actor, revocation(permitId, "suspension"));
    await overSince((await noticeOn({ permitId })).id, 3);
    expect(await revokePermit(officer.actor, { permitId, version: 1, confirm: "yes", reason: good })).toMatchObject({ refusal: "not_heard" });
  });

  it("a stop that reaches somebody who was not heard is refused, though all others were", async () => {
    const pole = await city.asset();
    const [one] = [await city.application("approved", { assetIds: [pole] }), await city.application("approved", { assetIds: [pole], of: city.otherPartner })];
    await must(consider, officer.actor, revocation(one.permitId, "suspension"));
    await overSince((await noticeOn({ permitId: one.permitId })).id, 3);
    const { without: _, ...input } = (await stopInput(officer, { assetId: pole })) as Record<string, unknown>;
    expect(await orderStop(officer.actor, input)).toMatchObject({ ok: false, refusal: "not_heard" });
    // An emergency waits for nobody: a second officer looks at it instead.
    expect(await orderStop(officer.actor, { ...input, emergency: "yes" })).toMatchObject({ ok: true });
  });

  it("approving needs none, also while one runs", async () => {
    const application = await city.application("submitted");
    await must(consider, officer.actor, refusal(application));
    expect(await approveApplication(officer.actor, { applicationId: application.id, version: application.version + 1, reason: good, until: inDays(100), conditions: "" })).toMatchObject({ ok: true });
  });

  it("one submission's notice carries no refusal of the next", async () => {
    const application = await city.application("submitted");
    await must(consider, officer.actor, refusal(application));
    const notice = await noticeOn({ applicationId: application.id });
    await overSince(notice.id, 2);
    await db.submission.create({ data: { applicationId: application.id, number: 2, content: {}, contentHash: "0".repeat(64), sentById: partner.member.id } });
    expect(await refuseApplication(officer.actor, { applicationId: application.id, version: application.version + 1, reason: good, grounds: "place" })).toMatchObject({ refusal: "not_heard" });
  });
});

describe("the wall behind it", () => {
  it("what was held against a partner is never rewritten", async () => {
    const { permitId } = await city.application("approved");
    await must(consider, officer.actor, revocation(permitId));
    const { id } = await noticeOn({ permitId });
    await expect(db.consideration.update({ where: { id }, data: { reason: "Something else." } })).rejects.toThrow(/permission denied|never rewritten/);
    await expect(db.$executeRaw`UPDATE "Consideration" SET status = 'decided', "closedAt" = now() WHERE id = ${id}::uuid`).rejects.toThrow(/no ledger entry/);
  });
});

const open = await city.application("submitted");
const input = refusal(open);
const known = await city.application("submitted");
await must(consider, officer.actor, refusal(known));
const running = (await city.application("approved")).permitId;
const over = (await city.application("approved")).permitId;
await must(revokePermit, officer.actor, { permitId: over, version: 1, confirm: "yes", reason: good, without: "danger" });
refuses(consider, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
  ["an officer who may suspend, of a revocation", await city.officerWith("permits.suspend"), revocation(running), "not_allowed"],
  ["an officer who may decide applications, of a revocation", await city.officerWith("permits.decide"), revocation(running), "not_allowed"],
  ["without a second factor, of a revocation", withoutSecondFactor(officer), { ...revocation(running), applicationId: nobodys }, "bad_input"],
  ["a draft, which the city cannot see", officer, refusal(await city.application("complete")), "not_found"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a permit that does not exist", officer, revocation(nobodys), "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that lies with the partner", officer, refusal(await city.application("changes_requested")), "not_from_here"],
  ["one that is approved", officer, refusal(await city.application("approved")), "not_from_here"],
  ["a permit that is revoked", officer, { ...revocation(over), version: 2 }, "not_from_here"],
  ["a second notice of the same", officer, { ...refusal(known), version: known.version + 1 }, "considered_already"],
  ["a refusal of a permit", officer, { ...revocation(running), intends: "refusal" }, "bad_input"],
  ["a revocation of an application", officer, { ...input, intends: "revocation" }, "bad_input"],
  ["no grounds", officer, { ...input, grounds: [] }, "bad_input"],
  ["a ground that is none", officer, { ...input, grounds: ["weather"] }, "bad_input"],
  ["an answer by tomorrow", officer, { ...input, by: inDays(1) }, "too_soon_to_answer"],
  ["an answer by a day that is too far", officer, { ...input, by: inDays(400) }, "by_too_far"],
  ...withoutReason(officer, input),
]);
refusesGarbage(consider, officer, input);

describe("at the same moment", () => {
  oneWins(consider, async () => ({ who: [officer, secondOfficer], input: refusal(await city.application("submitted")) }));
  oneWins(consider, async () => ({ who: [officer, secondOfficer], input: revocation((await city.application("approved")).permitId) }), ["considered_already"]);
  sentTwice(consider, async () => {
    const sent = refusal(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
