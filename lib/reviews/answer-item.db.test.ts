import { describe, expect, it } from "vitest";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { confirmed, good, inDays, must, nobodys, testCity, visitor, withoutSecondFactor, type Scope, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, everythingStored, grantOf, refuses, refusesGarbage, sentTwice, toldSince, type Row } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { suspendPermit } from "@/lib/permits/suspend";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { launchReview } from "@/lib/reviews/launch-review";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");

/** A review of one capability; the item of one grant in it, as it is to be answered. */
async function asked(grantId: string, { capability = "permits.suspend", ...changes }: { capability?: string; plant?: string; silence?: string } = {}) {
  const { subjectId: reviewId } = await must(launchReview, runner.actor, { title: "Review", capabilities: capability, agencyId: "", zoneId: "", dueOn: inDays(30), silence: "end", plant: "0", ...changes });
  const item = await db.reviewItem.findFirstOrThrow({ where: { reviewId, grantId } });
  return { reviewId, itemId: item.id, version: 1, reviewerId: item.reviewerId };
}
const officerWith = (scope: Scope = {}) => city.officerWith("permits.suspend", scope);
const of = ({ itemId, version }: { itemId: string; version: number }, answer: string, rest: object = { reason: good }) => ({ itemId, version, answer, ...rest });
const itemNow = (id: string) => db.reviewItem.findUniqueOrThrow({ where: { id } });
const grantNow = (id: string) => db.grant.findUniqueOrThrow({ where: { id }, include: { supersededBy: true } });
/** Gives an item to somebody, as no decision would. */
const handTo = (itemId: string, personId: string | null) => asSuperuser(`UPDATE "ReviewItem" SET "reviewerId" = $1 WHERE id = $2`, [personId, itemId]);

describe("a reviewer answers", () => {
  it("that it ends: it ends at once, under the reviewer's own right to end it, and its holder is told", async () => {
    const person = await officerWith();
    const item = await asked(person.grantId);
    expect(item.reviewerId).toBe(admin.id);
    const { permitId } = await city.application("approved");
    const { outcome, told } = await toldSince(() => must(answerItem, admin.actor, of(item, "end")));
    expect(await itemNow(item.itemId)).toMatchObject({ answer: "end", reason: good, reducedTo: null, version: 2 });
    expect((await itemNow(item.itemId)).answeredAt).toBeInstanceOf(Date);
    expect(await grantNow(person.grantId)).toMatchObject({ endedById: admin.id, endReason: good });
    expect(told).toEqual([["grant-ended", person.email]]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "review.answered", subjectType: "ReviewItem", subjectId: item.itemId, fromStatus: "open", toStatus: "end", actorId: admin.id, actorKind: "person", grantId: null }]);
    const ended = await db.ledgerEntry.findFirstOrThrow({ where: { name: "grant.ended", subjectId: person.grantId } });
    expect(ended).toMatchObject({ actorId: admin.id, grantId: await grantOf(admin, "people.grant") });
    expect(await suspendPermit(person.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ ok: false, refusal: "not_found" });
    const entry = await entryOf(outcome.entryId);
    expect(JSON.stringify(entry.open)).not.toContain(person.id);
  });

  it("that it may be narrower: the narrower one is there at once, with what its use asks for, and what was not said stays", async () => {
    const person = await city.colleague();
    const grantId = await city.holds(person, { capability: "permits.suspend", zoneId: city.west.id, needsRecentMinutes: 10 });
    const item = await asked(grantId);
    await must(answerItem, admin.actor, of(item, "reduce", { highestTier: "2", validUntil: inDays(40), agencyId: "", reason: good }));
    const { endedAt, supersededBy } = await grantNow(grantId);
    expect(endedAt).toBeInstanceOf(Date);
    expect(supersededBy).toMatchObject({ personId: person.id, zoneId: city.west.id, highestTier: 2, agencyId: null, needsRecentMinutes: 10, validUntil: addDays(dayOf(new Date()), 41), givenById: admin.id, givenUnderId: await grantOf(admin, "people.grant") });
    expect((await itemNow(item.itemId)).reducedTo).toMatchObject({ zoneId: city.west.id, highestTier: 2, words: expect.stringMatching(/^suspend and resume permits, in West, up to risk tier 2, until /) });
  });

  it("that it ends sooner; an end that it has already is kept", async () => {
    const [unbounded, bounded] = [await officerWith(), await city.colleague()];
    const boundedId = await city.holds(bounded, { capability: "permits.suspend", validUntil: addDays(dayOf(new Date()), 60) });
    await must(answerItem, admin.actor, of(await asked(unbounded.grantId), "reduce", { validUntil: inDays(10), reason: good }));
    expect((await grantNow(unbounded.grantId)).supersededBy).toMatchObject({ validUntil: addDays(dayOf(new Date()), 11), zoneId: null });
    await must(answerItem, admin.actor, of(await asked(boundedId), "reduce", { zoneId: city.east.id, reason: good }));
    expect((await grantNow(boundedId)).supersededBy).toMatchObject({ validUntil: addDays(dayOf(new Date()), 60), zoneId: city.east.id });
  });

  it("that it is kept: with a reason where it was never used, without where it was", async () => {
    const [unused, used] = [await officerWith(), await officerWith()];
    await must(suspendPermit, used.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
    await must(answerItem, admin.actor, of(await asked(unused.grantId), "keep"));
    const item = await asked(used.grantId);
    await must(answerItem, admin.actor, of(item, "keep", { reason: "" }));
    expect(await itemNow(item.itemId)).toMatchObject({ answer: "keep", reason: null });
    for (const { grantId } of [unused, used]) expect((await grantNow(grantId)).endedAt).toBeNull();
  });

  it("for what was made up just as for the rest, and is led to what waits next, and at the end back to the review", async () => {
    const person = await officerWith();
    const { reviewId } = await asked(person.grantId, { plant: "2" });
    const mine = await db.reviewItem.findMany({ where: { reviewId, reviewerId: admin.id }, orderBy: { id: "asc" } });
    const planted = await db.reviewItem.findMany({ where: { reviewId, isPlanted: true } });
    let next = mine[0]?.id;
    const seen: string[] = [];
    while (next) {
      seen.push(next);
      const row = await itemNow(next);
      const answer = row.isPlanted ? (seen.length % 2 ? "end" : "reduce") : "keep";
      const { reference } = await must(answerItem, admin.actor, of({ itemId: next, version: 1 }, answer, { reason: good, ...(answer === "reduce" ? { validUntil: inDays(3) } : {}) }));
      next = reference?.split("/")[1];
    }
    expect(seen).toEqual(mine.map(({ id }) => id));
    for (const { id, reviewerId } of planted) if (reviewerId === admin.id) expect((await itemNow(id)).answer).not.toBeNull();
  });
});

