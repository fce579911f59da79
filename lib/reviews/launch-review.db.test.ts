import { describe, expect, it } from "vitest";
import { inForce } from "@/lib/access/held";
import { addDays, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { assessApplication } from "@/lib/applications/assess";
import { refuseApplication } from "@/lib/applications/refuse";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { launchReview } from "@/lib/reviews/launch-review";
import { snapshotSchema } from "@/lib/reviews/schema";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");
const input = { title: "Yearly review", capabilities: "", agencyId: "", zoneId: "", dueOn: inDays(30), silence: "end", plant: "0" };
const launched = async (changes: object = {}) => (await must(launchReview, runner.actor, { ...input, ...changes })).subjectId;
const itemsOf = async (reviewId: string) => (await db.reviewItem.findMany({ where: { reviewId }, orderBy: { id: "asc" } })).map((item) => ({ ...item, snapshot: snapshotSchema.parse(item.snapshot) }));
const itemOf = async (reviewId: string, grantId: string) => {
  const found = (await itemsOf(reviewId)).find((item) => item.grantId === grantId);
  if (!found) throw new Error("this grant is not in the review");
  return found;
};

describe("a review asks of every grant whether it is still needed", () => {
  it("of each that is in force, of somebody who may give it and does not hold it; and tells them", async () => {
    const { outcome, told } = await toldSince(() => must(launchReview, runner.actor, input));
    const review = await db.review.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(review).toMatchObject({ title: "Yearly review", status: "open", silence: "end", launchedById: runner.id, toldDays: [], version: 1 });
    expect(isoDay(review.dueOn)).toBe(inDays(30));
    const items = await itemsOf(review.id);
    const standing = await db.grant.findMany({ where: { ...inForce(new Date()), capability: { notIn: ["deployments.apply", "members.invite"] } } });
    expect(items.map(({ grantId }) => grantId).sort()).toEqual(standing.map(({ id }) => id).sort());
    for (const item of items) {
      expect(item.reviewerId).not.toBe(item.holderId);
      expect([admin.id, secondAdmin.id]).toContain(item.reviewerId);
      expect(item).toMatchObject({ isPlanted: false, answer: null, shownAt: null });
      const grant = standing.find(({ id }) => id === item.grantId);
      // The giver answers for what they gave, unless they hold it.
      if (grant?.givenById === admin.id && grant.personId !== admin.id) expect(item.reviewerId).toBe(admin.id);
    }
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "review.launched", subjectType: "Review", subjectId: review.id, fromStatus: null, toStatus: "open", actorId: runner.id, actorKind: "person", grantId: runner.grantId }]);
    expect(told).toEqual([admin.email, secondAdmin.email].sort().map((email) => ["review-asked", email]));
  });

  it("only of what was chosen, and of all that holds there: also what reaches further", async () => {
    const holding = async (scope: object) => (await city.officerWith("permits.suspend", scope)).grantId;
    const [west, east, lighting, both] = [await holding({ zoneId: city.west.id }), await holding({ zoneId: city.east.id }), await holding({ agencyId: city.lighting.id }), await holding({ zoneId: city.west.id, agencyId: city.traffic.id })];
    const ran = await city.holds(await city.colleague(), { capability: "permits.suspend", validUntil: addDays(new Date(), -1) });
    const ended = await city.officerWith("permits.suspend");
    await must(endGrant, admin.actor, { grantId: ended.grantId, version: 1, reason: good });
    const ids = async (changes: object) => new Set((await itemsOf(await launched({ capabilities: ["permits.suspend"], ...changes }))).map(({ grantId }) => grantId));
    const inWest = await ids({ zoneId: city.west.id });
    expect([west, east, lighting, both, ran, ended.grantId].map((id) => inWest.has(id))).toEqual([true, false, true, true, false, false]);
    const there = await ids({ zoneId: city.west.id, agencyId: city.lighting.id });
    expect([west, east, lighting, both].map((id) => there.has(id))).toEqual([true, false, true, false]);
    for (const item of await itemsOf(await launched({ capabilities: "permits.suspend" }))) expect(item.snapshot.capability).toBe("permits.suspend");
  });

  it("of another than the giver, where the giver left or holds it themselves", async () => {
    const local = await city.officerWith("people.grant", { zoneId: city.west.id });
    const person = await city.colleague();
    const { subjectId: grantId } = await must(giveGrant, local.actor, { personId: person.id, capability: "security.read", zoneId: city.west.id, reason: good });
    expect((await itemOf(await launched({ capabilities: "security.read" }), grantId)).reviewerId).toBe(local.id);
    await must(endGrant, admin.actor, { grantId: local.grantId, version: 1, reason: good });
    expect([admin.id, secondAdmin.id]).toContain((await itemOf(await launched({ capabilities: "security.read" }), grantId)).reviewerId);
  });
});

