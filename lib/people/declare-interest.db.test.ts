import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, visitor, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, lastDenial, oneWins, refuses, refusesGarbage, sentTwice, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { declareInterest } from "@/lib/people/declare-interest";
import { approveApplication } from "@/lib/permits/approve";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, partner } = city;
const ofPerson = ({ id }: Someone, more: object = {}) => ({ personId: id, partnerId: partner.id, kind: "family", reason: "My brother works there as an engineer.", ...more });

describe("a tie is declared", () => {
  it("by the person themselves, who needs no grant for that", async () => {
    const person = await city.colleague();
    const { outcome, told } = await toldSince(() => must(declareInterest, person.actor, ofPerson(person)));
    expect(await db.interest.findUniqueOrThrow({ where: { id: outcome.subjectId } })).toMatchObject({ personId: person.id, partnerId: partner.id, kind: "family", reason: "My brother works there as an engineer.", declaredById: person.id, endedAt: null, version: 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "interest.declared", subjectType: "Interest", subjectId: outcome.subjectId, fromStatus: null, toStatus: "given", actorId: person.id, actorKind: "person", grantId: null }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ kind: "family", partnerId: partner.id });
    expect(sealed).toEqual({ ofPerson: person.id, reason: "My brother works there as an engineer." });
    expect(told).toEqual([]);
  });

  it("by an administrator for another", async () => {
    const person = await city.colleague();
    const { entryId, subjectId } = await must(declareInterest, admin.actor, ofPerson(person, { kind: "ownership" }));
    expect(await db.interest.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ personId: person.id, declaredById: admin.id });
    expect((await entriesOf(entryId))[0]?.grantId).toBe(await grantOf(admin, "people.grant"));
  });

  it("of several kinds to one partner, and to several partners", async () => {
    const person = await city.colleague();
    await must(declareInterest, person.actor, ofPerson(person));
    await must(declareInterest, person.actor, ofPerson(person, { kind: "employment" }));
    await must(declareInterest, person.actor, ofPerson(person, { partnerId: city.otherPartner.id }));
    expect(await db.interest.count({ where: { personId: person.id, endedAt: null } })).toBe(3);
  });

  it("from the next request on they neither see nor decide that partner's cases, and a try is in the ledger with its reason", async () => {
    const officer = await city.officerWith("permits.decide");
    await city.holds(officer, { capability: "permits.suspend" });
    const [theirs, others] = await Promise.all([city.application("submitted"), city.application("submitted", { of: city.otherPartner })]);
    const { permitId } = await city.application("approved");
    await must(declareInterest, officer.actor, ofPerson(officer));
    const approval = { version: 3, reason: good, until: inDays(9), conditions: "" };
    expect(await approveApplication(officer.actor, { ...approval, applicationId: theirs.id })).toMatchObject({ refusal: "not_found" });
    expect(await lastDenial(officer)).toEqual({ open: { attempted: "application.approved", why: "not_found", because: "interest" }, sealed: { inputHash: expect.any(String), onType: "Application", onId: theirs.id } });
    expect(await suspendPermit(officer.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ refusal: "not_found" });
    expect((await lastDenial(officer))?.open).toMatchObject({ attempted: "permit.suspended", because: "interest" });
    await must(approveApplication, officer.actor, { ...approval, applicationId: others.id });
  });
});

const person = await city.colleague();
const input = ofPerson(person);
const known = await city.colleague();
await must(declareInterest, known.actor, ofPerson(known));

refuses(declareInterest, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["a colleague, of another", await city.colleague(), input, "hidden"],
  ["an officer, of another", city.officer, input, "hidden"],
  ["a member of a partner, of an officer", partner.member, input, "hidden"],
  ["an administrator of one zone, of another", await city.officerWith("people.grant", { zoneId: city.west.id }), input, "not_allowed"],
  ["who only reads the ledger, of another", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["of somebody unknown", admin, { ...input, personId: nobodys }, "not_found"],
  ["to a partner that does not exist", person, { ...input, partnerId: nobodys }, "partner_unknown"],
  ["what is declared already", known, ofPerson(known), "interest_known"],
  ["a kind that does not exist", person, { ...input, kind: "friendship" }, "bad_input"],
  ["in another's name", person, { ...input, declaredById: admin.id }, "bad_input"],
  ...withoutReason(person, input),
]);
refusesGarbage(declareInterest, person, input);

describe("at the same moment", () => {
  oneWins(declareInterest, async () => {
    const tied = await city.colleague();
    return { who: [tied, admin], input: ofPerson(tied) };
  }, ["interest_known"]);
  sentTwice(declareInterest, async () => {
    const tied = await city.colleague();
    return { who: tied, input: ofPerson(tied), other: ofPerson(tied, { kind: "other" }) };
  });
});
