import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason, type Row } from "@/lib/core/test-refusals";
import { staffCapabilities } from "@/lib/access/capabilities";
import { defaultPolicy } from "@/lib/access/policy";
import { giveGrant } from "@/lib/people/give-grant";
import { ratifyGrant } from "@/lib/people/ratify-grant";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, secondAdmin } = city;
const input = { capability: "permits.suspend", agencyId: "", zoneId: city.west.id, assetClass: "", highestTier: "", reason: "A pole burns on Quay Street." };
const hoursBetween = (from: Date, to: Date | null) => ((to?.getTime() ?? 0) - from.getTime()) / 3_600_000;

describe("one of the few takes a permission in an emergency", () => {
  it("at once and for some hours; everyone who gives permissions or reads the ledger is told", async () => {
    const taker = await city.officerWith("emergency.take");
    const reader = await city.officerWith("ledger.read");
    const { outcome, told } = await toldSince(() => must(takeEmergencyGrant, taker.actor, input));
    const grant = await db.grant.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(grant).toMatchObject({ personId: taker.id, capability: "permits.suspend", zoneId: city.west.id, origin: "emergency", givenById: null, givenUnderId: taker.grantId, secondById: null, reason: input.reason });
    expect([hoursBetween(grant.validFrom, grant.validUntil), hoursBetween(grant.validFrom, grant.ratifyBy)]).toEqual([defaultPolicy.emergency.hours, defaultPolicy.emergency.ratifyHours]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.taken", subjectType: "Grant", subjectId: grant.id, fromStatus: null, toStatus: "given", actorId: taker.id, actorKind: "person", grantId: taker.grantId }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ capability: "permits.suspend", zoneId: city.west.id, validUntil: grant.validUntil?.toISOString(), emergency: true, ratifyBy: grant.ratifyBy?.toISOString() });
    expect(sealed).toEqual({ toPerson: taker.id, reason: input.reason });
    expect(told).toEqual(expect.arrayContaining([admin, secondAdmin, reader].map(({ email }) => ["emergency-taken", email])));
    // Nobody twice, though the administrator both gives and reads; and not the taker.
    expect(new Set(told.map(([, email]) => email)).size).toBe(told.length);
    expect(told.map(([, email]) => email)).not.toContain(taker.email);

    const { permitId } = await city.application("approved");
    const { entryId } = await must(suspendPermit, taker.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
    expect((await entriesOf(entryId))[0]?.grantId).toBe(grant.id);
  });

  it("also where what they hold does not reach so far; and what was given properly besides stands beside it", async () => {
    const taker = await city.officerWith("emergency.take");
    await city.holds(taker, { capability: "permits.suspend", zoneId: city.east.id });
    const { subjectId } = await must(takeEmergencyGrant, taker.actor, input);
    await must(giveGrant, admin.actor, { personId: taker.id, capability: "permits.suspend", zoneId: city.west.id, reason: good });
    expect((await db.grant.findUniqueOrThrow({ where: { id: subjectId } })).endedAt).toBeNull();
  });

  it("again, once the first was refused", async () => {
    const taker = await city.officerWith("emergency.take");
    const { subjectId } = await must(takeEmergencyGrant, taker.actor, input);
    await must(ratifyGrant, admin.actor, { grantId: subjectId, outcome: "refused", reason: good });
    await must(takeEmergencyGrant, taker.actor, input);
  });
});

const taker = await city.officerWith("emergency.take");
const inTheWest = await city.officerWith("emergency.take", { zoneId: city.west.id, highestTier: 3 });
const holder = await city.officerWith("emergency.take");
await city.holds(holder, { capability: "permits.suspend" });
const twice = await city.officerWith("emergency.take");
await must(takeEmergencyGrant, twice.actor, { ...input, zoneId: "" });

refuses(takeEmergencyGrant, [
  ...(await staffWhoMayNot(city, "emergency.take", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["for another zone than they may", inTheWest, { ...input, zoneId: city.east.id, highestTier: "3" }, "hidden"],
  ["for every tier, by one who may up to tier 3", inTheWest, input, "hidden"],
  ["who gives permissions, and is none of the few", admin, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["what they hold already", holder, input, "emergency_held"],
  ["what they took already, and further", twice, input, "emergency_held"],
  ["a zone that does not exist", taker, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["for somebody else", taker, { ...input, personId: holder.id }, "bad_input"],
  ["a capability that does not exist", taker, { ...input, capability: "everything" }, "bad_input"],
  ...staffCapabilities.filter((capability) => !defaultPolicy.emergency.capabilities.includes(capability)).map((capability): Row => [`what cannot be taken in an emergency: ${capability}`, taker, { ...input, zoneId: "", capability }, "hidden"]),
  ...withoutReason(taker, input),
]);
refusesGarbage(takeEmergencyGrant, taker, input);

describe("at the same moment", () => {
  oneWins(takeEmergencyGrant, async () => {
    const person = await city.officerWith("emergency.take");
    return { who: [person, person], input };
  }, ["emergency_held"]);
  sentTwice(takeEmergencyGrant, async () => ({ who: await city.officerWith("emergency.take"), input, other: { ...input, capability: "permits.revoke" } }));
});
