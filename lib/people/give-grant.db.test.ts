import { describe, expect, it } from "vitest";
import { capabilities, capabilityNames, partnerCapabilities } from "@/lib/access/capabilities";
import { defaultPolicy } from "@/lib/access/policy";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason, type Row } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";

const city = await testCity();
const { admin } = city;
const to = await city.colleague();
const input = { personId: to.id, capability: "permits.decide", agencyId: "", zoneId: city.west.id, assetClass: "", highestTier: "3", validUntil: inDays(30), reason: good };

describe("an administrator gives a grant", () => {
  it("one capability, where and until when they say, and tells the person", async () => {
    const { outcome, told } = await toldSince(() => must(giveGrant, admin.actor, input));
    const grant = await db.grant.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    // "Until" a day includes that day.
    expect(grant).toMatchObject({ personId: to.id, capability: "permits.decide", agencyId: null, zoneId: city.west.id, assetClass: null, highestTier: 3, partnerId: null, validUntil: addDays(dayOf(new Date()), 31), origin: "given", givenById: admin.id, endedAt: null, reason: good });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.given", subjectType: "Grant", subjectId: grant.id, fromStatus: null, toStatus: "given", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([["grant-given", to.email]]);
    const entry = await entryOf(outcome.entryId);
    // Of what the row holds, anyone may read the capability and how far it reaches; not whose it is, nor why.
    expect(entry.open).toEqual({ capability: "permits.decide", zoneId: city.west.id, highestTier: 3, validUntil: grant.validUntil?.toISOString() });
    expect(entry.sealed).toEqual({ toPerson: to.id, reason: good });
  });

  it("who may give for one agency up to tier 3 gives there, or less", async () => {
    const local = await city.officerWith("people.grant", { agencyId: city.lighting.id, highestTier: 3 });
    const other = await city.colleague();
    const { subjectId } = await must(giveGrant, local.actor, { ...input, personId: other.id, agencyId: city.lighting.id, highestTier: "2" });
    expect(await db.grant.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ agencyId: city.lighting.id, highestTier: 2, zoneId: city.west.id });
  });

  it("for one partner's cases, from a day on, and only to be used as it says", async () => {
    const { subjectId } = await must(giveGrant, admin.actor, { personId: (await city.colleague()).id, capability: "permits.suspend", partnerId: city.partner.id, validFrom: inDays(3), validUntil: inDays(9), needsStrength: "2", needsRecentMinutes: "30", needsTraining: "Emergency stops", reason: good });
    expect(await db.grant.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ partnerId: city.partner.id, validFrom: new Date(inDays(3)), validUntil: new Date(inDays(10)), needsStrength: 2, needsRecentMinutes: 30, needsTraining: "Emergency stops", secondById: null, supersedesId: null });
  });

  it("the same once more when the first is over, and what reaches further than what they hold", async () => {
    const person = await city.colleague();
    const few = { personId: person.id, capability: "permits.suspend", zoneId: city.west.id, validUntil: inDays(5), reason: good };
    await must(giveGrant, admin.actor, few);
    await must(giveGrant, admin.actor, { ...few, validFrom: inDays(6), validUntil: inDays(9) });
    await must(giveGrant, admin.actor, { ...few, zoneId: "" });
    expect(await db.grant.count({ where: { personId: person.id } })).toBe(3);
  });
});

describe("what needs a second person", () => {
  it("is given by one alone while nobody else could ever have been the second: so the second administrator came to be", async () => {
    expect(await db.grant.findFirst({ where: { personId: city.secondAdmin.id, capability: "people.grant" } })).toMatchObject({ givenById: admin.id, secondById: null });
  });
});

const local = await city.officerWith("people.grant", { agencyId: city.lighting.id });
const forOne = await city.officerWith("people.grant", { partnerId: city.partner.id });
const upToTwo = await city.officerWith("people.grant", { highestTier: 2 });
const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
const ofPoles = await city.officerWith("people.grant", { assetClass: "light_pole" });
const formerGiver = await city.officerWith("people.grant");
await must(endGrant, admin.actor, { grantId: formerGiver.grantId, version: 1, reason: good });
const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);
const further = await city.colleague();
await must(giveGrant, admin.actor, { ...input, personId: further.id, highestTier: "" });

