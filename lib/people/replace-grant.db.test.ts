import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason, type Row } from "@/lib/core/test-refusals";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { replaceGrant } from "@/lib/people/replace-grant";
import { revokePermit } from "@/lib/permits/revoke";

const city = await testCity();
const { admin, secondAdmin } = city;
const nowhere = { agencyId: "", zoneId: "", assetClass: "", highestTier: "", partnerId: "", needsStrength: "", needsRecentMinutes: "", needsTraining: "", validUntil: "" };
const ofGrant = (grantId: string, more: object = {}) => ({ grantId, version: 1, ...nowhere, reason: "They work in the west only now.", ...more });

describe("an administrator puts a narrower grant in a grant's place", () => {
  it("by one person, also of what needs two to be given: the old one ends, and the new one names it", async () => {
    const person = await city.officerWith("permits.revoke");
    const { outcome, told } = await toldSince(() => must(replaceGrant, admin.actor, ofGrant(person.grantId, { zoneId: city.west.id, highestTier: "3", validUntil: inDays(20) })));
    const [old, made] = await Promise.all([person.grantId, outcome.subjectId].map((id) => db.grant.findUniqueOrThrow({ where: { id } })));
    expect(old).toMatchObject({ endedById: admin.id, endReason: "They work in the west only now.", zoneId: null, version: 2 });
    expect(made).toMatchObject({ personId: person.id, capability: "permits.revoke", zoneId: city.west.id, highestTier: 3, validUntil: addDays(dayOf(new Date()), 21), origin: "given", givenById: admin.id, givenUnderId: await grantOf(admin, "people.grant"), supersedesId: old?.id, endedAt: null });
    // Not an instant without either of them.
    expect(made?.validFrom).toEqual(old?.endedAt);
    const by = { actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "grant.replaced", subjectType: "Grant", subjectId: made?.id, fromStatus: null, toStatus: "given", ...by },
      { name: "grant.ended", subjectType: "Grant", subjectId: old?.id, fromStatus: "given", toStatus: "ended", ...by },
    ]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ capability: "permits.revoke", zoneId: city.west.id, highestTier: 3, validUntil: made?.validUntil?.toISOString() });
    // Nothing published leads from one grant of a person to another.
    expect((await entryOf(outcome.entryId)).sealed).toMatchObject({ supersedes: old?.id });
    expect(told).toEqual([["grant-given", person.email]]);

    const { permitId } = await city.application("approved");
    await must(revokePermit, person.actor, { permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
    const inTheEast = await city.application("approved", { assetIds: [await city.asset({ zoneId: city.east.id })] });
    expect(await revokePermit(person.actor, { permitId: inTheEast.permitId, version: 1, reason: good, confirm: "yes", without: "danger" })).toMatchObject({ refusal: "not_found" });
  });

  it("also one that asks for more, and again; one that has not begun begins when it was to", async () => {
    const person = await city.officerWith("permits.decide");
    const first = await must(replaceGrant, admin.actor, ofGrant(person.grantId, { needsRecentMinutes: "30" }));
    const second = await must(replaceGrant, secondAdmin.actor, ofGrant(first.subjectId, { needsRecentMinutes: "10", needsTraining: "Deciding permits", needsStrength: "2" }));
    expect(await db.grant.findUniqueOrThrow({ where: { id: second.subjectId } })).toMatchObject({ supersedesId: first.subjectId, needsRecentMinutes: 10, needsTraining: "Deciding permits", needsStrength: 2 });

    const { subjectId: scheduled } = await must(giveGrant, admin.actor, { personId: (await city.colleague()).id, capability: "permits.suspend", validFrom: inDays(5), validUntil: inDays(20), reason: good });
    const { subjectId } = await must(replaceGrant, admin.actor, ofGrant(scheduled, { validUntil: inDays(8) }));
    expect(await db.grant.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ validFrom: new Date(inDays(5)), validUntil: new Date(inDays(9)) });
  });
});

const person = await city.colleague();
const { subjectId: grantId } = await must(giveGrant, admin.actor, { personId: person.id, capability: "permits.suspend", zoneId: city.west.id, highestTier: "3", validUntil: inDays(30), needsRecentMinutes: "10", needsTraining: "Emergency stops", needsStrength: "2", reason: good });
const same = { zoneId: city.west.id, highestTier: "3", validUntil: inDays(30), needsRecentMinutes: "10", needsTraining: "Emergency stops", needsStrength: "2" };
const input = ofGrant(grantId, { ...same, highestTier: "2" });
const ended = await city.officerWith("permits.decide");
await must(endGrant, admin.actor, { grantId: ended.grantId, version: 1, reason: good });
const scheduled = (await must(giveGrant, admin.actor, { personId: (await city.colleague()).id, capability: "permits.suspend", validFrom: inDays(5), reason: good })).subjectId;
const ranOut = await city.holds(person, { capability: "permits.decide", validUntil: new Date(Date.now() - 1_000) });
const taken = await city.holds(person, { capability: "permits.revoke", origin: "emergency", givenById: null, validUntil: new Date(Date.now() + 3_600_000), ratifyBy: new Date(Date.now() + 3_600_000) });
const giver = await city.officerWith("people.grant");
const verifier = await city.officerWith("partners.verify");
const wider: [string, object][] = [
  ["no zone any more", { zoneId: "" }],
  ["another zone", { zoneId: city.east.id }],
  ["a higher tier", { highestTier: "4" }],
  ["every tier", { highestTier: "" }],
  ["a day longer", { validUntil: inDays(31) }],
  ["no end any more", { validUntil: "" }],
  ["a proof less recent", { needsRecentMinutes: "11" }],
  ["no recent proof", { needsRecentMinutes: "" }],
  ["another training", { needsTraining: "Deciding permits" }],
  ["no training", { needsTraining: "" }],
  ["a weaker sign-in", { needsStrength: "1" }],
  ["no second factor", { needsStrength: "" }],
];

