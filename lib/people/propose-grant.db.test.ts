import { describe, expect, it } from "vitest";
import { defaultPolicy } from "@/lib/access/policy";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { proposeGrant } from "@/lib/people/propose-grant";

const city = await testCity();
const { admin, secondAdmin } = city;
const to = await city.colleague();
const input = { personId: to.id, capability: "permits.revoke", agencyId: "", zoneId: city.west.id, assetClass: "", highestTier: "3", partnerId: "", validFrom: inDays(2), validUntil: inDays(30), needsStrength: "", needsRecentMinutes: "10", needsTraining: "Deciding permits", reason: good };

describe("an administrator proposes a grant that reaches far", () => {
  it("which gives nothing yet, and tells those who could agree to it", async () => {
    const inTheEast = await city.officerWith("people.grant", { zoneId: city.east.id });
    const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
    const { outcome, told } = await toldSince(() => must(proposeGrant, admin.actor, input));
    const request = await db.grantRequest.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(request).toMatchObject({
      kind: "proposed", status: "pending", personId: to.id, askedById: admin.id, askedUnderId: await grantOf(admin, "people.grant"), capability: "permits.revoke", zoneId: city.west.id, highestTier: 3, agencyId: null, partnerId: null,
      validFrom: new Date(inDays(2)), validUntil: new Date(inDays(31)), hours: null, needsRecentMinutes: 10, needsTraining: "Deciding permits", reason: good, decidedById: null, grantId: null, version: 1,
    });
    expect(Math.round((request.expiresAt.getTime() - request.createdAt.getTime()) / 86_400_000)).toBe(defaultPolicy.requestDays);
    expect(await db.grant.count({ where: { personId: to.id } })).toBe(0);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.proposed", subjectType: "GrantRequest", subjectId: request.id, fromStatus: null, toStatus: "pending", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ capability: "permits.revoke", zoneId: city.west.id, highestTier: 3 });
    expect(sealed).toEqual({ toPerson: to.id, reason: good });
    expect(told).toEqual(expect.arrayContaining([["grant-proposed", secondAdmin.email], ["grant-proposed", inTheWest.email]]));
    for (const other of [inTheEast, admin, to]) expect(told.map(([, email]) => email)).not.toContain(other.email);
  });

  it("to another giver, who is not asked to agree to their own", async () => {
    const { told } = await toldSince(() => must(proposeGrant, admin.actor, { personId: secondAdmin.id, capability: "policies.publish", reason: good }));
    expect(told.map(([, email]) => email)).not.toContain(secondAdmin.email);
  });
});

const inTheEast = await city.officerWith("people.grant", { zoneId: city.east.id });
const upToTwo = await city.officerWith("people.grant", { highestTier: 2 });
const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);
const holder = await city.officerWith("permits.revoke");

refuses(proposeGrant, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["oneself", admin, { ...input, personId: admin.id }, "not_to_oneself"],
  ["for another zone than the giver's", inTheEast, input, "hidden"],
  ["a higher tier than the giver's", upToTwo, input, "hidden"],
  ["somebody unknown", admin, { ...input, personId: nobodys }, "not_found"],
  ["somebody who is not active any more", admin, { ...input, personId: gone.id }, "person_not_active"],
  ["somebody who holds it already", admin, { ...input, personId: holder.id }, "overlaps"],
  ["a zone that does not exist", admin, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["an agency that does not exist", admin, { ...input, agencyId: nobodys }, "scope_unknown"],
  ["a partner that does not exist", admin, { ...input, partnerId: nobodys }, "partner_unknown"],
  ["a limit where there is none", admin, { ...input, capability: "people.deactivate" }, "scope_not_for_this"],
  ["a training that does not exist", admin, { ...input, needsTraining: "Juggling" }, "course_unknown"],
  ["an end before its beginning", admin, { ...input, validUntil: inDays(1) }, "validity_backwards"],
  ["an end yesterday", admin, { ...input, validUntil: inDays(-2) }, "validity_over"],
  ["a capability that does not exist", admin, { ...input, capability: "everything" }, "bad_input"],
  ["what is a partner's to give", admin, { ...input, capability: "members.invite" }, "bad_input"],
  ...withoutReason(admin, input),
]);
refusesGarbage(proposeGrant, admin, input);

describe("at the same moment", () => {
  sentTwice(proposeGrant, async () => ({ who: admin, input, other: { ...input, capability: "permits.suspend" } }));
});