describe("what is shown of each", () => {
  const known = async (person: Someone & { grantId: string }, capability: string) => (await itemOf(await launched({ capabilities: capability }), person.grantId)).snapshot;

  it("the sentence, the giver, since and until", async () => {
    const person = await city.colleague();
    const { subjectId: grantId } = await must(giveGrant, admin.actor, { personId: person.id, capability: "terms.read", zoneId: city.west.id, validUntil: inDays(60), reason: good });
    const snapshot = await known({ ...person, grantId }, "terms.read");
    expect(snapshot).toMatchObject({ capability: "terms.read", giver: { id: admin.id, name: "Ada Admin" }, reason: good, isEmergency: false, reach: { zoneId: city.west.id, agencyId: null } });
    expect(snapshot.words).toContain("read commercial terms, in West, until ");
    // Reading leaves no entry: whether it was used cannot be told, and is not said to be "never".
    expect(snapshot).toMatchObject({ decisions: null, lastUsedAt: null, smallest: null });
  });

  it("how often and when it was last used, and the smallest that would have sufficed", async () => {
    const person = await city.officerWith("permits.suspend");
    expect(await known(person, "permits.suspend")).toMatchObject({ decisions: 0, lastUsedAt: null, smallest: null });
    for (const stop of [1, 2]) await must(suspendPermit, person.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(stop), reason: good, without: "danger" });
    const snapshot = await known(person, "permits.suspend");
    expect(snapshot).toMatchObject({ decisions: 2, smallest: { agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", highestTier: 3, partnerId: null } });
    expect(snapshot.smallest?.words).toBe("suspend and resume permits, on assets of Street Lighting, in West, on street-light poles, up to risk tier 3");
    expect(Date.now() - new Date(snapshot.lastUsedAt ?? 0).getTime()).toBeLessThan(20_000);
    await must(suspendPermit, person.actor, { permitId: (await city.application("approved", { assetIds: [await city.asset({ zoneId: city.east.id })] })).permitId, version: 1, until: inDays(1), reason: good, without: "danger" });
    expect((await known(person, "permits.suspend")).smallest).toMatchObject({ agencyId: city.lighting.id, zoneId: null });
  });

  it("of who gives grants: what they gave", async () => {
    const giver = await city.officerWith("people.grant");
    await must(giveGrant, giver.actor, { personId: (await city.colleague()).id, capability: "permits.suspend", zoneId: city.east.id, highestTier: "2", reason: good });
    expect(await known(giver, "people.grant")).toMatchObject({ decisions: 1, smallest: { zoneId: city.east.id, highestTier: 2 } });
  });

  it("ties to a partner whose cases were decided with it, memberships, and acts that must lie in different hands", async () => {
    const person = await city.officerWith("permits.revoke");
    await must(revokePermit, person.actor, { permitId: (await city.application("approved")).permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
    expect((await known(person, "permits.revoke")).conflicts).toEqual([]);
    await city.tie(person, city.otherPartner.id);
    expect((await known(person, "permits.revoke")).conflicts).toEqual([]);
    await city.tie(person, city.partner.id);
    await db.membership.create({ data: { personId: person.id, partnerId: city.otherPartner.id, endedAt: new Date() } });
    expect((await known(person, "permits.revoke")).conflicts).toEqual([
      `Has a declared tie to ${city.partner.name} (family), and decided on its cases with this: 1 time.`,
      expect.stringMatching(new RegExp(`^Belonged to ${city.otherPartner.name} until `)),
    ]);
  });

  it("who assessed and decided the same case, by an exception", async () => {
    const person = await city.officerWith("applications.review");
    await city.holds(person, { capability: "permits.decide" });
    await city.exception(person, "assess_decide");
    const { id, version } = await city.application("submitted");
    await must(assessApplication, person.actor, { applicationId: id, version, recommends: "refusal", reason: good });
    await must(refuseApplication, person.actor, { applicationId: id, version: version + 1, reason: good, grounds: "place", without: "danger" });
    expect((await known(person, "applications.review")).conflicts).toEqual(["Who assesses or reviews a case does not decide it; here both lay in one hand, on 1 case."]);
  });
});

describe("what is made up", () => {
  it("says of a real person what they never held, and looks like the rest", async () => {
    const id = await launched({ plant: "4" });
    const items = await itemsOf(id);
    const planted = items.filter(({ isPlanted }) => isPlanted);
    expect(planted).toHaveLength(4);
    for (const item of planted) {
      expect(item.grantId).toBeNull();
      expect(item.reviewerId).not.toBeNull();
      expect(item.reviewerId).not.toBe(item.holderId);
      expect(await db.grant.count({ where: { personId: item.holderId, capability: item.snapshot.capability } })).toBe(0);
      // It is like one that somebody holds: in its words, in whether it was ever used, and since a day on which one was given.
      const isUnused = ({ snapshot }: (typeof items)[number]) => snapshot.decisions === 0;
      expect(items.some((each) => !each.isPlanted && each.snapshot.words === item.snapshot.words && isUnused(each) === isUnused(item))).toBe(true);
      expect(items.some((each) => !each.isPlanted && each.snapshot.since === item.snapshot.since)).toBe(true);
    }
    expect(new Set(planted.map(({ holderId, snapshot }) => `${holderId} ${snapshot.capability}`)).size).toBe(4);
    // Not always at the end, where they would be known by their place.
    const places: boolean[] = [];
    for (let n = 0; n < 3; n++) places.push((await itemsOf(await launched({ plant: "4" }))).slice(-4).every(({ isPlanted }) => isPlanted));
    expect(places).toContain(false);
  });
});

const alone = { ...input, capabilities: ["policies.publish"] };
const reader = await city.officerWith("ledger.read");
refuses(launchReview, [
  ...(await staffWhoMayNot(city, "reviews.run", input)),
  ["an administrator who gives grants and may see reviews", admin, input, "not_allowed"],
  ["an auditor", reader, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an end today", runner, { ...input, dueOn: inDays(0) }, "validity_over"],
  ["an end in the past", runner, { ...input, dueOn: inDays(-9) }, "validity_over"],
  ["a day that does not exist", runner, { ...input, dueOn: "2027-02-30" }, "bad_input"],
  ["a scope without a grant", runner, alone, "review_empty"],
  ["an agency that does not exist", runner, { ...input, agencyId: nobodys }, "scope_unknown"],
  ["a zone that does not exist", runner, { ...input, zoneId: nobodys }, "scope_unknown"],
  ["a capability that does not exist", runner, { ...input, capabilities: ["permits.decide", "everything"] }, "bad_input"],
  ["a capability of partners", runner, { ...input, capabilities: "deployments.apply" }, "bad_input"],
  ["no title", runner, { ...input, title: " " }, "bad_input"],
  ["no word on silence", runner, { ...input, silence: "" }, "bad_input"],
  ["21 made up", runner, { ...input, plant: "21" }, "bad_input"],
  ["minus one made up", runner, { ...input, plant: "-1" }, "bad_input"],
]);
refusesGarbage(launchReview, runner, input);

describe("at the same moment", () => {
  sentTwice(launchReview, async () => ({ who: runner, input, other: { ...input, title: "Another review" } }));
});

describe("where one person alone could answer", () => {
  it("what they hold themselves waits for somebody, and is in it; a review of nothing else is refused", async () => {
    await must(endGrant, admin.actor, { grantId: await grantOf(secondAdmin, "people.grant"), version: 1, reason: good });
    for (const { id, version } of await db.grant.findMany({ where: { capability: "people.grant", endedAt: null, personId: { not: admin.id } } })) await must(endGrant, admin.actor, { grantId: id, version, reason: good });
    const own = await grantOf(admin, "people.grant");
    expect((await itemOf(await launched(), own)).reviewerId).toBeNull();
    expect(await launchReview(runner.actor, { ...input, capabilities: "people.grant" })).toMatchObject({ refusal: "review_nobody" });
  });
});
