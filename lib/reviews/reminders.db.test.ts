import { describe, expect, it } from "vitest";
import { addDays, dayOf, readDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { launchReview } from "@/lib/reviews/launch-review";
import { remindReviewers } from "@/lib/reviews/reminders";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");
let titles = 0;

/** A review of two grants that the administrator gave, due in so many days. */
async function launched(days: number) {
  const grants = [await city.officerWith("terms.read"), await city.officerWith("terms.read")].map(({ grantId }) => grantId);
  const title = `Review ${++titles}`;
  const { subjectId: reviewId } = await must(launchReview, runner.actor, { title, capabilities: "terms.read", agencyId: "", zoneId: "", dueOn: inDays(days), silence: "end", plant: "0" });
  // Of the grants of other tests nobody is asked here, and only the administrator is.
  await asSuperuser(`DELETE FROM "ReviewItem" WHERE "reviewId" = $1 AND NOT "grantId" = ANY($2)`, [reviewId, grants]);
  const items = await db.reviewItem.findMany({ where: { reviewId }, orderBy: { id: "asc" } });
  return { reviewId, title, items, dueOn: readDay(inDays(days)) ?? new Date() };
}
const remindersOf = async ({ title }: { title: string }, { id }: Someone = admin) =>
  (await db.notice.findMany({ where: { personId: id, template: "review-ends" }, orderBy: { id: "asc" } })).map(({ data }) => data as { title: string; days: number; items: number }).filter((data) => data.title === title).map(({ days, items }) => [days, items]);
const before = ({ dueOn }: { dueOn: Date }, days: number) => addDays(dueOn, -days);

describe("who has not answered is reminded", () => {
  it("7 days and 1 day before, once each, of what still waits", async () => {
    const review = await launched(30);
    for (const days of [20, 8]) await remindReviewers(before(review, days));
    expect(await remindersOf(review)).toEqual([]);
    for (const days of [7, 7, 6]) await remindReviewers(before(review, days));
    expect(await remindersOf(review)).toEqual([[7, 2]]);
    await must(answerItem, admin.actor, { itemId: review.items[0]?.id, version: 1, answer: "keep", reason: good });
    for (const days of [1, 1, 0, -1, -5]) await remindReviewers(before(review, days));
    expect(await remindersOf(review)).toEqual([[7, 2], [1, 1]]);
    expect(await remindersOf(review, secondAdmin)).toEqual([]);
    expect((await db.review.findUniqueOrThrow({ where: { id: review.reviewId } })).toldDays).toEqual([7, 1]);
  });

  it("once where two reminders are late; and not of what they were asked just now", async () => {
    const [late, short] = [await launched(30), await launched(5)];
    await remindReviewers(before(late, 0));
    expect(await remindersOf(late)).toEqual([[0, 2]]);
    await remindReviewers(new Date());
    expect(await remindersOf(short)).toEqual([]);
    await remindReviewers(before(short, 1));
    expect(await remindersOf(short)).toEqual([[1, 2]]);
  });

  it("not of what has ended, nor where all is answered, nor of a review that is closed", async () => {
    const [ended, answered, closed] = [await launched(20), await launched(20), await launched(20)];
    await must(endGrant, secondAdmin.actor, { grantId: ended.items[0]?.grantId, version: 1, reason: good });
    for (const { id } of [...answered.items, ...closed.items]) await must(answerItem, admin.actor, { itemId: id, version: 1, answer: "keep", reason: good });
    await must(closeReview, runner.actor, { reviewId: closed.reviewId, version: 1 });
    await remindReviewers(before(ended, 7));
    expect([await remindersOf(ended), await remindersOf(answered), await remindersOf(closed)]).toEqual([[[7, 1]], [], []]);
  });

  it("not who has left, and not for what has nobody", async () => {
    const review = await launched(20);
    await asSuperuser(`UPDATE "ReviewItem" SET "reviewerId" = NULL WHERE id = $1`, [review.items[0]?.id]);
    await remindReviewers(before(review, 7));
    expect(await remindersOf(review)).toEqual([[7, 1]]);
  });

  it("once, when several workers look at the same moment", async () => {
    const reviews = [await launched(40), await launched(40), await launched(40)];
    const day = addDays(dayOf(new Date()), 33);
    await Promise.all(Array.from({ length: 6 }, () => remindReviewers(day)));
    // Who came second to one leaves it to the first; whatever was left over is told by the next.
    await remindReviewers(day);
    for (const review of reviews) expect(await remindersOf(review)).toEqual([[7, 2]]);
  });
});
