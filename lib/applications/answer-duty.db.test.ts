import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { answerDuty } from "@/lib/applications/answer-duty";
import { nameDuty } from "@/lib/applications/name-duty";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { partner, secondMember } = city;
const { member } = partner;
async function asked() {
  const { id: applicationId, version } = await city.application("complete");
  await must(nameDuty, secondMember.actor, { applicationId, duty: "patching", seat: "primary", personId: member.id });
  return { applicationId, version, input: { dutyId: (await db.duty.findFirstOrThrow({ where: { applicationId } })).id, outcome: "accepted" } };
}

describe("whoever was named answers", () => {
  it("accepts it; and can lay it down while the application can be written", async () => {
    const { applicationId, input } = await asked();
    const { entryId } = await must(answerDuty, member.actor, input);
    expect(await db.duty.findUniqueOrThrow({ where: { id: input.dutyId } })).toMatchObject({ acceptedAt: expect.any(Date), endedAt: null });
    expect(await entriesOf(entryId)).toEqual([{ name: "duty.answered", subjectType: "Application", subjectId: applicationId, fromStatus: "draft", toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { duty: "patching", seat: "primary", outcome: "accepted" } });
    await must(answerDuty, member.actor, { ...input, outcome: "declined" });
    expect(await db.duty.findUniqueOrThrow({ where: { id: input.dutyId } })).toMatchObject({ endedAt: expect.any(Date) });
  });
});

const { input } = await asked();
const sent = await asked();
await must(submitApplication, secondMember.actor, { applicationId: sent.applicationId, version: sent.version, isTrue: "yes" });
const accepted = await asked();
await must(answerDuty, member.actor, accepted.input);
const declined = await asked();
await must(answerDuty, member.actor, { ...declined.input, outcome: "declined" });
refuses(answerDuty, [
  ...(await membersWhoMayNot(city, input)),
  ["a colleague, for them", secondMember, input, "duty_not_yours"],
  ["a duty that does not exist", member, { ...input, dutyId: nobodys }, "not_found"],
  ["of what is with the city", member, sent.input, "not_a_draft"],
  ["one that they accepted", member, accepted.input, "duty_theirs_already"],
  ["one that they declined", member, declined.input, "already_ended"],
]);
refusesGarbage(answerDuty, member, input);
describe("at the same moment", () => {
  oneWins(answerDuty, async () => ({ who: [member, member], input: (await asked()).input }), ["already_ended", "duty_theirs_already"]);
});
