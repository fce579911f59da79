import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { refusePartner } from "@/lib/partners/refuse-partner";
import { verifyPartner } from "@/lib/partners/verify-partner";

const city = await testCity();
const { officer, secondOfficer } = city;
const waiting = () => city.organisation({ verified: false });
const of = ({ id }: { id: string }, version = 1) => ({ partnerId: id, version, reason: good });

describe("an officer verifies a partner", () => {
  it("which may then send applications, and is told", async () => {
    const partner = await waiting();
    const { outcome, told } = await toldSince(() => must(verifyPartner, officer.actor, of(partner)));
    expect(await db.partner.findUniqueOrThrow({ where: { id: partner.id } })).toMatchObject({ status: "verified", version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "partner.verified", subjectType: "Partner", subjectId: partner.id, fromStatus: "registered", toStatus: "verified", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "partners.verify") }]);
    expect(told).toEqual([["partner-verified", partner.member.email]]);
    expect((await city.application("submitted", { of: partner })).version).toBe(3);
  });

  it("also one that was refused before", async () => {
    const partner = await waiting();
    await must(refusePartner, officer.actor, of(partner));
    await must(verifyPartner, officer.actor, of(partner, 2));
  });
});

const partner = await waiting();
const input = of(partner);
const belongs = await city.officerWith("partners.verify");
await db.membership.create({ data: { personId: belongs.id, partnerId: partner.id } });

refuses(verifyPartner, [
  ...(await staffWhoMayNot(city, "partners.verify", input)),
  ["the partner's own member", partner.member, input, "not_allowed"],
  ["a member of another partner", city.partner.member, input, "hidden"],
  ["an officer who belongs to the partner", belongs, input, "hidden"],
  ["a partner that does not exist", officer, { ...input, partnerId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is verified already", officer, of(city.partner, 2), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(verifyPartner, officer, input);

describe("at the same moment", () => {
  oneWins(verifyPartner, async () => ({ who: [officer, secondOfficer], input: of(await waiting()) }), ["changed_since_read", "not_from_here"]);
  sentTwice(verifyPartner, async () => {
    const sent = of(await waiting());
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });

  it("one verifies, one refuses: one of them is decided", async () => {
    const both = await waiting();
    const results = await Promise.all([verifyPartner(officer.actor, of(both)), refusePartner(secondOfficer.actor, of(both))]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});
