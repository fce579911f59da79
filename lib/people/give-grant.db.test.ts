import { describe, expect, it } from "vitest";
import { capabilities, capabilityNames, partnerCapabilities } from "@/lib/access/capabilities";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { asSuperuser, entriesOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason, type Row } from "@/lib/core/test-refusals";
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
    const entry = await db.ledgerEntry.findUniqueOrThrow({ where: { id: outcome.entryId } });
    expect(JSON.stringify(entry.open)).not.toContain(to.id);
    expect(entry.sealed).toEqual({ toPerson: to.id, reason: good });
  });

  it("who may give for one agency up to tier 3 gives there, or less", async () => {
    const local = await city.officerWith("people.grant", { agencyId: city.lighting.id, highestTier: 3 });
    const { subjectId } = await must(giveGrant, local.actor, { ...input, agencyId: city.lighting.id, highestTier: "2" });
    expect(await db.grant.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ agencyId: city.lighting.id, highestTier: 2, zoneId: city.west.id });
  });
});

const local = await city.officerWith("people.grant", { agencyId: city.lighting.id });
const upToTwo = await city.officerWith("people.grant", { highestTier: 2 });
const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
const ofPoles = await city.officerWith("people.grant", { assetClass: "light_pole" });
const formerGiver = await city.officerWith("people.grant");
await must(endGrant, admin.actor, { grantId: formerGiver.grantId, version: 1, reason: good });
const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);

refuses(giveGrant, [
  // A grant to be given can be seen by nobody: what is refused is told as not found.
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/kind of asset|agency|zone|tier/.test(what)),
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
  ["a partner, whose grants the city does not give", admin, { ...input, partnerId: city.partner.id }, "bad_input"],
  ["an origin of one's own", admin, { ...input, origin: "setup" }, "bad_input"],
  ...partnerCapabilities.map((capability): Row => [`what is a partner's to give: ${capability}`, admin, { ...input, capability }, "bad_input"]),
  ...capabilityNames.filter((name) => capabilities[name].for === "staff" && capabilities[name].scope.length === 0).map((capability): Row => [`a limit where there is none: ${capability}`, admin, { ...input, capability, highestTier: "", validUntil: "" }, "scope_not_for_this"]),
  ["a zone for the city's assets", admin, { ...input, capability: "assets.manage", highestTier: "" }, "scope_not_for_this"],
  ...withoutReason(admin, input),
]);
refusesGarbage(giveGrant, admin, input);

describe("at the same moment", () => {
  sentTwice(giveGrant, async () => ({ who: admin, input, other: { ...input, capability: "permits.revoke" } }));
});
