import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { abilityOf, type Action, type SubjectName } from "@/lib/access/ability";
import { acts, explain, explainFor } from "@/lib/access/explain";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { defaultPolicy } from "@/lib/access/policy";
import { wordDay, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { append } from "@/lib/ledger/append";
import { transaction } from "@/lib/core/transaction";
import { assessApplication } from "@/lib/applications/assess";
import { declareInterest } from "@/lib/people/declare-interest";
import { endGrant } from "@/lib/people/end-grant";
import { giveException } from "@/lib/people/give-exception";

const city = await testCity();
const today = wordDay(dayOf(new Date()));
const inWest = { agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", tier: 3, partnerId: city.partner.id };
const permit = { id: randomUUID(), ...inWest };
const application = { id: randomUUID(), ...inWest, submittedAt: new Date() };
const heldOf = async (person: { id: string }, options: { secondFactor?: boolean; at?: Date } = {}) => (await heldBy(db, person.id, { secondFactor: true, ...options })).held;

/** What is told to a person about an act of theirs. */
async function told(person: { id: string }, action: Action, kind: SubjectName, record: object) {
  const explanation = await explain(await heldOf(person), action, kind, record);
  if (explanation.may) throw new Error(`${action} is allowed`);
  return explanation;
}

describe("why a person may", () => {
  it("names the grant, its giver, the day and the reason, and each condition that is met", async () => {
    const officer = await city.officerWith("permits.suspend", { zoneId: city.west.id, highestTier: 3 });
    const explanation = await explain(await heldOf(officer), "suspend", "Permit", permit);
    expect(explanation).toMatchObject({ may: true, grantId: officer.grantId, by: { words: "suspend and resume permits", giver: "Ada Admin", reason: good, until: null } });
    expect(explanation.steps).toEqual([
      { ok: true, words: `You hold a grant to suspend and resume permits, given by Ada Admin on ${today}: ${good}`, grantId: officer.grantId },
      { ok: true, words: "It lies in West." },
      { ok: true, words: "It is of risk tier 3; the grant reaches tier 3." },
      { ok: true, words: "You signed in with a code." },
      { ok: true, words: "You have no tie to this partner." },
      { ok: true, words: "You did nothing here that must lie in another hand." },
    ]);
  });

  it("is told of the grant that reaches, not of the one that does not", async () => {
    const officer = await city.officerWith("permits.suspend", { zoneId: city.east.id });
    const grantId = await city.holds(officer, { capability: "permits.suspend", zoneId: city.west.id });
    expect(await explain(await heldOf(officer), "suspend", "Permit", permit)).toMatchObject({ may: true, grantId, steps: [{ grantId }, { words: "It lies in West." }, {}, {}, {}] });
  });

  it("needs no grant for what everybody may do for themselves", async () => {
    const person = await city.colleague();
    expect(await explain(await heldOf(person), "declare", "Interest", { personId: person.id })).toMatchObject({ may: true, grantId: "oneself", by: null });
    expect(await told(person, "ask", "GrantRequest", { personId: city.admin.id, askedById: city.admin.id, capability: "permits.decide", partnerId: null, agencyId: null, zoneId: null, assetClass: null, highestTier: null })).toMatchObject({ ask: null, steps: [{ ok: false, words: "People may do this only for themselves." }] });
  });
});

describe("why not", () => {
  it("no grant: says so, who can, and what to ask for there", async () => {
    const person = await city.colleague();
    const explanation = await told(person, "revoke", "Permit", permit);
    expect(explanation.why).toMatch(/^You hold no grant to revoke permits\. Cora colleague\d+ or Cora colleague\d+ can\.$/);
    expect(explanation.who.map(({ id }) => id).sort()).toEqual([city.officer.id, city.secondOfficer.id].sort());
    expect(explanation.ask).toEqual({ capability: "permits.revoke", agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", tier: 3 });
  });

  it("what once was held: ended, ran out, not yet begun", async () => {
    const ended = await city.officerWith("permits.suspend");
    await must(endGrant, city.admin.actor, { grantId: ended.grantId, version: 1, reason: good });
    expect((await told(ended, "suspend", "Permit", permit)).why).toContain(`Your grant to suspend and resume permits was ended on ${today}.`);
    const past = await city.colleague();
    await city.holds(past, { capability: "permits.suspend", validUntil: new Date("2026-04-01T00:00:00Z") });
    expect((await told(past, "suspend", "Permit", permit)).why).toContain("Your grant to suspend and resume permits ran out on 31 March 2026.");
    const future = await city.colleague();
    await city.holds(future, { capability: "permits.suspend", validFrom: new Date("2199-04-01T12:00:00Z") });
    expect((await told(future, "suspend", "Permit", permit)).why).toContain("Your grant to suspend and resume permits begins on 1 April 2199.");
  });

  it.each<[scope: object, record: object, why: string]>([
    [{ zoneId: city.east.id }, permit, "Your grant is for East, and this lies in West."],
    [{ zoneId: city.east.id }, { ...permit, zoneId: null }, "This spans several parts of the city, and your grant is for East."],
    [{ agencyId: city.traffic.id }, permit, "Your grant is for assets of Traffic, and these are of Street Lighting."],
    [{ agencyId: city.traffic.id }, { ...permit, agencyId: null }, "This spans several agencies, and your grant is for Traffic."],
    [{ assetClass: "cabinet" }, permit, "Your grant is for cabinets, and this is about street-light poles."],
    [{ assetClass: "cabinet" }, { ...permit, assetClass: null }, "Your grant is for cabinets, and this is about several kinds of asset."],
    [{ highestTier: 2 }, permit, "Your grant reaches risk tier 2, and this is tier 3."],
    [{ partnerId: city.otherPartner.id }, permit, `Your grant is for ${city.otherPartner.name}, and this is about another.`],
  ])("a grant that does not reach: %o", async (scope, record, why) => {
    const person = await city.colleague();
    await city.holds(person, { capability: "permits.suspend", ...scope });
    const explanation = await told(person, "suspend", "Permit", record);
    expect(explanation.why.startsWith(`${why} `)).toBe(true);
    expect(explanation.ask?.capability).toBe("permits.suspend");
  });

  it("a tie to the partner stands above every grant, and asking cannot help", async () => {
    const own = await city.colleague();
    const former = await city.colleague();
    const tied = await city.colleague();
    for (const person of [own, former, tied]) await city.holds(person, { capability: "permits.suspend" });
    await db.membership.create({ data: { personId: own.id, partnerId: city.partner.id } });
    await db.membership.create({ data: { personId: former.id, partnerId: city.partner.id, endedAt: new Date(Date.now() - 1_000) } });
    await must(declareInterest, tied.actor, { personId: tied.id, partnerId: city.partner.id, kind: "family", reason: "My brother is its treasurer." });
    expect(await told(own, "suspend", "Permit", permit)).toMatchObject({ ask: null, why: expect.stringMatching(/^You belong to this partner, so another person must do it\. /) as string });
    expect(await told(former, "suspend", "Permit", permit)).toMatchObject({ ask: null, why: expect.stringMatching(/^You belonged to this partner until lately/) as string });
    expect(await told(tied, "suspend", "Permit", permit)).toMatchObject({ ask: null, why: expect.stringMatching(/^You have a declared tie to this partner \(family, declared on .*: My brother is its treasurer\.\)/) as string });
    for (const person of [own, former, tied]) expect((await told(person, "suspend", "Permit", permit)).who.map(({ id }) => id)).not.toContain(person.id);

    // The tie of another is told only to those who may examine ties.
    const asker = abilityOf(await heldOf(city.admin));
    const nosy = abilityOf(await heldOf(city.officer));
    const tool = await explainFor(tied.id, "suspend", "Permit", permit, null, { asker });
    expect(JSON.stringify(tool)).toContain("My brother");
    for (const each of [await explainFor(tied.id, "suspend", "Permit", permit, null), await explainFor(tied.id, "suspend", "Permit", permit, null, { asker: nosy })]) {
      expect(each?.may).toBe(false);
      expect(JSON.stringify(each)).not.toMatch(/brother|declared|family/);
      expect(each?.steps.find(({ ok }) => !ok)?.words).toMatch(/ keeps away from the cases of this partner, so another person must do it\.$/);
    }
  });

  it("not to oneself, and not one's own proposal", async () => {
    const grant = { id: randomUUID(), personId: city.admin.id, capability: "permits.decide", partnerId: null, agencyId: null, zoneId: null, assetClass: null, highestTier: null };
    expect(await told(city.admin, "give", "Grant", grant)).toMatchObject({ ask: null, why: expect.stringMatching(/^You cannot do this for yourself; another person must\./) as string, who: [{ id: city.secondAdmin.id }] });
    expect(await told(city.admin, "decide", "GrantRequest", { ...grant, personId: city.officer.id, askedById: city.admin.id })).toMatchObject({ ask: null, why: expect.stringMatching(/^You proposed this yourself/) as string });
  });

  it("a grant that sleeps: without a code, and without the training", async () => {
    const person = await city.officerWith("permits.suspend");
    const withoutCode = await explain(await heldOf(person, { secondFactor: false }), "suspend", "Permit", permit);
    expect(withoutCode).toMatchObject({ may: false, ask: null, why: expect.stringMatching(/^You signed in without a code, and this permission sleeps without one\./) as string });
    await transaction(async (tx) => {
      const { id } = await tx.accessPolicy.create({ data: { number: 1, reason: good, content: { ...defaultPolicy, training: { "permits.suspend": "Emergency stops" } } } });
      await append(tx, { name: "policy.published", subject: { type: "AccessPolicy", id }, from: null, to: "effective", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null });
    });
    const before = new Date(Date.now() - 60_000);
    expect(await told(person, "suspend", "Permit", permit)).toMatchObject({ ask: null, why: expect.stringMatching(/^You need the training “Emergency stops”, and none is in force\. Nobody can at the moment/) as string });
    // A minute before, nothing held yet; the rules of that day asked for no training.
    expect((await heldOf(person, { at: before })).policy.training).toEqual({});
    await transaction(async (tx) => {
      const { id } = await tx.training.create({ data: { personId: person.id, course: "Emergency stops", passedOn: new Date("2026-01-01"), validUntilOn: new Date("2199-01-01"), recordedById: city.admin.id } });
      await append(tx, { name: "training.recorded", subject: { type: "Training", id }, from: null, to: "given", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null });
    });
    expect(await explain(await heldOf(person), "suspend", "Permit", permit)).toMatchObject({ may: true, steps: expect.arrayContaining([{ ok: true, words: "The training “Emergency stops” is in force." }]) as unknown });
    await transaction(async (tx) => {
      const { id } = await tx.accessPolicy.create({ data: { number: 2, reason: good, content: defaultPolicy } });
      await append(tx, { name: "policy.published", subject: { type: "AccessPolicy", id }, from: null, to: "effective", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null });
    });
  });

  it("what is kept apart: who assessed the case does not decide it, unless an exception lets them", async () => {
    const { id, version } = await city.application("submitted");
    const [assessor, decider] = [await city.colleague(), await city.colleague()];
    for (const person of [assessor, decider]) for (const capability of ["applications.review", "permits.decide"] as const) await city.holds(person, { capability });
    await must(assessApplication, assessor.actor, { applicationId: id, version, recommends: "approval", reason: good });
    const record = await db.application.findUniqueOrThrow({ where: { id } });
    const explanation = await told(assessor, "approve", "Application", record);
    expect(explanation).toMatchObject({ ask: null, why: expect.stringMatching(/^You assessed this case yourself, so another person must decide it\. /) as string });
    expect(explanation.who.map((each) => each.id)).not.toContain(assessor.id);
    expect((await explain(await heldOf(decider), "approve", "Application", record)).may).toBe(true);
    expect((await explain(await heldOf(assessor), "request_changes", "Application", record)).may).toBe(true);
    await must(giveException, city.admin.actor, { personId: assessor.id, pair: "assess_decide", until: inDays(2), reason: good });
    expect(await explain(await heldOf(assessor), "approve", "Application", record)).toMatchObject({ may: true, steps: expect.arrayContaining([expect.objectContaining({ ok: true, words: expect.stringContaining("An exception until") as string })]) as unknown });
  });

  it("what came back to its giver is not used", async () => {
    const giver = await city.officerWith("people.grant");
    const friend = await city.colleague();
    const [first, back] = [randomUUID(), randomUUID()];
    await transaction(async (tx) => {
      const common = { validFrom: new Date(0), reason: good };
      await tx.grant.create({ data: { id: first, personId: friend.id, capability: "people.grant", givenById: giver.id, givenUnderId: giver.grantId, ...common } });
      await tx.grant.create({ data: { id: back, personId: giver.id, capability: "permits.suspend", givenById: friend.id, givenUnderId: first, ...common } });
      for (const id of [first, back]) await append(tx, { name: "grant.given", subject: { type: "Grant", id }, from: null, to: "given", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null });
    });
    expect(await told(giver, "suspend", "Permit", permit)).toMatchObject({ ask: null, why: expect.stringMatching(/^You gave the permission from which this one comes, so you cannot use it\. /) as string });
  });

  it("what the caller knows besides stands last", async () => {
    const officer = await city.officerWith("permits.suspend");
    expect(await explain(await heldOf(officer), "suspend", "Permit", permit, [{ ok: false, words: "It is suspended already." }])).toMatchObject({ may: false, ask: null, why: expect.stringMatching(/^It is suspended already\. /) as string });
  });
});

describe("another person, another day", () => {
  it("answers by what was held then, and who could then", async () => {
    const person = await city.officerWith("permits.suspend");
    const held = new Date();
    // An instant of its own: what ends within the same millisecond has ended.
    await pause(5);
    await must(endGrant, city.admin.actor, { grantId: person.grantId, version: 1, reason: good });
    const name = (await db.person.findUniqueOrThrow({ where: { id: person.id } })).name;
    expect(await explainFor(person.id, "suspend", "Permit", permit, held)).toMatchObject({ may: true, grantId: person.grantId, person: { name }, steps: expect.arrayContaining([{ ok: true, words: "It asks for a sign-in with a code; this answer supposes one." }]) as unknown });
    expect(await explainFor(person.id, "suspend", "Permit", permit, null)).toMatchObject({ may: false, why: expect.stringContaining(`The grant of ${name} to suspend and resume permits was ended on ${today}.`) as string });
    expect(await explainFor(person.id, "suspend", "Permit", permit, new Date(0))).toMatchObject({ may: false, ask: null, who: [], why: expect.stringContaining(`${name} had no open account then.`) as string });
    expect(await explainFor(nobodys, "suspend", "Permit", permit, null)).toBeNull();
  });

  it("agrees with the rules on every act that can be asked about", { timeout: 90_000 }, async () => {
    const records: Partial<Record<SubjectName, object>> = {
      Application: application, Permit: permit, Partner: { id: city.partner.id }, Person: { id: city.officer.id }, Agency: { id: city.lighting.id },
      Grant: { id: randomUUID(), personId: city.officer.id, capability: "permits.decide", partnerId: null, agencyId: null, zoneId: city.west.id, assetClass: null, highestTier: 2 },
      GrantRequest: { id: randomUUID(), personId: city.officer.id, askedById: city.officer.id, capability: "permits.decide", partnerId: null, agencyId: null, zoneId: city.west.id, assetClass: null, highestTier: 2 },
      Appeal: { id: randomUUID(), partnerId: city.partner.id, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", tier: 3, against: "revocation", decidedFirstById: randomUUID() },
      Consideration: { id: randomUUID(), partnerId: city.partner.id, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", tier: 3, intends: "revocation" },
      Stop: { id: randomUUID(), partnerId: city.partner.id, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", tier: 3, orderedById: randomUUID() },
      DataRequestPart: { id: randomUUID(), partnerId: city.partner.id },
      Concern: { id: randomUUID(), partnerId: city.partner.id, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole" },
      Interest: { personId: city.officer.id }, Training: { personId: city.officer.id }, ApartException: { personId: city.officer.id },
    };
    const people = [city.admin, city.officer, city.partner.member, await city.officerWith("people.grant", { zoneId: city.west.id }), await city.officerWith("assets.manage", { agencyId: city.lighting.id }), await city.officerWith("reviews.run"), await city.colleague()];
    let allowed = 0;
    for (const person of people) {
      const ability = abilityOf(await heldOf(person));
      for (const { action, kind } of acts) {
        const record = records[kind] ?? {};
        const explanation = await explainFor(person.id, action, kind, record, null);
        expect([kind, action, explanation?.may]).toEqual([kind, action, may(ability, action, kind, record).may]);
        expect(explanation?.steps.every(({ ok }) => ok)).toBe(explanation?.may);
        if (explanation?.may) allowed++;
      }
    }
    expect(allowed).toBeGreaterThan(40);
  });
});