const target = await officerWith({ zoneId: city.west.id });
const item = await asked(target.grantId);
const input = of(item, "end");
const answered = await asked((await officerWith()).grantId);
await must(answerItem, admin.actor, of(answered, "keep"));
const overMeanwhile = await officerWith();
const over = await asked(overMeanwhile.grantId);
await must(endGrant, secondAdmin.actor, { grantId: overMeanwhile.grantId, version: 1, reason: good });
const emergencyOf = await city.colleague();
const emergencyId = await city.holds(emergencyOf, { capability: "permits.suspend", origin: "emergency", givenById: null, validUntil: addDays(new Date(), 1), ratifyBy: addDays(new Date(), 1) });
const emergency = await asked(emergencyId);
await handTo(emergency.itemId, admin.id);
const silentItem = await asked((await officerWith()).grantId, { silence: "keep" });
await asSuperuser(`UPDATE "Review" SET "dueOn" = '2020-01-01' WHERE id = $1`, [silentItem.reviewId]);
await must(closeReview, runner.actor, { reviewId: silentItem.reviewId, version: 1 });

/** Somebody who is asked, though they may no longer give or end it. */
const askedOf = async (grant: { capability?: "people.grant" | "permits.suspend"; validUntil?: Date; ended?: boolean; zoneId?: string; needsTraining?: string } | null): Promise<[Someone, object]> => {
  const person = await city.colleague();
  if (grant) await city.holds(person, { capability: "people.grant", ...grant });
  const theirs = await asked((await officerWith({ zoneId: city.west.id })).grantId);
  await handTo(theirs.itemId, person.id);
  return [person, of(theirs, "end")];
};
const nowhere: Row[] = [];
for (const [what, grant] of [
  ["no grant to give at all", null],
  ["a grant to give that ran out", { validUntil: addDays(new Date(), -1) }],
  ["a grant to give that was ended", { ended: true }],
  ["a grant to give elsewhere", { zoneId: city.east.id }],
  ["a grant to give that sleeps", { needsTraining: "Deciding permits" }],
] as const) {
  const [person, sent] = await askedOf(grant);
  nowhere.push([`a reviewer with ${what}`, person, sent, "not_allowed"], [`the same, to keep it: ${what}`, person, { ...sent, answer: "keep" }, "not_allowed"]);
}
const [slow, slowInput] = await askedOf({});

