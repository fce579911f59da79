import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { defaultPolicy, pairNames, type Pair } from "@/lib/access/policy";
import { db } from "@/lib/core/db";
import { ok } from "@/lib/core/result";
import { confirmed, good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { entryOf, grantOf, lastDenial, refuses } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { decision } from "@/lib/decisions/decision";
import { assessApplication } from "@/lib/applications/assess";
import { raiseTier } from "@/lib/applications/raise-tier";
import { refusePartner } from "@/lib/partners/refuse-partner";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { approveRequest } from "@/lib/people/approve-request";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { proposeGrant } from "@/lib/people/propose-grant";
import { replaceGrant } from "@/lib/people/replace-grant";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { approveApplication } from "@/lib/permits/approve";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, secondAdmin } = city;
afterEach(() => city.rules({ ...defaultPolicy }));

const suspends = async (who: Someone) => suspendPermit(who.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
const gives = async (giver: Someone, to: Someone, capability: string, more: object = {}): Promise<string> => (await must(giveGrant, giver.actor, { personId: to.id, capability, reason: good, ...more })).subjectId;
/** What needs two: proposed by one, agreed by the second administrator. */
async function givesWithSecond(giver: Someone, to: Someone, capability: string): Promise<string> {
  const { subjectId: requestId } = await must(proposeGrant, giver.actor, { personId: to.id, capability, reason: good });
  await must(approveRequest, secondAdmin.actor, { requestId, version: 1, reason: good });
  return (await db.grantRequest.findUniqueOrThrow({ where: { id: requestId } })).grantId ?? "";
}
const openOf = async (result: Awaited<ReturnType<typeof suspends>>) => (result.ok ? (await entryOf(result.value.entryId)).sealed : result);

/** Ratifying for whoever may end a grant: the rules of access already keep the taker from the real one, so this asks the pair alone. */
const ratifies = decision({
  name: "grant.ratified",
  input: z.strictObject({ grantId: z.uuid() }),
  may: ["end", "Grant"],
  find: ({ tx, input }) => tx.grant.findUnique({ where: { id: input.grantId } }),
  decide: async ({ record }) => ok({ subject: { type: "Grant", id: record.id }, from: null, to: null }),
});

/** For each pair: somebody who did the first, and their attempt at the second. */
const made: Record<Pair, () => Promise<{ who: Someone; act: () => ReturnType<typeof suspends> }>> = {
  async assess_decide() {
    const who = await city.officerWith("applications.review");
    await city.holds(who, { capability: "permits.decide" });
    const { id, version } = await city.application("submitted");
    await must(assessApplication, who.actor, { applicationId: id, version, recommends: "approval", reason: good });
    return { who, act: () => approveApplication(who.actor, { applicationId: id, version: version + 1, reason: good, until: inDays(20), conditions: "" }) };
  },
  async tier_decide() {
    const who = await city.officerWith("permits.decide");
    const { id, version } = await city.application("submitted");
    await must(raiseTier, who.actor, { applicationId: id, version, tier: 4, reason: good });
    await city.reviewedByOthers(id);
    return { who, act: () => approveApplication(who.actor, { applicationId: id, version: version + 1, reason: good, until: inDays(20), conditions: "" }) };
  },
  async decide_ratify() {
    const who = await city.officerWith("emergency.take");
    await city.holds(who, { capability: "people.grant" });
    const { subjectId: grantId } = await must(takeEmergencyGrant, who.actor, { capability: "permits.suspend", reason: good });
    return { who, act: () => ratifies(who.actor, { grantId }) };
  },
  async grant_use() {
    const who = await city.officerWith("people.grant");
    const other = await city.colleague();
    await givesWithSecond(who, other, "people.grant");
    await gives(other, who, "permits.suspend");
    return { who, act: () => suspends(who) };
  },
  async register_verify() {
    // Long ago a member of that organisation, and an officer of the city since.
    const organisation = await city.organisation({ verified: false });
    const who = organisation.member;
    await asSuperuser(`UPDATE "Membership" SET "endedAt" = now() - interval '10 years' WHERE "personId" = $1`, [who.id]);
    await city.holds(who, { capability: "partners.verify" });
    return { who, act: () => verifyPartner(who.actor, { partnerId: organisation.id, version: 1, reason: good }) };
  },
};

describe.each(pairNames)("%s", (pair) => {
  it("lies in different hands: it is refused with a sentence, and the attempt is in the ledger with its reason", async () => {
    const { who, act } = await made[pair]();
    expect(await act()).toMatchObject({ ok: false, refusal: "kept_apart", about: { words: expect.stringMatching(/^(You|This permission).*(another person|Another administrator).*\.$/) } });
    expect((await lastDenial(who))?.open).toMatchObject({ why: "kept_apart", because: pair });
  });

  it("may lie in one hand where the city switched that off", async () => {
    const { act } = await made[pair]();
    await city.rules({ apart: pairNames.filter((other) => other !== pair) });
    expect(await act()).toMatchObject({ ok: true });
  });

  it("may lie in the hand that an exception in force names, and the entry says which", async () => {
    const { who, act } = await made[pair]();
    const exceptionId = await city.exception(who, pair);
    expect(await openOf(await act())).toMatchObject({ exceptionId });
  });

  it("not by an exception that has run out or was ended, of another pair, or of another person", async () => {
    const { who, act } = await made[pair]();
    await city.exception(who, pair, { validUntil: new Date(Date.now() - 1_000) });
    await city.exception(who, pair, { ended: true });
    for (const other of pairNames.filter((name) => name !== pair)) await city.exception(who, other);
    await city.exception(city.officer, pair);
    expect(await act()).toMatchObject({ refusal: "kept_apart" });
  });
});

it("who registered a partner does not refuse it either", async () => {
  const organisation = await city.organisation({ verified: false });
  await asSuperuser(`UPDATE "Membership" SET "endedAt" = now() - interval '10 years' WHERE "personId" = $1`, [organisation.member.id]);
  await city.holds(organisation.member, { capability: "partners.verify" });
  expect(await refusePartner(organisation.member.actor, { partnerId: organisation.id, version: 1, reason: good })).toMatchObject({ refusal: "kept_apart", because: "register_verify" });
});

describe("a permission that comes back to who gave it", () => {
  it("is for others to use, and for them when another gives it", async () => {
    const giver = await city.officerWith("people.grant");
    const [second, third] = [await city.colleague(), await city.colleague()];
    await givesWithSecond(giver, second, "people.grant");
    await gives(second, third, "permits.suspend");
    expect(await suspends(third)).toMatchObject({ ok: true });
    await gives(admin, giver, "permits.suspend");
    expect(await suspends(giver)).toMatchObject({ ok: true });
  });

  it("over however many hands", async () => {
    const giver = await city.officerWith("people.grant");
    const [second, third] = [await city.colleague(), await city.colleague()];
    await givesWithSecond(giver, second, "people.grant");
    await givesWithSecond(second, third, "people.grant");
    await gives(third, giver, "permits.suspend");
    expect(await suspends(giver)).toMatchObject({ refusal: "kept_apart", because: "grant_use" });
  });

  it("stays that when somebody else reduces it: who reduces gives nothing", async () => {
    const giver = await city.officerWith("people.grant");
    const second = await city.colleague();
    await givesWithSecond(giver, second, "people.grant");
    const grantId = await gives(second, giver, "permits.suspend");
    await must(replaceGrant, admin.actor, { grantId, version: 1, zoneId: city.west.id, reason: good });
    expect(await suspends(giver)).toMatchObject({ refusal: "kept_apart", because: "grant_use" });
  });

  it("is not one that was theirs already, and that somebody reduced to whom they gave", async () => {
    const giver = await city.officerWith("people.grant");
    const second = await city.colleague();
    await givesWithSecond(giver, second, "people.grant");
    const grantId = await gives(admin, giver, "permits.suspend");
    await must(replaceGrant, second.actor, { grantId, version: 1, zoneId: city.west.id, reason: good });
    expect(await suspends(giver)).toMatchObject({ ok: true });
  });

  it("does not spoil another that allows the same: that one is used, and named", async () => {
    const giver = await city.officerWith("people.grant");
    const second = await city.colleague();
    await givesWithSecond(giver, second, "people.grant");
    const clean = await gives(admin, giver, "permits.suspend", { zoneId: city.west.id });
    await gives(second, giver, "permits.suspend");
    const result = await suspends(giver);
    expect(result.ok && (await entryOf(result.value.entryId)).grantId).toBe(clean);
    const inTheEast = await city.application("approved", { assetIds: [await city.asset({ zoneId: city.east.id })] });
    expect(await suspendPermit(giver.actor, { permitId: inTheEast.permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ refusal: "kept_apart", because: "grant_use" });
  });

  it("is used neither to take something in an emergency nor to give", async () => {
    const giver = await city.officerWith("people.grant", { zoneId: city.east.id });
    const second = await city.colleague();
    await city.holds(second, { capability: "people.grant", givenById: giver.id, givenUnderId: giver.grantId });
    await gives(second, giver, "emergency.take");
    expect(await takeEmergencyGrant(giver.actor, { capability: "permits.suspend", reason: good })).toMatchObject({ refusal: "kept_apart", because: "grant_use" });
    await givesWithSecond(second, giver, "people.grant");
    expect(await giveGrant(giver.actor, { personId: (await city.colleague()).id, capability: "permits.suspend", zoneId: city.west.id, reason: good })).toMatchObject({ refusal: "kept_apart", because: "grant_use" });
  });
});

const revoker = await city.officerWith("permits.revoke");
const { permitId } = await city.application("approved");
const stranger = await city.colleague();
const revocation = { permitId, version: 1, reason: good, confirm: "yes", without: "danger" };
const ofItsOwn = await city.colleague();
await city.holds(ofItsOwn, { capability: "permits.suspend", needsRecentMinutes: 10 });
const suspension = { permitId, version: 1, until: inDays(2), reason: good, without: "danger" };
const closer = await city.officerWith("people.deactivate");
const toGive = { personId: (await city.colleague()).id, capability: "permits.suspend", reason: good };

describe("an act that asks for a recent proof", () => {
  refuses(revokePermit, [
    ["never confirmed", confirmed(revoker, null), revocation, "confirm_first"],
    ["confirmed 16 minutes ago", confirmed(revoker, 16), revocation, "confirm_first"],
    ["who may not, and did not confirm, learns nothing of that", confirmed(stranger, null), revocation, "hidden"],
  ]);
  refuses(suspendPermit, [["confirmed 11 minutes ago, where the grant itself asks for 10", confirmed(ofItsOwn, 11), suspension, "confirm_first"]]);
  refuses(giveGrant, [["confirmed 16 minutes ago", confirmed(admin, 16), toGive, "confirm_first"]]);
  refuses(endGrant, [["confirmed 16 minutes ago", confirmed(admin, 16), { grantId: revoker.grantId, version: 1, reason: good }, "confirm_first"]]);
  refuses(deactivatePerson, [["confirmed 16 minutes ago", confirmed(closer, 16), { personId: toGive.personId, version: 1, reason: good }, "confirm_first"]]);

  it("says within how many minutes", async () => {
    expect(await revokePermit(confirmed(revoker, 16), revocation)).toMatchObject({ about: { minutes: 15 } });
    expect(await suspendPermit(confirmed(ofItsOwn, 11), suspension)).toMatchObject({ about: { minutes: 10 } });
  });

  it("is done with one, and what asks for none is done without", async () => {
    const fresh = async () => ({ permitId: (await city.application("approved")).permitId, version: 1, reason: good });
    await must(revokePermit, confirmed(revoker, 14), { ...(await fresh()), confirm: "yes", without: "danger" });
    await must(suspendPermit, confirmed(ofItsOwn, 9), { ...(await fresh()), until: inDays(2), without: "danger" });
    await must(suspendPermit, confirmed(await city.officerWith("permits.suspend"), null), { ...(await fresh()), until: inDays(2), without: "danger" });
    await city.rules({ recentMinutes: { "permits.suspend": 5 } });
    await must(revokePermit, confirmed(revoker, null), { ...(await fresh()), confirm: "yes", without: "danger" });
    expect(await suspendPermit(confirmed(await city.officerWith("permits.suspend"), 6), { ...(await fresh()), until: inDays(2), without: "danger" })).toMatchObject({ refusal: "confirm_first", about: { minutes: 5 } });
  });
});

describe("from an entry one reaches the first administrator", () => {
  /** The grants behind an entry, each under the one that allowed its giving. */
  async function chainOf(entryId: string) {
    const chain: { capability: string; origin: string; heldBy: string; givenBy: string | null }[] = [];
    let { grantId: next } = await entryOf(entryId);
    while (next) {
      const grant = await db.grant.findUniqueOrThrow({ where: { id: next } });
      chain.push({ capability: grant.capability, origin: grant.origin, heldBy: grant.personId, givenBy: grant.givenById });
      next = grant.givenUnderId;
    }
    return chain;
  }
  const root = async () => ({ capability: "people.grant", origin: "setup", heldBy: admin.id, givenBy: null });

  it("over each grant and its giver, also when those grants have ended since", async () => {
    const giver = await city.officerWith("people.grant");
    const second = await city.colleague();
    const ofSecond = await givesWithSecond(giver, second, "people.grant");
    const officer = await city.colleague();
    await gives(second, officer, "permits.suspend");
    for (const grantId of [ofSecond, giver.grantId]) await must(endGrant, admin.actor, { grantId, version: 1, reason: good });
    const result = await suspends(officer);
    expect(result.ok && (await chainOf(result.value.entryId))).toEqual([
      { capability: "permits.suspend", origin: "given", heldBy: officer.id, givenBy: second.id },
      { capability: "people.grant", origin: "given", heldBy: second.id, givenBy: giver.id },
      { capability: "people.grant", origin: "given", heldBy: giver.id, givenBy: admin.id },
      await root(),
    ]);
    expect((await db.grant.findUniqueOrThrow({ where: { id: await grantOf(admin, "people.grant") } })).givenUnderId).toBeNull();
  });

  it("also of what was taken in an emergency, and of what took a wider grant's place", async () => {
    const taker = await city.officerWith("emergency.take");
    await must(takeEmergencyGrant, taker.actor, { capability: "permits.suspend", reason: good });
    const taken = await suspends(taker);
    expect(taken.ok && (await chainOf(taken.value.entryId))).toEqual([{ capability: "permits.suspend", origin: "emergency", heldBy: taker.id, givenBy: null }, { capability: "emergency.take", origin: "given", heldBy: taker.id, givenBy: admin.id }, await root()]);
    const officer = await city.officerWith("permits.suspend");
    await must(replaceGrant, secondAdmin.actor, { grantId: officer.grantId, version: 1, zoneId: city.west.id, reason: good });
    const reduced = await suspends(officer);
    expect(reduced.ok && (await chainOf(reduced.value.entryId)).at(-1)).toEqual(await root());
  });
});
