import { describe, expect, it } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { finishReview } from "@/lib/reviews/finish-review";
import { launchReview } from "@/lib/reviews/launch-review";
import { itemFile, ownItems, reviewReport, reviewRows, reviewsSeenBy } from "@/lib/reviews/queries";
import { shownTo } from "@/lib/reviews/running";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const { admin, secondAdmin } = city;
const runner = await city.officerWith("reviews.run");
const auditor = await city.officerWith("ledger.read");
await city.holds(runner, { capability: "people.grant" });

async function whoIs({ id, email, actor }: Someone): Promise<Who> {
  const { held } = await heldBy(db, id, { secondFactor: true });
  return { sessionId: "", person: { id, name: "", email, line: "" }, secondFactor: true, held, ability: abilityOf(held), actor };
}
const [asAdmin, asSecond, asRunner, asAuditor] = await Promise.all([admin, secondAdmin, runner, auditor].map(whoIs)) as [Who, Who, Who, Who];

/** A review of what the administrator gave four colleagues, and of two permissions that nobody has. All are asked of the administrator. */
async function launched() {
  const given = await Promise.all([1, 2, 3, 4].map(() => city.officerWith("identifiers.read")));
  const { subjectId: id } = await must(launchReview, runner.actor, { title: "Review", capabilities: "identifiers.read", agencyId: "", zoneId: "", dueOn: inDays(30), silence: "keep", plant: "2" });
  const grantIds = given.map(({ grantId }) => grantId);
  await asSuperuser(`DELETE FROM "ReviewItem" WHERE "reviewId" = $1 AND "grantId" IS NOT NULL AND NOT "grantId" = ANY($2)`, [id, grantIds]);
  await asSuperuser(`UPDATE "ReviewItem" SET "reviewerId" = $2 WHERE "reviewId" = $1`, [id, admin.id]);
  const items = await db.reviewItem.findMany({ where: { reviewId: id }, orderBy: { id: "asc" } });
  return { id, given, real: items.filter(({ isPlanted }) => !isPlanted), planted: items.filter(({ isPlanted }) => isPlanted), items };
}
const answer = (itemId: string, what: string) => must(answerItem, admin.actor, { itemId, version: 1, answer: what, reason: good });

describe("who sees a review", () => {
  it("whoever runs reviews, gives grants or audits sees all of it; who is asked sees what is asked of them; others nothing", async () => {
    const { id, items } = await launched();
    for (const who of [asRunner, asAuditor, asAdmin]) expect((await reviewReport(who, id))?.items).toBe(6);
    const outsider = await whoIs(await city.officerWith("permits.suspend"));
    const member = await whoIs(city.partner.member);
    for (const who of [outsider, member]) {
      expect([await reviewReport(who, id), await reviewRows(who, id), await ownItems(who, id), await itemFile(who, id, items[0]?.id ?? ""), await reviewsSeenBy(who)]).toEqual([null, null, null, null, []]);
    }
    // Asked, and with no right left to give: sees the questions and not the report.
    const former = await city.officerWith("people.grant");
    await asSuperuser(`UPDATE "ReviewItem" SET "reviewerId" = $2 WHERE id = $1`, [items[0]?.id, former.id]);
    await must(endGrant, admin.actor, { grantId: former.grantId, version: 1, reason: good });
    const asNobody = await whoIs(former);
    expect([await reviewsSeenBy(asNobody), await ownItems(asNobody, id), await itemFile(asNobody, id, items[0]?.id ?? "")]).toEqual([[], null, null]);
    await city.holds(former, { capability: "permits.suspend" });
    const asFormer = await whoIs(former);
    expect(await reviewReport(asFormer, id)).toBeNull();
    expect((await reviewsSeenBy(asFormer)).map((review) => [review.id, review.waitingForYou])).toEqual([[id, 1]]);
    expect((await ownItems(asFormer, id))?.waiting.map((item) => item.id)).toEqual([items[0]?.id]);
    expect(await itemFile(asFormer, id, items[0]?.id ?? "")).toMatchObject({ status: "waiting", mayAnswer: false });
    expect(await itemFile(asFormer, id, items[1]?.id ?? "")).toBeNull();
    for (const bad of [nobodys, "' OR 1=1", ""]) expect([await reviewReport(asRunner, bad), await itemFile(asAdmin, id, bad), await ownItems(asAdmin, bad)]).toEqual([null, null, null]);
  });

  it("nobody is told what was made up while it is open, wherever they look", async () => {
    const { id, items, planted } = await launched();
    const files = await Promise.all(items.map((item) => itemFile(asAdmin, id, item.id)));
    const shapes = new Set(files.map((file) => JSON.stringify([Object.keys(file ?? {}).sort(), Object.keys(file?.snapshot ?? {}).sort()])));
    expect(shapes.size).toBe(1);
    expect(JSON.stringify([files, await ownItems(asAdmin, id)])).not.toMatch(/planted|grantId/i);
    const rows = (await reviewRows(asRunner, id))?.rows ?? [];
    expect(new Set(rows.map(({ isPlanted }) => isPlanted))).toEqual(new Set([null]));
    const report = await reviewReport(asRunner, id);
    expect(report?.planted).toEqual({ all: 2 });
    expect(report?.reviewers.map((each) => each.planted)).toEqual([null]);
    expect(planted).toHaveLength(2);
  });
});

