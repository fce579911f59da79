import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { endInterest } from "@/lib/people/end-interest";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, secondAdmin, partner } = city;
const ofInterest = (interestId: string, version = 1) => ({ interestId, version, reason: "Her brother left the company in May." });

describe("another person states that a tie is over", () => {
  it("it stays in the history, and they see that partner's cases again", async () => {
    const officer = await city.officerWith("permits.suspend");
    const interestId = await city.tie(officer, partner.id);
    const { permitId } = await city.application("approved");
    const suspends = () => suspendPermit(officer.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
    const { outcome, told } = await toldSince(() => must(endInterest, admin.actor, ofInterest(interestId)));
    expect(await db.interest.findUniqueOrThrow({ where: { id: interestId } })).toMatchObject({ endedAt: expect.any(Date), endedById: admin.id, endReason: "Her brother left the company in May.", version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "interest.ended", subjectType: "Interest", subjectId: interestId, fromStatus: "given", toStatus: "ended", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([]);
    expect(await suspends()).toMatchObject({ ok: true });
  });

  it("while another tie to the same partner stands, they keep away", async () => {
    const officer = await city.officerWith("permits.suspend");
    const [first] = [await city.tie(officer, partner.id), await city.tie(officer, partner.id)];
    await must(endInterest, admin.actor, ofInterest(first));
    const { permitId } = await city.application("approved");
    expect(await suspendPermit(officer.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ refusal: "not_found" });
  });
});

const person = await city.colleague();
const giver = await city.officerWith("people.grant");
const ofGiver = await city.tie(giver, partner.id);
const input = ofInterest(await city.tie(person, partner.id));
const ended = await city.tie(person, city.otherPartner.id);
await must(endInterest, admin.actor, ofInterest(ended));

refuses(endInterest, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["oneself", person, input, "not_to_oneself"],
  ["oneself, by an administrator", giver, ofInterest(ofGiver), "not_to_oneself"],
  ["an administrator of one zone", await city.officerWith("people.grant", { zoneId: city.west.id }), input, "not_allowed"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of the partner", partner.member, input, "hidden"],
  ["one that does not exist", admin, ofInterest(nobodys), "not_found"],
  ["one that has ended", admin, ofInterest(ended, 2), "already_ended"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(endInterest, admin, input);

describe("at the same moment", () => {
  oneWins(endInterest, async () => ({ who: [admin, secondAdmin], input: ofInterest(await city.tie(person, partner.id)) }), ["already_ended", "changed_since_read"]);
  sentTwice(endInterest, async () => {
    const sent = ofInterest(await city.tie(person, partner.id));
    return { who: admin, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
