import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { inviteMember } from "@/lib/partners/invite-member";

const city = await testCity();
const { member } = city.partner;
const input = { partnerId: city.partner.id, name: "Nina New", email: "nina@partner.test", mayInvite: "no" };

describe("a member invites a colleague", () => {
  it.each([
    ["no", ["deployments.apply"]],
    ["yes", ["deployments.apply", "members.invite"]],
  ])("who may invite others: %s", async (mayInvite, given) => {
    const email = `${mayInvite}@partner.test`;
    const { outcome, told } = await toldSince(() => must(inviteMember, member.actor, { ...input, email, mayInvite }));
    const person = await db.person.findUniqueOrThrow({ where: { email }, include: { grants: { orderBy: { id: "asc" } }, memberships: true } });
    expect(person).toMatchObject({ status: "invited", memberships: [{ partnerId: city.partner.id, endedAt: null }] });
    // Each grant is for this partner only, and the inviter's to answer for.
    expect(person.grants.map(({ capability, partnerId, givenById, origin }) => [capability, partnerId, givenById, origin])).toEqual(given.map((capability) => [capability, city.partner.id, member.id, "given"]));
    const by = { actorId: member.id, grantId: await grantOf(member, "members.invite") };
    expect(await entriesOf(outcome.entryId)).toMatchObject([
      { name: "member.invited", subjectType: "Partner", subjectId: city.partner.id, ...by },
      { name: "person.invited", subjectType: "Person", subjectId: person.id, toStatus: "invited", ...by },
      ...person.grants.map(({ id }) => ({ name: "grant.given", subjectType: "Grant", subjectId: id, toStatus: "given", ...by })),
    ]);
    expect(told).toEqual([["invitation", email]]);
  });
});

const mayNot = (await membersWhoMayNot(city, input)).map(([what, ...rest]) => [what, ...rest] as const);
refuses(inviteMember, [
  ...mayNot.filter(([what]) => what !== "an officer of the city"),
  ["an officer of the city, who sees the partner", city.officer, input, "not_allowed"],
  ["a colleague who may not invite", city.secondMember, input, "not_allowed"],
  ["into another partner", member, { ...input, partnerId: city.otherPartner.id }, "hidden"],
  ["a partner that does not exist", member, { ...input, partnerId: nobodys }, "not_found"],
  ["an address that is known", member, { ...input, email: city.secondMember.email }, "email_known"],
  ["an address of the city's", member, { ...input, email: city.admin.email }, "email_known"],
  ["what is no address", member, { ...input, email: "nina@" }, "bad_input"],
  ["a choice that is not there", member, { ...input, mayInvite: "perhaps" }, "bad_input"],
  ["a grant of one's own choice", member, { ...input, capability: "permits.decide" }, "bad_input"],
]);
refusesGarbage(inviteMember, member, input);

const inviter = await city.colleague();
await city.holds(inviter, { capability: "members.invite", partnerId: city.partner.id });
describe("at the same moment", () => {
  oneWins(inviteMember, async () => ({ who: [member, inviter], input: { ...input, email: "twice@partner.test" } }), ["taken_meanwhile", "email_known"]);
  sentTwice(inviteMember, async () => ({ who: member, input: { ...input, email: "keyed@partner.test" }, other: { ...input, email: "other@partner.test" } }));
});
