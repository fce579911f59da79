import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { answerTransfer } from "@/lib/permits/answer-transfer";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { withdrawTransfer } from "@/lib/permits/withdraw-transfer";

const city = await testCity();
const { partner, secondMember, otherPartner } = city;
const { member } = partner;
async function offered() {
  const { permitId } = await city.application("approved");
  await must(offerTransfer, member.actor, { permitId, toId: otherPartner.id, words: "We leave the city; you know these devices." });
  const { id } = await db.transferOffer.findFirstOrThrow({ where: { permitId } });
  return { permitId, input: { offerId: id, version: 1 } };
}

describe("a member takes an offer back", () => {
  it("before it is answered; another can be made then", async () => {
    const { permitId, input } = await offered();
    const told = () => db.notice.count({ where: { template: "transfer-withdrawn", personId: otherPartner.member.id } });
    const before = await told();
    const { entryId } = await must(withdrawTransfer, secondMember.actor, input);
    expect(await db.transferOffer.findUniqueOrThrow({ where: { id: input.offerId } })).toMatchObject({ status: "withdrawn", answeredById: secondMember.id });
    expect(await entriesOf(entryId)).toEqual([{ name: "transfer.withdrawn", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "active", actorId: secondMember.id, actorKind: "person", grantId: await grantOf(secondMember, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { offer: expect.any(Number) } });
    expect(await told()).toBe(before + 1);
    await must(offerTransfer, member.actor, { permitId, toId: otherPartner.id, words: "On second thoughts, please do take it." });
  });

  it("also after it was accepted, as long as the city has not decided", async () => {
    const { input } = await offered();
    await must(answerTransfer, otherPartner.member.actor, { ...input, outcome: "accepted" });
    await must(withdrawTransfer, member.actor, { ...input, version: 2 });
    const { status, application } = await db.transferOffer.findUniqueOrThrow({ where: { id: input.offerId }, include: { application: true } });
    expect([status, application?.status]).toEqual(["withdrawn", "withdrawn"]);
  });
});

const { input } = await offered();
const declined = await offered();
await must(answerTransfer, otherPartner.member.actor, { ...declined.input, outcome: "declined" });
refuses(withdrawTransfer, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["an offer that does not exist", member, { ...input, offerId: nobodys }, "not_found"],
  ["one that was declined", member, { ...declined.input, version: 2 }, "already_decided"],
  ["one that changed since it was read", member, { ...input, version: 7 }, "changed_since_read"],
]);
refusesGarbage(withdrawTransfer, member, input);

describe("at the same moment", () => {
  oneWins(withdrawTransfer, async () => ({ who: [member, secondMember], input: (await offered()).input }), ["already_decided"]);
  it("as it is accepted: whoever comes second is told; it is never both", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const sent = (await offered()).input;
      const [back, taken] = await Promise.all([withdrawTransfer(member.actor, sent), answerTransfer(otherPartner.member.actor, { ...sent, outcome: "accepted" })]);
      expect([back.ok, taken.ok].filter(Boolean)).toHaveLength(1);
      expect((await db.transferOffer.findUniqueOrThrow({ where: { id: sent.offerId } })).status).toBe(back.ok ? "withdrawn" : "accepted");
    }
  });
  sentTwice(withdrawTransfer, async () => {
    const sent = (await offered()).input;
    return { who: member, input: sent, other: { ...sent, version: 2 } };
  });
});
