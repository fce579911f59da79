import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { giveGrant } from "@/lib/people/give-grant";
import { answerItem } from "@/lib/reviews/answer-item";
import { handOver } from "@/lib/reviews/hand-over";
import { launchReview } from "@/lib/reviews/launch-review";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");

/** A review of what one giver of the west gave to three colleagues, and of nothing else they may not give. */
async function launched() {
  const giver = await city.officerWith("people.grant", { zoneId: city.west.id });
  const given = await Promise.all([1, 2, 3].map(async () => (await must(giveGrant, giver.actor, { personId: (await city.colleague()).id, capability: "permits.decide", zoneId: city.west.id, reason: good })).subjectId));
  const { subjectId: reviewId } = await must(launchReview, runner.actor, { title: "Review", capabilities: "permits.decide", agencyId: "", zoneId: "", dueOn: inDays(30), silence: "end", plant: "0" });
  const items = await db.reviewItem.findMany({ where: { reviewId, grantId: { in: given } }, orderBy: { id: "asc" } });
  expect(items.map(({ reviewerId }) => reviewerId)).toEqual([giver.id, giver.id, giver.id]);
  return { giver, reviewId, items, of: (toId = "") => ({ reviewId, fromId: giver.id, toId, reason: good }) };
}
const itemsNow = (reviewId: string, reviewerId: string | null) => db.reviewItem.findMany({ where: { reviewId, reviewerId }, orderBy: { id: "asc" } });

describe("what a reviewer has not answered is handed over", () => {
  it("to the one named: what was answered stays with who answered it, and the other is told", async () => {
    const { giver, reviewId, items, of } = await launched();
    const [first, second] = items;
    await must(answerItem, giver.actor, { itemId: first?.id, version: 1, answer: "keep", reason: good });
    await asSuperuser(`UPDATE "ReviewItem" SET "shownAt" = now() WHERE id = $1`, [second?.id]);
    const { outcome, told } = await toldSince(() => must(handOver, runner.actor, of(secondAdmin.id)));
    expect((await itemsNow(reviewId, giver.id)).map(({ id }) => id)).toEqual([first?.id]);
    const handed = (await itemsNow(reviewId, secondAdmin.id)).filter(({ id }) => items.some((item) => item.id === id));
    expect(handed).toHaveLength(2);
    // Who has it now has not seen it yet.
    expect(handed.map(({ shownAt }) => shownAt)).toEqual([null, null]);
    expect(told).toEqual([["review-asked", secondAdmin.email]]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "review.handed_over", subjectType: "Review", subjectId: reviewId, fromStatus: "open", toStatus: "open", actorId: runner.id, actorKind: "person", grantId: runner.grantId }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ items: 2 });
    await must(answerItem, secondAdmin.actor, { itemId: second?.id, version: handed.find(({ id }) => id === second?.id)?.version, answer: "end", reason: good });
  });

  it("of a reviewer who left, to whoever may give it, shared among them", async () => {
    const { giver, reviewId, items, of } = await launched();
    const leaver = await city.officerWith("people.deactivate");
    const { version } = await db.person.findUniqueOrThrow({ where: { id: giver.id } });
    await must(deactivatePerson, leaver.actor, { personId: giver.id, version, reason: good });
    await must(handOver, runner.actor, of());
    expect(await itemsNow(reviewId, giver.id)).toEqual([]);
    for (const { id, holderId } of items) {
      const { reviewerId } = await db.reviewItem.findUniqueOrThrow({ where: { id } });
      expect(await db.grant.count({ where: { personId: reviewerId ?? "", capability: "people.grant", endedAt: null, OR: [{ zoneId: null }, { zoneId: city.west.id }] } })).toBe(1);
      expect(reviewerId).not.toBe(holderId);
    }
  });

  it("also what had nobody", async () => {
    const { reviewId, items } = await launched();
    await asSuperuser(`UPDATE "ReviewItem" SET "reviewerId" = NULL WHERE id = $1`, [items[0]?.id]);
    await must(handOver, runner.actor, { reviewId, fromId: "", toId: admin.id, reason: good });
    expect((await db.reviewItem.findUniqueOrThrow({ where: { id: items[0]?.id ?? "" } })).reviewerId).toBe(admin.id);
  });

  it("never to the holder: what they hold stays where it is", async () => {
    const { giver, reviewId, items, of } = await launched();
    const { holderId } = await db.reviewItem.findUniqueOrThrow({ where: { id: items[0]?.id ?? "" } });
    await city.holds({ id: holderId }, { capability: "people.grant" });
    await must(handOver, runner.actor, of(holderId));
    expect((await itemsNow(reviewId, giver.id)).map(({ id }) => id)).toEqual([items[0]?.id]);
    expect((await itemsNow(reviewId, holderId)).map(({ id }) => id)).toEqual(expect.arrayContaining(items.slice(1).map(({ id }) => id)));
  });
});

const { giver, of } = await launched();
const input = of(secondAdmin.id);
const east = await city.officerWith("people.grant", { zoneId: city.east.id });
const closed = await launched();
await asSuperuser(`UPDATE "Review" SET status = 'closed', "closedAt" = now() WHERE id = $1`, [closed.reviewId]);

refuses(handOver, [
  ...(await staffWhoMayNot(city, "reviews.run", input)),
  ["an administrator who gives grants", admin, input, "not_allowed"],
  ["the reviewer themselves", giver, input, "not_allowed"],
  ["an auditor", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a review that does not exist", runner, { ...input, reviewId: nobodys }, "not_found"],
  ["a review that is closed", runner, closed.of(secondAdmin.id), "review_closed"],
  ["to the same", runner, of(giver.id), "review_nobody"],
  ["to somebody who may not give", runner, of((await city.colleague()).id), "review_nobody"],
  ["to somebody who gives elsewhere", runner, of(east.id), "review_nobody"],
  ["of somebody who has nothing", runner, { ...input, fromId: east.id }, "review_nobody"],
  ["of nobody, where everything has somebody", runner, { ...input, fromId: "" }, "review_nobody"],
  ...withoutReason(runner, input),
]);
refusesGarbage(handOver, runner, input);

describe("at the same moment", () => {
  it("to two: each has what they got, nothing twice", async () => {
    const twice = await launched();
    const results = await Promise.all([handOver(runner.actor, twice.of(admin.id)), handOver(runner.actor, twice.of(secondAdmin.id))]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(["changed_since_read", "review_nobody"]).toContain(result.refusal);
  });
  sentTwice(handOver, async () => {
    const sent = (await launched()).of(secondAdmin.id);
    return { who: runner, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
