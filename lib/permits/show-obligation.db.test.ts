import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { approveApplication } from "@/lib/permits/approve";
import { showObligation } from "@/lib/permits/show-obligation";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;

async function due() {
  const { id, version } = await city.application("submitted");
  await must(approveApplication, officer.actor, { applicationId: id, version, reason: good, until: inDays(300), conditions: "", library: ["sign"] });
  const { obligations: [obligation], ...permit } = await db.permit.findUniqueOrThrow({ where: { applicationId: id }, include: { obligations: true } });
  return { permit, input: { obligationId: obligation?.id ?? "", version: 1, evidence: "A photograph of each sign, taken today." } };
}

describe("a member shows that a condition is kept", () => {
  it("the officer who decided the permit is told; the permit stands as it was", async () => {
    const { permit, input } = await due();
    const { outcome, told } = await toldSince(() => must(showObligation, member.actor, input));
    expect(await db.obligation.findUniqueOrThrow({ where: { id: input.obligationId } })).toMatchObject({ status: "shown", evidence: input.evidence, shownById: member.id, version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "obligation.shown", subjectType: "Permit", subjectId: permit.id, fromStatus: "active", toStatus: "active", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { condition: 1 }, sealed: { reason: input.evidence } });
    expect(told).toEqual([["obligation-shown", officer.email]]);
  });
});

const { input } = await due();
const shown = (await due()).input;
await must(showObligation, member.actor, shown);
refuses(showObligation, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["what does not exist", member, { ...input, obligationId: nobodys }, "not_found"],
  ["a version that is not what is stored", member, { ...input, version: 2 }, "changed_since_read"],
  ["what is shown already", member, { ...shown, version: 2 }, "not_from_here"],
  ["nothing", member, { ...input, evidence: "" }, "bad_input"],
  ["more than anybody reads", member, { ...input, evidence: "long ".repeat(1_000) }, "bad_input"],
]);
refusesGarbage(showObligation, member, input);

describe("at the same moment", () => {
  oneWins(showObligation, async () => ({ who: [member, secondMember], input: (await due()).input }), ["changed_since_read", "not_from_here"]);
  sentTwice(showObligation, async () => {
    const sent = (await due()).input;
    return { who: member, input: sent, other: { ...sent, evidence: "Something else that is long enough." } };
  });
});
