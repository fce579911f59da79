import { describe, expect, it } from "vitest";
import { partnerCapabilities } from "@/lib/access/capabilities";
import { defaultPolicy } from "@/lib/access/policy";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, visitor, withoutSecondFactor } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, toldSince, withoutReason, type Row } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { askForGrant } from "@/lib/people/ask-for-grant";

const city = await testCity();
const { admin, secondAdmin } = city;
const asker = await city.colleague();
const input = { capability: "permits.suspend", agencyId: "", zoneId: city.west.id, assetClass: "", highestTier: "", partnerId: "", hours: "8", reason: good, page: "/staff/permits/LP-2026-0001" };

describe("a person asks for what they lack", () => {
  it("for some hours, on the page that refused them; and whoever may give it is told", async () => {
    const inTheEast = await city.officerWith("people.grant", { zoneId: city.east.id });
    const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
    const { outcome, told } = await toldSince(() => must(askForGrant, asker.actor, input));
    const request = await db.grantRequest.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(request).toMatchObject({ kind: "asked", status: "pending", personId: asker.id, askedById: asker.id, askedUnderId: null, capability: "permits.suspend", zoneId: city.west.id, agencyId: null, hours: 8, validFrom: null, validUntil: null, reason: good, page: input.page, decidedById: null, grantId: null });
    expect(Math.round((request.expiresAt.getTime() - request.createdAt.getTime()) / 86_400_000)).toBe(defaultPolicy.requestDays);
    // Nobody's grant allowed it: everybody may ask for themselves.
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.asked", subjectType: "GrantRequest", subjectId: request.id, fromStatus: null, toStatus: "pending", actorId: asker.id, actorKind: "person", grantId: null }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ capability: "permits.suspend", zoneId: city.west.id, hours: 8 });
    expect(sealed).toEqual({ toPerson: asker.id, reason: good });
    expect(told).toEqual([["grant-asked", admin.email], ["grant-asked", secondAdmin.email], ["grant-asked", inTheWest.email]]);
    expect(told.map(([, email]) => email)).not.toContain(inTheEast.email);
    expect(await db.grant.count({ where: { personId: asker.id } })).toBe(0);
    expect(outcome.reference).toBe(input.page);
  });

  it("also a giver, who is not told of their own asking; and one who signed in without a second factor", async () => {
    const { told } = await toldSince(() => must(askForGrant, admin.actor, input));
    expect(told.map(([, email]) => email)).not.toContain(admin.email);
    await must(askForGrant, withoutSecondFactor(asker), { ...input, page: "" });
  });
});

const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);

refuses(askForGrant, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["somebody who is not active any more", gone, input, "hidden"],
  ["a zone that does not exist", asker, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["an agency that does not exist", asker, { ...input, agencyId: nobodys }, "scope_unknown"],
  ["a partner that does not exist", asker, { ...input, partnerId: nobodys }, "partner_unknown"],
  ["a limit where there is none", asker, { ...input, capability: "partners.verify" }, "scope_not_for_this"],
  ["a capability that does not exist", asker, { ...input, capability: "everything" }, "bad_input"],
  ["the name of an object's own property", asker, { ...input, capability: "constructor" }, "bad_input"],
  ...partnerCapabilities.map((capability): Row => [`what is a partner's to give: ${capability}`, asker, { ...input, capability }, "bad_input"]),
  ["for no time", asker, { ...input, hours: "0" }, "bad_input"],
  ["for a time left open", asker, { ...input, hours: "" }, "bad_input"],
  ["for longer than a month", asker, { ...input, hours: "721" }, "bad_input"],
  ["for half an hour", asker, { ...input, hours: "0.5" }, "bad_input"],
  ["for another person", asker, { ...input, personId: admin.id }, "bad_input"],
  ["to go on elsewhere", asker, { ...input, page: "https://elsewhere.test/" }, "bad_input"],
  ["to go on elsewhere, without saying how", asker, { ...input, page: "//elsewhere.test/" }, "bad_input"],
  ["to go on elsewhere, the other way round", asker, { ...input, page: "/\\elsewhere.test/" }, "bad_input"],
  ...withoutReason(asker, input),
]);
refusesGarbage(askForGrant, asker, input);

describe("at the same moment", () => {
  sentTwice(askForGrant, async () => ({ who: asker, input, other: { ...input, hours: "9" } }));
});
