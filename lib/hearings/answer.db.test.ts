import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { dayOf } from "@/lib/core/calendar";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { revokePermit } from "@/lib/permits/revoke";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { answerConsideration } from "@/lib/hearings/answer";
import { consider } from "@/lib/hearings/consider";
import { dropConsideration } from "@/lib/hearings/drop";
import { remindOfConsiderations } from "@/lib/hearings/reminders";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const words = "We move the devices to the next street, and blur every face.";

async function noticeOfRefusal() {
  const application = await city.application("in_review");
  await must(consider, officer.actor, { applicationId: application.id, version: application.version, intends: "refusal", grounds: "place", reason: good });
  const { id } = await db.consideration.findFirstOrThrow({ where: { applicationId: application.id } });
  return { application, input: { considerationId: id, version: 1, answer: words } };
}
async function noticeOfRevocation() {
  const { permitId } = await city.application("approved");
  await must(consider, officer.actor, { permitId, version: 1, intends: "revocation", grounds: "place", reason: good });
  return { permitId, input: { considerationId: (await db.consideration.findFirstOrThrow({ where: { permitId } })).id, version: 1, answer: words } };
}
const lateBy = (id: string, days: number) => asSuperuser(`UPDATE "Consideration" SET "answerBy" = $2::date - $3::int WHERE id = $1`, [id, dayOf(new Date()), days]);

describe("a member answers a notice", () => {
  it("of a refusal: the clock of the case runs again from today, and the officer is told", async () => {
    const { application, input } = await noticeOfRefusal();
    const { outcome, told } = await toldSince(() => must(answerConsideration, member.actor, input));
    expect(await db.consideration.findUniqueOrThrow({ where: { id: input.considerationId } })).toMatchObject({ status: "answered", answer: words, answeredById: member.id, version: 2 });
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "in_review", clockFrom: dayOf(new Date()) });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "consideration.answered", subjectType: "Application", subjectId: application.id, fromStatus: "in_review", toStatus: "in_review", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ sealed: { reason: words } });
    expect(told).toEqual([["consideration-answered", officer.email]]);
  });

  it("of a revocation, on the very last day", async () => {
    const { input, permitId } = await noticeOfRevocation();
    await lateBy(input.considerationId, 0);
    const { entryId } = await must(answerConsideration, secondMember.actor, input);
    expect(await entriesOf(entryId)).toMatchObject([{ name: "consideration.answered", subjectType: "Permit", subjectId: permitId }]);
  });

  it("is reminded before the last day, once for each of the days, and not once it has answered", async () => {
    await remindOfConsiderations(new Date());
    const { input } = await noticeOfRevocation();
    await lateBy(input.considerationId, -2);
    expect((await toldSince(() => remindOfConsiderations(new Date()))).told).toEqual(await membersTold(partner.id, "consideration-due"));
    expect((await toldSince(() => remindOfConsiderations(new Date()))).told).toEqual([]);
    const other = await noticeOfRevocation();
    await must(answerConsideration, member.actor, other.input);
    await lateBy(other.input.considerationId, -1);
    expect((await toldSince(() => remindOfConsiderations(new Date()))).told).toEqual([]);
  });
});

it("who gave the notice is told of the answer, whoever holds the case and whatever else they hold", async () => {
  const enforcer = await city.officerWith("permits.suspend");
  const { permitId } = await city.application("approved");
  await must(consider, enforcer.actor, { permitId, version: 1, intends: "suspension", grounds: "place", reason: good });
  const { id } = await db.consideration.findFirstOrThrow({ where: { permitId } });
  expect((await toldSince(() => must(answerConsideration, member.actor, { considerationId: id, version: 1, answer: words }))).told).toEqual([["consideration-answered", enforcer.email]]);
});

it("what is decided by now cannot be answered, is not reminded of, and leaves the clock alone", async () => {
  const made = await noticeOfRevocation();
  await must(revokePermit, officer.actor, { permitId: made.permitId, version: 1, confirm: "yes", reason: good, without: "danger" });
  expect(await answerConsideration(member.actor, made.input)).toMatchObject({ refusal: "matter_is_over" });
  await lateBy(made.input.considerationId, -1);
  expect((await toldSince(() => remindOfConsiderations(new Date()))).told).toEqual([]);
});

const { input } = await noticeOfRefusal();
const late = (await noticeOfRevocation()).input;
await lateBy(late.considerationId, 1);
const answered = (await noticeOfRevocation()).input;
await must(answerConsideration, member.actor, answered);
const dropped = (await noticeOfRevocation()).input;
await must(dropConsideration, officer.actor, { considerationId: dropped.considerationId, version: 1, reason: good });
refuses(answerConsideration, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["a notice that does not exist", member, { ...input, considerationId: nobodys }, "not_found"],
  ["a version that is not what is stored", member, { ...input, version: 2 }, "changed_since_read"],
  ["a day too late", member, late, "time_to_answer_over"],
  ["one that is answered", member, { ...answered, version: 2 }, "not_from_here"],
  ["one that was dropped", member, { ...dropped, version: 2 }, "not_from_here"],
  ["no answer", member, { ...input, answer: "" }, "bad_input"],
  ["an answer too long to be read", member, { ...input, answer: "long ".repeat(2_000) }, "bad_input"],
]);
refusesGarbage(answerConsideration, member, input);

describe("at the same moment", () => {
  oneWins(answerConsideration, async () => ({ who: [member, secondMember], input: (await noticeOfRefusal()).input }), ["changed_since_read", "not_from_here"]);
  sentTwice(answerConsideration, async () => {
    const sent = (await noticeOfRevocation()).input;
    return { who: member, input: sent, other: { ...sent, answer: "Another answer that is long enough." } };
  });

  it("what was withdrawn meanwhile stays withdrawn, and its clock does not begin again", async () => {
    const made = await noticeOfRefusal();
    await must(withdrawApplication, member.actor, { applicationId: made.application.id, version: made.application.version + 1, reason: good });
    const before = await db.application.findUniqueOrThrow({ where: { id: made.application.id } });
    expect(await answerConsideration(member.actor, made.input)).toMatchObject({ refusal: "matter_is_over" });
    expect(await db.application.findUniqueOrThrow({ where: { id: made.application.id } })).toEqual(before);
  });
});
