import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { confirmed, good, inDays, must, nobodys, testCity, type Scope } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { launchReview } from "@/lib/reviews/launch-review";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");
/** Runs reviews, and may end permissions too. */
const closer = await city.officerWith("people.grant");
await city.holds(closer, { capability: "reviews.run" });

const capability = "terms.read";
/** A review of two grants that were just given, past its day or a month before it; everything else of it is answered. */
async function launched({ silence = "end", due = "past", scope = {} }: { silence?: string; due?: "past" | "ahead"; scope?: Scope } = {}) {
  const [one, other] = [await city.officerWith(capability, scope), await city.officerWith(capability, scope)];
  const { subjectId: reviewId } = await must(launchReview, runner.actor, { title: "Review", capabilities: capability, agencyId: "", zoneId: "", dueOn: inDays(30), silence, plant: "0" });
  const items = await db.reviewItem.findMany({ where: { reviewId }, orderBy: { id: "asc" } });
  for (const { id, grantId, reviewerId } of items) {
    if (grantId === one.grantId || grantId === other.grantId) continue;
    await must(answerItem, reviewerId === admin.id ? admin.actor : reviewerId === secondAdmin.id ? secondAdmin.actor : closer.actor, { itemId: id, version: 1, answer: "keep", reason: good });
  }
  if (due === "past") await asSuperuser(`UPDATE "Review" SET "dueOn" = '2026-01-05' WHERE id = $1`, [reviewId]);
  const itemOf = (grantId: string) => items.find((item) => item.grantId === grantId)?.id ?? "";
  return { reviewId, version: 1, one: { ...one, itemId: itemOf(one.grantId) }, other: { ...other, itemId: itemOf(other.grantId) } };
}
const sent = ({ reviewId, version }: { reviewId: string; version: number }) => ({ reviewId, version });
const answer = (itemId: string, what = "keep") => must(answerItem, admin.actor, { itemId, version: 1, answer: what, reason: good });
const grantNow = (id: string) => db.grant.findUniqueOrThrow({ where: { id } });
const itemNow = (id: string) => db.reviewItem.findUniqueOrThrow({ where: { id } });

describe("a review is closed", () => {
  it("after its day: what nobody answered for ends, under the right of whoever closes it, and its holder is told", async () => {
    const review = await launched();
    await answer(review.one.itemId);
    const { outcome, told } = await toldSince(() => must(closeReview, closer.actor, sent(review)));
    expect(await db.review.findUniqueOrThrow({ where: { id: review.reviewId } })).toMatchObject({ status: "closed", version: 2, remediatedAt: null });
    expect((await grantNow(review.one.grantId)).endedAt).toBeNull();
    expect(await grantNow(review.other.grantId)).toMatchObject({ endedById: closer.id, endReason: "Nobody answered for it in the review “Review”, which was due on 5 January 2026." });
    expect(await itemNow(review.other.itemId)).toMatchObject({ answer: "silence", answeredAt: null });
    expect(told).toEqual([["grant-ended", review.other.email]]);
    const by = { actorId: closer.id, actorKind: "person" };
    const running = await grantOf(closer, "reviews.run");
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "review.closed", subjectType: "Review", subjectId: review.reviewId, fromStatus: "open", toStatus: "closed", grantId: running, ...by },
      { name: "review.answered", subjectType: "ReviewItem", subjectId: review.other.itemId, fromStatus: "open", toStatus: "silence", grantId: running, ...by },
    ]);
    expect(await db.ledgerEntry.findFirstOrThrow({ where: { name: "grant.ended", subjectId: review.other.grantId } })).toMatchObject({ actorId: closer.id, grantId: await grantOf(closer, "people.grant") });
    expect((await entryOf(outcome.entryId)).open).toEqual({ unanswered: 1, ended: 1 });
  });

  it("where silence keeps, nothing ends, and whoever runs reviews is enough", async () => {
    const review = await launched({ silence: "keep" });
    await must(closeReview, runner.actor, sent(review));
    for (const { grantId, itemId } of [review.one, review.other]) {
      expect((await grantNow(grantId)).endedAt).toBeNull();
      expect((await itemNow(itemId)).answer).toBe("silence");
    }
  });

  it("before its day, once all is answered, or has ended of itself", async () => {
    const review = await launched({ due: "ahead" });
    await answer(review.one.itemId, "end");
    await must(endGrant, admin.actor, { grantId: review.other.grantId, version: 1, reason: good });
    await must(closeReview, runner.actor, sent(review));
    expect(await grantNow(review.other.grantId)).toMatchObject({ endedById: admin.id, endReason: good });
  });
});

const open = await launched();
const input = sent(open);
const ahead = await launched({ due: "ahead" });
const local = await city.officerWith("people.grant", { zoneId: city.west.id });
await city.holds(local, { capability: "reviews.run" });
const closed = await launched({ silence: "keep" });
await must(closeReview, runner.actor, sent(closed));

refuses(closeReview, [
  ...(await staffWhoMayNot(city, "reviews.run", input)),
  ["an administrator who gives grants", admin, input, "not_allowed"],
  ["an auditor", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["whoever may not end what would end", runner, input, "review_not_yours_to_end"],
  ["whoever may end only what lies elsewhere", local, input, "review_not_yours_to_end"],
  ["whoever proved an hour ago that it is them", confirmed(closer, 60), input, "confirm_first"],
  ["before its day, while answers are missing", closer, sent(ahead), "review_not_due"],
  ["a review that does not exist", closer, { ...input, reviewId: nobodys }, "not_found"],
  ["a version that is not what is stored", closer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is closed", closer, { ...sent(closed), version: 2 }, "not_from_here"],
]);
refusesGarbage(closeReview, closer, input);

describe("at the same moment", () => {
  oneWins(closeReview, async () => ({ who: [closer, closer], input: sent(await launched()) }), ["changed_since_read", "not_from_here"]);
  sentTwice(closeReview, async () => {
    const once = sent(await launched());
    return { who: closer, input: once, other: { ...once, version: 2 } };
  });
});

describe("a review of those who give", () => {
  it("their own right to end permissions comes last, and the last right of all stays, to be seen to", async () => {
    const both = await city.officerWith("people.grant");
    await city.holds(both, { capability: "reviews.run" });
    const { subjectId: reviewId } = await must(launchReview, runner.actor, { title: "Givers", capabilities: "people.grant", agencyId: "", zoneId: "", dueOn: inDays(30), silence: "end", plant: "0" });
    await asSuperuser(`UPDATE "Review" SET "dueOn" = '2026-01-05' WHERE id = $1`, [reviewId]);
    const { entryId } = await must(closeReview, both.actor, { reviewId, version: 1 });
    const left = await db.grant.findMany({ where: { capability: "people.grant", endedAt: null } });
    expect(left.map(({ personId }) => personId)).toEqual([both.id]);
    expect((await entryOf(entryId)).open).toMatchObject({ left: 1 });
  });
});