describe("what a review reports", () => {
  it("who answered what, how fast, what was made up and found, and that it is carried out", async () => {
    const { id, given, real, planted } = await launched();
    for (const [n, item] of [...real, ...planted].entries()) if (n < 5) await answer(item.id, ["keep", "end", "keep", "keep", "end"][n] ?? "");
    await answer(planted[1]?.id ?? "", "keep");
    let report = await reviewReport(asRunner, id);
    expect(report).toMatchObject({ items: 6, answers: { keep: 4, reduce: 0, end: 2, silence: 0 }, waiting: 0, over: 0, notCarriedOut: 0, mayClose: true, isDue: false });
    expect(report?.reviewers).toMatchObject([{ id: admin.id, items: 6, answered: 6, waiting: 0, isActive: true, streaks: [] }]);
    await must(closeReview, runner.actor, { reviewId: id, version: 1 });
    report = await reviewReport(asRunner, id);
    expect(report).toMatchObject({ planted: { all: 2, found: 1, kept: 1, unanswered: 0 }, notCarriedOut: 0 });
    expect(report?.reviewers[0]?.planted).toEqual({ all: 2, found: 1, kept: 1, unanswered: 0 });
    expect((await reviewRows(asAuditor, id))?.rows.filter(({ isPlanted }) => isPlanted)).toHaveLength(2);
    await must(finishReview, runner.actor, { reviewId: id, version: 2 });
    expect((await reviewReport(asAdmin, id))?.remediatedAt).toBeInstanceOf(Date);
    expect(given).toHaveLength(4);
  });

  it("a row of keeps in under five seconds each, and none where they were looked at", async () => {
    const { id, items } = await launched();
    for (const item of items) await answer(item.id, "keep");
    expect((await reviewReport(asRunner, id))?.reviewers[0]?.streaks).toMatchObject([{ count: 6 }]);
    const slow = await launched();
    for (const item of slow.items) await asSuperuser(`UPDATE "ReviewItem" SET "shownAt" = now() - interval '1 hour' WHERE id = $1`, [item.id]);
    for (const [n, item] of slow.items.entries()) {
      await answer(item.id, "keep");
      await asSuperuser(`UPDATE "ReviewItem" SET "answeredAt" = now() + $2 * interval '20 seconds' WHERE id = $1`, [item.id, n]);
    }
    const report = await reviewReport(asRunner, slow.id);
    expect(report?.reviewers[0]?.streaks).toEqual([]);
    expect(report?.pace?.fastest).toBeGreaterThan(19);
  });

  it("silence, and what ended of itself meanwhile, apart from each other", async () => {
    const { id, given, real } = await launched();
    await must(endGrant, secondAdmin.actor, { grantId: given[0]?.grantId, version: 1, reason: good });
    expect(await reviewReport(asRunner, id)).toMatchObject({ over: 1, waiting: 5 });
    expect((await ownItems(asAdmin, id))?.waiting).toHaveLength(5);
    expect(await itemFile(asAdmin, id, real.find(({ grantId }) => grantId === given[0]?.grantId)?.id ?? "")).toMatchObject({ status: "over" });
    await asSuperuser(`UPDATE "Review" SET "dueOn" = '2026-01-05' WHERE id = $1`, [id]);
    await must(closeReview, runner.actor, { reviewId: id, version: 1 });
    expect(await reviewReport(asRunner, id)).toMatchObject({ over: 1, waiting: 0, answers: { keep: 0, reduce: 0, end: 0, silence: 5 }, planted: { unanswered: 2 } });
  });

  it("all rows, page by page, each once", async () => {
    const { id, items } = await launched();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await reviewRows(asRunner, id, { take: 4, after });
      seen.push(...(page?.rows ?? []).map((row) => row.id));
      after = page?.more;
    } while (after);
    expect(seen).toEqual(items.map((item) => item.id));
    await answer(items[2]?.id ?? "", "keep");
    expect((await reviewRows(asRunner, id, { answer: "keep" }))?.rows.map((row) => row.id)).toEqual([items[2]?.id]);
    expect((await reviewRows(asRunner, id, { answer: "nonsense" }))?.rows).toHaveLength(6);
  });
});

describe("when a question was first shown", () => {
  it("is noted once, for the reviewer only, and not any more once it is answered", async () => {
    const { items } = await launched();
    const [first, second] = items.map(({ id }) => id) as [string, string];
    const shownAt = async (id: string) => (await db.reviewItem.findUniqueOrThrow({ where: { id } })).shownAt;
    for (const who of [asRunner, asSecond]) await shownTo(who, first);
    expect(await shownAt(first)).toBeNull();
    await shownTo(asAdmin, first);
    const noted = await shownAt(first);
    expect(noted).toBeInstanceOf(Date);
    await shownTo(asAdmin, first);
    expect(await shownAt(first)).toEqual(noted);
    await answer(second, "keep");
    await shownTo(asAdmin, second);
    await shownTo(asAdmin, "no id");
    expect(await shownAt(second)).toBeNull();
  });
});
