import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity, visitor } from "@/lib/core/test-city";
import { daysLater, opened, thought } from "@/lib/core/test-comments";
import { asPublic } from "@/lib/core/test-public";
import { entryOf, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { commentPeriods, commentsOf, commentsOpenOn } from "@/lib/registry/comments";
import { answerComments } from "@/lib/comments/answer";
import { sendComment } from "@/lib/comments/send";

const city = await testCity();
const { officer, partner } = city;

describe("a resident says what they think", () => {
  it("to those who decide, and to nobody else; the ledger knows that, and not what", async () => {
    const period = await opened(city, officer);
    const { outcome, told } = await toldSince(() => must(sendComment, visitor, { period: period.number, words: thought }));
    expect(told).toEqual([]);
    const entry = await entryOf(outcome.entryId);
    expect(entry).toMatchObject({ name: "comments.sent", subjectType: "Application", subjectId: period.applicationId, actorKind: "visitor", actorId: null, open: { period: period.number }, sealed: {} });
    const read = (who: string) => asPerson(who, () => db.comment.findMany({ where: { periodId: period.id }, select: { words: true } }));
    expect(await read(officer.id)).toEqual([{ words: thought }]);
    expect(await read(partner.member.id)).toEqual([]);
    expect(await asPublic(() => db.comment.count())).toBe(0);
  });

  it("and the public reads what it is about, how many said something, and what came of it: not what they wrote, nor what else was sent", async () => {
    const period = await opened(city, officer, [thought, "I like them very much."]);
    const { reference } = period.application;
    const [shown] = await asPublic(() => commentsOf(reference));
    expect(shown).toMatchObject({ reference, title: "Counting bicycles", partner: partner.name, isOpen: true, comments: 2, outcome: null, collects: ["Number of bicycles"], devices: 1 });
    expect((await asPublic(() => commentsOpenOn({ partnerId: partner.id }))).map((each) => each.reference)).toContain(reference);
    await daysLater(period.id, 11);
    expect(await asPublic(() => commentsOf(reference))).toMatchObject([{ isOpen: false }]);
    await must(answerComments, officer.actor, { periodId: period.id, version: 1, outcome: "Two people spoke. The counters stand a metre further back." });
    const all = JSON.stringify(await asPublic(() => commentPeriods()));
    expect(all).toContain("a metre further back");
    expect(all).not.toContain(thought);
    const { content } = await db.submission.findFirstOrThrow({ where: { applicationId: period.applicationId } });
    const { contact, security } = content as unknown as { contact: { email: string; telephone: string }; security: { updates: string } };
    for (const secret of [contact.email, contact.telephone, security.updates]) expect(all).not.toContain(secret);
  });
});

const input = { period: (await opened(city, officer)).number, words: thought };
const over = await opened(city, officer);
await daysLater(over.id, 11);
refuses(sendComment, [
  ["on nothing", visitor, { ...input, period: 2_000_000 }, "not_found"],
  ["once the days are over", visitor, { ...input, period: over.number }, "comments_closed"],
  ["nothing", visitor, { ...input, words: "" }, "bad_input"],
  ["a book", visitor, { ...input, words: "x".repeat(4001) }, "bad_input"],
  ["by what fills in every field it finds", visitor, { ...input, website: "https://cheap.example" }, "written_by_no_hand"],
]);
refusesGarbage(sendComment, visitor, { ...input, language: "en", website: "" });
sentTwice(sendComment, async () => ({ who: visitor, input, other: { ...input, words: "Something else that is long enough." } }));

it("what was said is not rewritten, not even by the portal", async () => {
  const period = await opened(city, officer, [thought]);
  await expect(db.comment.updateMany({ where: { periodId: period.id }, data: { words: good } })).rejects.toThrow(/not rewritten/);
  await expect(db.commentPeriod.update({ where: { id: period.id }, data: { until: new Date(`${inDays(40)}T00:00:00Z`) } })).rejects.toThrow();
});
