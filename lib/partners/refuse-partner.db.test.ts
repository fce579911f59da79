import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { refusePartner } from "@/lib/partners/refuse-partner";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { officer, secondOfficer } = city;
const waiting = () => city.organisation({ verified: false });
const of = ({ id }: { id: string }, version = 1) => ({ partnerId: id, version, reason: good });

describe("an officer could not confirm an organisation", () => {
  it("which is told why, and cannot send applications", async () => {
    const partner = await waiting();
    const { outcome, told } = await toldSince(() => must(refusePartner, officer.actor, of(partner)));
    expect(await db.partner.findUniqueOrThrow({ where: { id: partner.id } })).toMatchObject({ status: "refused", version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "partner.refused", subjectType: "Partner", subjectId: partner.id, fromStatus: "registered", toStatus: "refused", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "partners.verify") }]);
    expect(told).toEqual([["partner-refused", partner.member.email]]);
    const draft = await city.application("complete", { of: partner });
    expect(await submitApplication(partner.member.actor, { applicationId: draft.id, version: draft.version, isTrue: "yes" })).toMatchObject({ refusal: "partner_not_verified" });
  });
});

const partner = await waiting();
const input = of(partner);
const belongs = await city.officerWith("partners.verify");
await db.membership.create({ data: { personId: belongs.id, partnerId: partner.id } });
const refusedBefore = await waiting();
await must(refusePartner, officer.actor, of(refusedBefore));

refuses(refusePartner, [
  ...(await staffWhoMayNot(city, "partners.verify", input)),
  ["the partner's own member", partner.member, input, "not_allowed"],
  ["an officer who belongs to the partner", belongs, input, "hidden"],
  ["a partner that does not exist", officer, { ...input, partnerId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is verified", officer, of(city.partner, 2), "not_from_here"],
  ["one that is refused already", officer, of(refusedBefore, 2), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(refusePartner, officer, input);

describe("at the same moment", () => {
  oneWins(refusePartner, async () => ({ who: [officer, secondOfficer], input: of(await waiting()) }), ["changed_since_read", "not_from_here"]);
  sentTwice(refusePartner, async () => {
    const sent = of(await waiting());
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
