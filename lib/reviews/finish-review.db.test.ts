import { describe, expect, it } from "vitest";
import type { Capability } from "@/lib/access/capabilities";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { finishReview } from "@/lib/reviews/finish-review";
import { launchReview } from "@/lib/reviews/launch-review";

const city = await testCity();
const { admin } = city;
const runner = await city.officerWith("reviews.run");
const secondRunner = await city.officerWith("reviews.run");

/** A review whose grants are kept, made narrower and ended in turn; closed unless said otherwise. */
async function closed({ isClosed = true, capability = "terms.read" }: { isClosed?: boolean; capability?: Capability } = {}) {
  for (const _ of [1, 2, 3]) await city.officerWith(capability);
  const { subjectId: reviewId } = await must(launchReview, runner.actor, { title: "Review", capabilities: capability, agencyId: "", zoneId: city.west.id, dueOn: inDays(30), silence: "end", plant: "0" });
  const items = await db.reviewItem.findMany({ where: { reviewId }, orderBy: { id: "asc" } });
  for (const [n, { id, snapshot }] of items.entries()) {
    const isNarrow = (snapshot as { reach: { highestTier: number | null } }).reach.highestTier !== null;
    const answer = ["keep", "reduce", "end"][n % 3];
    await must(answerItem, admin.actor, { itemId: id, version: 1, answer: answer === "reduce" && isNarrow ? "end" : answer, reason: good, ...(answer === "reduce" && !isNarrow ? { highestTier: "2" } : {}) });
  }
  if (isClosed) await must(closeReview, runner.actor, { reviewId, version: 1 });
  return { reviewId, version: 2 };
}
/** Undoes the end of one grant behind everybody's back: what no decision can. */
async function undone(answer: string, capability?: Capability) {
  const review = await closed(capability ? { capability } : {});
  const item = await db.reviewItem.findFirstOrThrow({ where: { reviewId: review.reviewId, answer: answer as "end" } });
  await asSuperuser(`UPDATE "Grant" SET "endedAt" = NULL, "endReason" = NULL, "endedById" = NULL WHERE id = $1`, [item.grantId]);
  return { review, grantId: item.grantId ?? "" };
}

describe("a review is carried out", () => {
  it("once what is stored is as was answered", async () => {
    const review = await closed();
    const { entryId } = await must(finishReview, runner.actor, review);
    expect(await db.review.findUniqueOrThrow({ where: { id: review.reviewId } })).toMatchObject({ status: "remediated", version: 3 });
    expect(await entriesOf(entryId)).toEqual([{ name: "review.remediated", subjectType: "Review", subjectId: review.reviewId, fromStatus: "closed", toStatus: "remediated", actorId: runner.id, actorKind: "person", grantId: runner.grantId }]);
  });

  it("and not before: what still stands is counted, and can be ended by hand", async () => {
    const { review, grantId } = await undone("end");
    expect(await finishReview(runner.actor, review)).toMatchObject({ refusal: "review_not_finished", about: { left: 1 } });
    const { version } = await db.grant.findUniqueOrThrow({ where: { id: grantId } });
    await must(endGrant, admin.actor, { grantId, version, reason: good });
    await must(finishReview, runner.actor, review);
  });
});

const input = await closed();
const open = await closed({ isClosed: false });
const done = await closed();
await must(finishReview, runner.actor, done);
// Of another kind, so that no later review ends it.
const { review: notDone } = await undone("end", "contacts.read");
refuses(finishReview, [
  ...(await staffWhoMayNot(city, "reviews.run", input)),
  ["an administrator who gives grants", admin, input, "not_allowed"],
  ["a review that does not exist", runner, { ...input, reviewId: nobodys }, "not_found"],
  ["a version that is not what is stored", runner, { ...input, version: 9 }, "changed_since_read"],
  ["one that is open", runner, { ...open, version: 1 }, "not_from_here"],
  ["one that is carried out", runner, { ...done, version: 3 }, "not_from_here"],
  ["one of which something still stands", runner, notDone, "review_not_finished"],
]);
refusesGarbage(finishReview, runner, input);

describe("at the same moment", () => {
  oneWins(finishReview, async () => ({ who: [runner, secondRunner], input: await closed() }), ["changed_since_read", "not_from_here"]);
  sentTwice(finishReview, async () => {
    const sent = await closed();
    return { who: runner, input: sent, other: { ...sent, version: 3 } };
  });
});
