import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, operator, testCity, visitor } from "@/lib/core/test-city";
import { daysLater, opened, thought } from "@/lib/core/test-comments";
import { refuses } from "@/lib/core/test-refusals";
import { commentsOf } from "@/lib/registry/comments";
import { answerComments } from "@/lib/comments/answer";
import { forgetComments } from "@/lib/comments/forget";
import { forgetWords } from "@/lib/comments/lapsing";

const city = await testCity();
const { officer } = city;
async function answered() {
  const period = await opened(city, officer, [thought, thought]);
  await daysLater(period.id, 11);
  await must(answerComments, officer.actor, { periodId: period.id, version: 1, outcome: "Two people spoke of the pavement." });
  return period;
}

describe("what residents wrote is forgotten", () => {
  it("ninety days after what came of it was published; how many spoke stays", async () => {
    const period = await answered();
    await daysLater(period.id, 90);
    expect(await forgetWords(new Date())).toBe(0);
    await daysLater(period.id, 1);
    expect(await forgetWords(new Date())).toBe(1);
    expect(await db.comment.findMany({ where: { periodId: period.id }, select: { words: true } })).toEqual([{ words: null }, { words: null }]);
    expect(await commentsOf(period.application.reference)).toMatchObject([{ comments: 2, outcome: "Two people spoke of the pavement." }]);
    expect(await forgetWords(new Date())).toBe(0);
  });

  it("a year after the last day, where nothing was published", async () => {
    const period = await opened(city, officer, [thought]);
    await daysLater(period.id, 10 + 365);
    expect(await forgetWords(new Date())).toBe(0);
    await daysLater(period.id, 1);
    expect(await forgetWords(new Date())).toBe(1);
  });
});

describe("nothing is forgotten", async () => {
  const late = await answered();
  refuses(forgetComments, [
    ["by a visitor", visitor, { periodId: late.id }, "not_found"],
    ["by an officer", officer, { periodId: late.id }, "not_found"],
    ["before its time", operator, { periodId: late.id }, "not_from_here"],
    ["while residents may say something", operator, { periodId: (await opened(city, officer, [thought])).id }, "not_from_here"],
  ]);
});
