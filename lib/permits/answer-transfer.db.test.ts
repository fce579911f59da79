import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { answerTransfer } from "@/lib/permits/answer-transfer";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { surrenderPermit } from "@/lib/permits/surrender";
import { withdrawTransfer } from "@/lib/permits/withdraw-transfer";

const city = await testCity();
const { officer, partner, otherPartner } = city;
/** Who offers, and who is offered to: the helpers' partner answers, so that whoever may not act for it is tried. */
const giver = otherPartner;
const { member } = partner;
async function offered() {
  const { permitId } = await city.application("approved", { of: giver });
  await must(offerTransfer, giver.member.actor, { permitId, toId: partner.id, words: "We leave the city; you know these devices." });
  const { id } = await db.transferOffer.findFirstOrThrow({ where: { permitId } });
  return { permitId, input: { offerId: id, version: 1, outcome: "accepted" } };
}

describe("a member answers an offer", () => {
  it("takes it on: an application of theirs with the devices and where they are, and nothing else of the other", async () => {
    const { permitId, input } = await offered();
    const told = () => db.notice.count({ where: { template: "transfer-answered", personId: giver.member.id } });
    const before = await told();
    const { reference, entryId } = await must(answerTransfer, member.actor, input);
    const application = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    expect(application).toMatchObject({ kind: "transfer", replacesId: permitId, partnerId: partner.id, status: "draft" });
    expect(Object.keys(application.draft as object).toSorted()).toEqual(["data", "devices", "purpose", "sites"]);
    expect(JSON.stringify(application.draft)).not.toMatch(/SECURITY-CANARY|TERMS-CANARY|contact-canary|network-canary/i);
    expect(await db.transferOffer.findUniqueOrThrow({ where: { id: input.offerId } })).toMatchObject({ status: "accepted", applicationId: application.id, answeredById: member.id });
    const grantId = await grantOf(member, "deployments.apply");
    expect(await entriesOf(entryId)).toEqual([
      { name: "transfer.answered", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "active", actorId: member.id, actorKind: "person", grantId },
      { name: "application.started", subjectType: "Application", subjectId: application.id, fromStatus: null, toStatus: "draft", actorId: member.id, actorKind: "person", grantId },
    ]);
    expect(await entryOf(entryId)).toMatchObject({ open: { outcome: "accepted" } });
    expect(await told()).toBe(before + 1);
    // The permit is the other's until the city has decided.
    expect(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).toMatchObject({ status: "active", partnerId: giver.id, version: 1 });
  });

  it("declines it: nothing has changed", async () => {
    const { permitId, input } = await offered();
    const { reference } = await must(answerTransfer, member.actor, { ...input, outcome: "declined" });
    expect(reference).toBeNull();
    expect(await db.application.count({ where: { replacesId: permitId } })).toBe(0);
  });
});

const { input } = await offered();
const [back, over, blocked] = [await offered(), await offered(), await offered()];
await must(withdrawTransfer, giver.member.actor, { offerId: back.input.offerId, version: 1 });
await must(surrenderPermit, giver.member.actor, { permitId: over.permitId, version: 1, confirm: "yes", reason: good });
await must(beginFollowUp, giver.member.actor, { permitId: blocked.permitId, kind: "renewal" });
refuses(answerTransfer, [
  ...(await membersWhoMayNot(city, input)).filter(([what]) => what !== "an officer of the city"),
  ["an officer of the city", officer, input, "hidden"],
  ["whoever offers it", giver.member, input, "hidden"],
  ["an offer that does not exist", member, { ...input, offerId: nobodys }, "not_found"],
  ["one that was taken back", member, back.input, "already_decided"],
  ["a permit that is over meanwhile", member, over.input, "replaced_is_over"],
  ["a permit that its partner changes", member, blocked.input, "offer_blocked"],
  ["one that changed since it was read", member, { ...input, version: 7 }, "changed_since_read"],
  ["no answer", member, { ...input, outcome: "" }, "bad_input"],
]);
refusesGarbage(answerTransfer, member, input);

describe("at the same moment", () => {
  oneWins(answerTransfer, async () => ({ who: [member, city.secondMember], input: (await offered()).input }), ["already_decided"]);
  sentTwice(answerTransfer, async () => {
    const sent = (await offered()).input;
    return { who: member, input: sent, other: { ...sent, outcome: "declined" } };
  });
});
