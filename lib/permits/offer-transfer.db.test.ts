import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { surrenderPermit } from "@/lib/permits/surrender";

const city = await testCity();
const { partner, secondMember, otherPartner } = city;
const { member } = partner;
const words = "We leave the city; you know these devices.";
const given = async () => (await city.application("approved")).permitId;
const unverified = await city.organisation({ verified: false });

describe("a member offers a permit to another partner", () => {
  it("which is told; the permit stays as it is", async () => {
    const permitId = await given();
    const told = () => db.notice.count({ where: { template: "transfer-offered", personId: otherPartner.member.id } });
    const before = await told();
    const { entryId } = await must(offerTransfer, member.actor, { permitId, toId: otherPartner.id, words });
    expect(await db.transferOffer.findFirstOrThrow({ where: { permitId } })).toMatchObject({ fromId: partner.id, toId: otherPartner.id, title: "Counting bicycles", devices: 1, words, status: "offered", offeredById: member.id });
    expect(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).toMatchObject({ status: "active", version: 1, partnerId: partner.id });
    expect(await entriesOf(entryId)).toEqual([{ name: "transfer.offered", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "active", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    // To whom is the two partners' and the city's to know.
    expect(await entryOf(entryId)).toMatchObject({ sealed: { reason: words, to: otherPartner.id } });
    expect(await told()).toBe(before + 1);
  });
});

const permitId = await given();
const input = { permitId, toId: otherPartner.id, words };
const [offered, begun, over] = await Promise.all([given(), given(), given()]);
await must(offerTransfer, member.actor, { ...input, permitId: offered });
await must(beginFollowUp, member.actor, { permitId: begun, kind: "renewal" });
await must(surrenderPermit, member.actor, { permitId: over, version: 1, confirm: "yes", reason: good });
refuses(offerTransfer, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["a permit that does not exist", member, { ...input, permitId: nobodys }, "not_found"],
  ["to oneself", member, { ...input, toId: partner.id }, "offer_to_oneself"],
  ["to nobody there is", member, { ...input, toId: nobodys }, "partner_not_there"],
  ["to a partner that the city has not verified", member, { ...input, toId: unverified.id }, "partner_not_there"],
  ["one that is offered already", member, { ...input, permitId: offered }, "offer_open"],
  ["one that is being changed", member, { ...input, permitId: begun }, "follow_up_open"],
  ["one that is over", member, { ...input, permitId: over }, "permit_is_over"],
  ["without a word", member, { ...input, words: "" }, "bad_input"],
]);
refusesGarbage(offerTransfer, member, input);

describe("at the same moment", () => {
  oneWins(offerTransfer, async () => ({ who: [member, secondMember], input: { ...input, permitId: await given() } }), ["offer_open"]);
  sentTwice(offerTransfer, async () => {
    const sent = { ...input, permitId: await given() };
    return { who: member, input: sent, other: { ...sent, words: "Other words that are long enough." } };
  });
});
