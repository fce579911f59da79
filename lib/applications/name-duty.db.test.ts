import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { contentSchema } from "@/lib/applications/schema";
import { nameDuty } from "@/lib/applications/name-duty";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { partner, secondMember, otherPartner } = city;
const { member } = partner;
const dutiesOf = (applicationId: string) => db.duty.findMany({ where: { applicationId, endedAt: null }, orderBy: { id: "asc" } });
const draft = async () => (await city.application("complete")).id;

describe("a member names somebody for a duty", () => {
  it("a colleague, who is asked; themselves, who accepts by that; and somebody else in their place", async () => {
    const applicationId = await draft();
    const { entryId } = await must(nameDuty, member.actor, { applicationId, duty: "patching", seat: "primary", personId: secondMember.id });
    await must(nameDuty, member.actor, { applicationId, duty: "patching", seat: "deputy", personId: member.id });
    expect((await dutiesOf(applicationId)).map(({ seat, personId, acceptedAt }) => [seat, personId, acceptedAt !== null])).toEqual([["primary", secondMember.id, false], ["deputy", member.id, true]]);
    expect(await entriesOf(entryId)).toEqual([{ name: "duty.named", subjectType: "Application", subjectId: applicationId, fromStatus: "draft", toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { duty: "patching", seat: "primary" }, sealed: { person: secondMember.id } });
    expect(await db.notice.count({ where: { template: "duty-named", personId: secondMember.id } })).toBeGreaterThan(0);
    await must(nameDuty, member.actor, { applicationId, duty: "on_site", seat: "primary", personId: member.id });
    await must(nameDuty, secondMember.actor, { applicationId, duty: "on_site", seat: "primary", personId: secondMember.id });
    expect((await dutiesOf(applicationId)).filter(({ duty }) => duty === "on_site").map(({ personId }) => personId)).toEqual([secondMember.id]);
  });

  it("and it goes with what is sent, as far as it was accepted then", async () => {
    const { id: applicationId, version } = await city.application("complete");
    await must(nameDuty, member.actor, { applicationId, duty: "breach_notice", seat: "primary", personId: member.id });
    await must(nameDuty, member.actor, { applicationId, duty: "breach_notice", seat: "deputy", personId: secondMember.id });
    await must(submitApplication, member.actor, { applicationId, version, isTrue: "yes" });
    const { content } = await db.submission.findFirstOrThrow({ where: { applicationId } });
    expect(contentSchema.parse(content).duties).toEqual([{ duty: "breach_notice", seat: "primary", name: expect.any(String), isAccepted: true }, { duty: "breach_notice", seat: "deputy", name: expect.any(String), isAccepted: false }]);
  });
});

const input = { applicationId: await draft(), duty: "patching", seat: "primary", personId: member.id };
const has = await draft();
await must(nameDuty, member.actor, { ...input, applicationId: has });
const sent = await city.application("submitted");
refuses(nameDuty, [
  ...(await membersWhoMayNot(city, input)),
  ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
  ["an application that is with the city", member, { ...input, applicationId: sent.id }, "not_a_draft"],
  ["somebody of another partner", member, { ...input, personId: otherPartner.member.id }, "duty_not_a_member"],
  ["an officer", member, { ...input, personId: city.officer.id }, "duty_not_a_member"],
  ["nobody there is", member, { ...input, personId: nobodys }, "duty_not_a_member"],
  ["the same person as first and to stand in", member, { ...input, applicationId: has, seat: "deputy" }, "duty_in_one_hand"],
  ["whoever has it already", member, { ...input, applicationId: has }, "duty_theirs_already"],
  ["what is no duty", member, { ...input, duty: "cooking" }, "bad_input"],
]);
refusesGarbage(nameDuty, member, input);
describe("at the same moment", () => {
  oneWins(nameDuty, async () => ({ who: [member, secondMember], input: { ...input, applicationId: await draft() } }), ["duty_theirs_already"]);
  sentTwice(nameDuty, async () => {
    const once = { ...input, applicationId: await draft() };
    return { who: member, input: once, other: { ...once, duty: "on_site" } };
  });
});
