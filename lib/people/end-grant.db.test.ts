import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { endGrant } from "@/lib/people/end-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin } = city;
const ofGrant = (grantId: string, version = 1) => ({ grantId, version, reason: good });
const secondGiver = await city.officerWith("people.grant");

describe("an administrator ends a grant", () => {
  it("from the next request on; it stays in the history with its reason", async () => {
    const person = await city.officerWith("permits.suspend");
    const { permitId } = await city.application("approved");
    const { outcome, told } = await toldSince(() => must(endGrant, admin.actor, ofGrant(person.grantId)));
    const grant = await db.grant.findUniqueOrThrow({ where: { id: person.grantId } });
    expect(grant).toMatchObject({ endedById: admin.id, endReason: good, version: 2, capability: "permits.suspend" });
    expect(grant.endedAt).toBeInstanceOf(Date);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.ended", subjectType: "Grant", subjectId: grant.id, fromStatus: "given", toStatus: "ended", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([["grant-ended", person.email]]);
    expect(await suspendPermit(person.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ refusal: "not_found" });
  });

  it("also their own, and a colleague's of their partner by a member who invites", async () => {
    const giver = await city.officerWith("people.grant");
    await must(endGrant, giver.actor, ofGrant(giver.grantId));
    const theirs = await db.grant.findFirstOrThrow({ where: { personId: city.secondMember.id, capability: "deployments.apply" } });
    const { entryId } = await must(endGrant, city.partner.member.actor, ofGrant(theirs.id));
    expect((await entriesOf(entryId))[0]?.grantId).toBe(await grantOf(city.partner.member, "members.invite"));
  });
});

const target = await city.officerWith("permits.decide", { zoneId: city.west.id });
const input = ofGrant(target.grantId);
const ended = await city.officerWith("permits.decide");
await must(endGrant, admin.actor, ofGrant(ended.grantId));
const membersGrant = await grantOf(city.otherPartner.member, "deployments.apply");

refuses(endGrant, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["the person whose grant it is", target, input, "hidden"],
  ["a giver for one agency, of a grant for all", await city.officerWith("people.grant", { agencyId: city.lighting.id }), input, "hidden"],
  ["a giver for another zone", await city.officerWith("people.grant", { zoneId: city.east.id }), input, "hidden"],
  ["a giver up to tier 2, of a grant for all tiers", await city.officerWith("people.grant", { highestTier: 2 }), input, "hidden"],
  ["a giver for one partner, of a grant for all", await city.officerWith("people.grant", { partnerId: city.partner.id }), input, "hidden"],
  ["a grant of a partner's member, by the city", secondGiver, ofGrant(membersGrant), "hidden"],
  // Who reads the ledger sees every grant, and ends none by that.
  ["a grant of a partner's member, by who may read of it", admin, ofGrant(membersGrant), "not_allowed"],
  ["a grant, by who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a grant of another partner's member", city.partner.member, ofGrant(membersGrant), "hidden"],
  ["a grant of the city's, by a partner's member", city.partner.member, input, "hidden"],
  ["a grant that does not exist", admin, ofGrant(nobodys), "not_found"],
  ["one that has ended", admin, ofGrant(ended.grantId, 2), "already_ended"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(endGrant, admin, input);

describe("at the same moment", () => {
  oneWins(endGrant, async () => ({ who: [admin, secondGiver], input: ofGrant((await city.officerWith("ledger.read")).grantId) }), ["already_ended", "changed_since_read"]);
  sentTwice(endGrant, async () => {
    const sent = ofGrant((await city.officerWith("ledger.read")).grantId);
    return { who: admin, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});

describe("the last who may give grants", () => {
  it("is not replaced by one who cannot yet, not any more, or not as long; nor by one who has no account", async () => {
    for (const { id } of await db.grant.findMany({ where: { capability: "people.grant", endedAt: null, personId: { not: admin.id } } })) await must(endGrant, admin.actor, ofGrant(id));
    const own = ofGrant(await grantOf(admin, "people.grant"));
    const day = 86_400_000;
    for (const times of [{ validFrom: new Date(Date.now() + day) }, { validUntil: new Date(Date.now() - day) }, { validUntil: new Date(Date.now() + day) }]) {
      const id = await city.holds(await city.colleague(), { capability: "people.grant", ...times });
      expect(await endGrant(admin.actor, own)).toMatchObject({ refusal: "last_giver" });
      await must(endGrant, admin.actor, ofGrant(id));
    }
    const { subjectId: invitedId } = await must(invitePerson, admin.actor, { name: "Ines Invited", email: "ines@city.test" });
    const id = await city.holds({ id: invitedId }, { capability: "people.grant" });
    expect(await endGrant(admin.actor, own)).toMatchObject({ refusal: "last_giver" });
    await must(endGrant, admin.actor, ofGrant(id));
  });

  it("cannot be ended, by themselves or another; nor can two end each other's at once", async () => {
    const other = await city.colleague();
    const [ofAdmin, ofOther] = [await grantOf(admin, "people.grant"), await city.holds(other, { capability: "people.grant" })];
    const results = await Promise.all([endGrant(admin.actor, ofGrant(ofOther)), endGrant(other.actor, ofGrant(ofAdmin))]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const left = await db.grant.findMany({ where: { capability: "people.grant", endedAt: null } });
    expect(left).toHaveLength(1);
    const last = left[0]?.personId === admin.id ? admin : other;
    expect(await endGrant(last.actor, ofGrant(left[0]?.id ?? ""))).toMatchObject({ refusal: "last_giver" });
  });
});