refuses(answerItem, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["another who may give, and is not asked", secondAdmin, input, "hidden"],
  ["whoever runs the review", runner, input, "hidden"],
  ["the person whose grant it is", target, input, "not_to_oneself"],
  ["a colleague without a grant", await city.colleague(), input, "hidden"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ...nowhere,
  ["a reviewer without a second factor", withoutSecondFactor(slow), slowInput, "not_allowed"],
  ["a reviewer who proved an hour ago that it is them", confirmed(slow, 60), slowInput, "confirm_first"],
  ["what nobody asked", admin, { ...input, itemId: nobodys }, "not_found"],
  ["a version that is not what is stored", admin, { ...input, version: 7 }, "changed_since_read"],
  ["what was answered already", admin, { ...of(answered, "end"), version: 2 }, "already_decided"],
  ["what ended meanwhile", admin, of(over, "end"), "already_ended"],
  ["what ended meanwhile, to be kept", admin, of(over, "keep"), "already_ended"],
  ["in a review that is closed", admin, { ...of(silentItem, "keep"), version: 2 }, "review_closed"],
  ["to keep what was never used, without a reason", admin, of(item, "keep", { reason: "" }), "reason_missing"],
  ["to keep with a reason of one word", admin, of(item, "keep", { reason: "yes" }), "bad_input"],
  ["to end without a reason", admin, of(item, "end", { reason: "" }), "bad_input"],
  ["to end with a reason of one word", admin, of(item, "end", { reason: "old" }), "bad_input"],
  ["to make narrower without a reason", admin, of(item, "reduce", { highestTier: "2", reason: "" }), "bad_input"],
  ["narrower by nothing", admin, of(item, "reduce"), "reduce_wider"],
  ["narrower by what it is already", admin, of(item, "reduce", { zoneId: city.west.id, reason: good }), "reduce_wider"],
  ["another zone", admin, of(item, "reduce", { zoneId: city.east.id, reason: good }), "reduce_wider"],
  ["a zone that does not exist", admin, of(item, "reduce", { agencyId: nobodys, reason: good }), "scope_unknown"],
  ["an end yesterday", admin, of(item, "reduce", { validUntil: inDays(-2), reason: good }), "validity_over"],
  ["an emergency, to be narrower", admin, of(emergency, "reduce", { highestTier: "1", reason: good }), "not_from_here"],
  ["an answer that there is not", admin, of(item, "silence"), "bad_input"],
]);
refusesGarbage(answerItem, admin, { ...of(item, "reduce"), agencyId: "", zoneId: "", assetClass: "", highestTier: "", validUntil: "" });

describe("a longer end", () => {
  it("is not narrower", async () => {
    const person = await city.colleague();
    const grantId = await city.holds(person, { capability: "permits.suspend", validUntil: addDays(dayOf(new Date()), 20) });
    const longer = await asked(grantId);
    const before = await everythingStored();
    expect(await answerItem(admin.actor, of(longer, "reduce", { validUntil: inDays(30), zoneId: city.west.id, reason: good }))).toMatchObject({ refusal: "reduce_wider", field: "validUntil" });
    expect(await everythingStored()).toEqual(before);
  });
});

describe("what the database holds", () => {
  it("an answer is given once, with its entry, and never by the holder", async () => {
    const given = await itemNow(answered.itemId);
    await expect(db.reviewItem.update({ where: { id: given.id }, data: { reason: "Another reason." } })).rejects.toThrow(/given once/);
    await expect(db.reviewItem.update({ where: { id: item.itemId }, data: { answer: "keep", answeredAt: new Date() } })).rejects.toThrow(/no ledger entry/);
    await expect(db.reviewItem.update({ where: { id: item.itemId }, data: { reviewerId: target.id } })).rejects.toThrow(/review_not_of_oneself/);
    await expect(db.reviewItem.update({ where: { id: item.itemId }, data: { answer: "end", answeredAt: new Date() } })).rejects.toThrow(/review_item_reason/);
  });
});

describe("at the same moment", () => {
  it("two answers: one is given, the other is told", async () => {
    const person = await officerWith();
    const both = await asked(person.grantId);
    const results = await Promise.all(["end", "keep", "reduce"].map((answer) => answerItem(admin.actor, of(both, answer, { reason: good, ...(answer === "reduce" ? { highestTier: "1" } : {}) }))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(["already_decided", "already_ended", "changed_since_read"]).toContain(result.refusal);
    expect(await db.ledgerEntry.count({ where: { name: "review.answered", subjectId: both.itemId } })).toBe(1);
  });

  it("an answer and the closing: never both of one item", async () => {
    const person = await officerWith();
    const late = await asked(person.grantId, { silence: "end" });
    await asSuperuser(`UPDATE "Review" SET "dueOn" = $2 WHERE id = $1`, [late.reviewId, isoDay(addDays(dayOf(new Date()), -1))]);
    const closer = await city.officerWith("people.grant");
    await city.holds(closer, { capability: "reviews.run" });
    const [answer, closing] = await Promise.all([answerItem(admin.actor, of(late, "keep")), closeReview(closer.actor, { reviewId: late.reviewId, version: 1 })]);
    expect(closing.ok).toBe(true);
    expect((await itemNow(late.itemId)).answer).toBe(answer.ok ? "keep" : "silence");
    expect((await grantNow(person.grantId)).endedAt === null).toBe(answer.ok);
    expect(await db.ledgerEntry.count({ where: { name: "review.answered", subjectId: late.itemId } })).toBe(1);
  });

  sentTwice(answerItem, async () => {
    const sent = of(await asked((await officerWith()).grantId), "end");
    return { who: admin, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