refuses(giveGrant, [
  // A grant to be given can be seen by nobody: what is refused is told as not found.
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["who gave grants and does no more", formerGiver, input, "hidden"],
  ["oneself", admin, { ...input, personId: admin.id }, "not_to_oneself"],
  ["oneself, by an officer who may give for one agency", local, { ...input, personId: local.id, agencyId: city.lighting.id }, "not_to_oneself"],
  ["wider than the giver's agency", local, input, "hidden"],
  ["for another agency than the giver's", local, { ...input, agencyId: city.traffic.id }, "hidden"],
  ["for another zone than the giver's", inTheWest, { ...input, zoneId: city.east.id }, "hidden"],
  ["wider than the giver's zone", inTheWest, { ...input, zoneId: "" }, "hidden"],
  ["for every kind of asset, by a giver for one kind", ofPoles, input, "hidden"],
  ["a higher tier than the giver's", upToTwo, input, "hidden"],
  ["no limit of tier, by a giver with one", upToTwo, { ...input, highestTier: "" }, "hidden"],
  ["for every partner, by a giver for one", forOne, input, "hidden"],
  ["for another partner than the giver's", forOne, { ...input, partnerId: city.otherPartner.id }, "hidden"],
  ["the right to give without limit, by a giver with one", upToTwo, { ...input, capability: "people.grant", zoneId: "", highestTier: "" }, "hidden"],
  ["somebody unknown", admin, { ...input, personId: nobodys }, "not_found"],
  ["somebody who is not active any more", admin, { ...input, personId: gone.id }, "person_not_active"],
  ["an agency that does not exist", admin, { ...input, agencyId: nobodys }, "scope_unknown"],
  ["a zone that does not exist", admin, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["an end yesterday", admin, { ...input, validUntil: inDays(-2) }, "validity_over"],
  ["a capability that does not exist", admin, { ...input, capability: "everything" }, "bad_input"],
  ["the name of an object's own property", admin, { ...input, capability: "constructor" }, "bad_input"],
  ["tier 0", admin, { ...input, highestTier: "0" }, "bad_input"],
  ["tier 5", admin, { ...input, highestTier: "5" }, "bad_input"],
  ["a kind of asset that does not exist", admin, { ...input, assetClass: "moon" }, "bad_input"],
  ["a partner that does not exist", admin, { ...input, partnerId: nobodys }, "partner_unknown"],
  ["a partner, for the city's assets", admin, { ...input, capability: "assets.manage", zoneId: "", highestTier: "", partnerId: city.partner.id }, "scope_not_for_this"],
  ["what they hold already", admin, input, "overlaps"],
  ["what they hold already, and further", admin, { ...input, personId: further.id, highestTier: "1" }, "overlaps"],
  ["an end before its beginning", admin, { ...input, validFrom: inDays(9), validUntil: inDays(7) }, "validity_backwards"],
  ["a training that does not exist", admin, { ...input, needsTraining: "Juggling" }, "course_unknown"],
  ["a strength that does not exist", admin, { ...input, needsStrength: "3" }, "bad_input"],
  ["no minute at all", admin, { ...input, needsRecentMinutes: "0" }, "bad_input"],
  ...defaultPolicy.secondPerson.map((capability): Row => [`what needs a second person: ${capability}`, admin, { personId: to.id, capability, reason: good }, "second_person_needed"]),
  ["an origin of one's own", admin, { ...input, origin: "setup" }, "bad_input"],
  ...partnerCapabilities.map((capability): Row => [`what is a partner's to give: ${capability}`, admin, { ...input, capability }, "bad_input"]),
  ...capabilityNames.filter((name) => capabilities[name].for === "staff" && capabilities[name].scope.length === 0).map((capability): Row => [`a limit where there is none: ${capability}`, admin, { ...input, capability, highestTier: "", validUntil: "" }, "scope_not_for_this"]),
  ["a zone for the city's assets", admin, { ...input, capability: "assets.manage", highestTier: "" }, "scope_not_for_this"],
  ...withoutReason(admin, input),
]);
refusesGarbage(giveGrant, admin, { ...input, partnerId: city.partner.id, validFrom: inDays(1), needsStrength: "2", needsRecentMinutes: "15", needsTraining: "Deciding permits" });

describe("at the same moment", () => {
  oneWins(giveGrant, async () => ({ who: [admin, city.secondAdmin], input: { ...input, personId: (await city.colleague()).id } }), ["overlaps"]);
  sentTwice(giveGrant, async () => {
    const sent = { ...input, personId: (await city.colleague()).id };
    return { who: admin, input: sent, other: { ...sent, capability: "permits.suspend" } };
  });
});