refuses(replaceGrant, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ...wider.map(([what, more]): Row => [what, admin, ofGrant(grantId, { ...same, ...more }), "not_wider"]),
  ["the person whose grant it is", person, input, "hidden"],
  ["their own, by a giver", giver, ofGrant(giver.grantId, { zoneId: city.west.id }), "not_to_oneself"],
  ["a giver for another zone", await city.officerWith("people.grant", { zoneId: city.east.id }), input, "hidden"],
  ["a giver up to tier 2, of a grant up to tier 3", await city.officerWith("people.grant", { highestTier: 2 }), input, "hidden"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a grant of a partner's member", admin, ofGrant(await grantOf(city.otherPartner.member, "deployments.apply")), "not_allowed"],
  ["the same, by the partner's member who invites", city.partner.member, ofGrant(await grantOf(city.secondMember, "deployments.apply"), { partnerId: city.partner.id }), "not_allowed"],
  ["what was taken in an emergency", admin, ofGrant(taken, { zoneId: city.west.id }), "not_allowed"],
  ["a grant that does not exist", admin, { ...input, grantId: nobodys }, "not_found"],
  ["one that has ended", admin, ofGrant(ended.grantId, { version: 2 }), "already_ended"],
  ["one that has run out", admin, ofGrant(ranOut), "already_ended"],
  ["a zone that does not exist", admin, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["a limit where there is none", admin, ofGrant(verifier.grantId, { zoneId: city.west.id }), "scope_not_for_this"],
  ["a training that does not exist", admin, { ...input, needsTraining: "Juggling" }, "course_unknown"],
  ["an end yesterday", admin, { ...input, validUntil: inDays(-2) }, "validity_over"],
  ["an end before it begins", admin, ofGrant(scheduled, { validUntil: inDays(3) }), "validity_backwards"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ["another capability", admin, { ...input, capability: "permits.revoke" }, "bad_input"],
  ...withoutReason(admin, input),
]);
refusesGarbage(replaceGrant, admin, input);

describe("at the same moment", () => {
  oneWins(replaceGrant, async () => ({ who: [admin, secondAdmin], input: ofGrant((await city.officerWith("permits.decide")).grantId, { zoneId: city.west.id }) }), ["already_ended", "changed_since_read"]);

  it("one reduces and the other ends it: one of them is told", async () => {
    const { grantId: id } = await city.officerWith("permits.decide");
    const results = await Promise.all([replaceGrant(admin.actor, ofGrant(id, { zoneId: city.west.id })), endGrant(secondAdmin.actor, { grantId: id, version: 1, reason: good })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.grant.count({ where: { supersedesId: id } })).toBe(results[0]?.ok ? 1 : 0);
  });

  sentTwice(replaceGrant, async () => {
    const sent = ofGrant((await city.officerWith("permits.decide")).grantId, { zoneId: city.west.id });
    return { who: admin, input: sent, other: { ...sent, zoneId: city.east.id } };
  });
});

describe("the last who may give grants", () => {
  it("is not reduced to a part of the city", async () => {
    const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
    for (const { id, personId } of await db.grant.findMany({ where: { capability: "people.grant", endedAt: null, zoneId: null, personId: { notIn: [admin.id, secondAdmin.id] } } })) await must(endGrant, personId === admin.id ? secondAdmin.actor : admin.actor, { grantId: id, version: 1, reason: good });
    await must(replaceGrant, admin.actor, ofGrant(await grantOf(secondAdmin, "people.grant"), { zoneId: city.east.id }));
    expect(await replaceGrant(inTheWest.actor, ofGrant(await grantOf(admin, "people.grant"), { zoneId: city.west.id }))).toMatchObject({ refusal: "not_found" });
    const other = await city.colleague();
    await city.holds(other, { capability: "people.grant", validUntil: new Date(Date.now() + 3_600_000) });
    expect(await replaceGrant(other.actor, ofGrant(await grantOf(admin, "people.grant"), { zoneId: city.west.id }))).toMatchObject({ refusal: "last_giver" });
  });
});
