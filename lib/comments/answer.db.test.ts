import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { daysLater, opened, thought } from "@/lib/core/test-comments";
import { entriesOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { answerComments } from "@/lib/comments/answer";

const city = await testCity();
const { officer, secondOfficer } = city;
const outcome = "Two people spoke of the pavement. The counters stand further back.";
async function over() {
  const period = await opened(city, officer, [thought]);
  await daysLater(period.id, 11);
  return period;
}
const on = ({ id }: { id: string }) => ({ periodId: id, version: 1, outcome });

describe("an officer publishes what residents said", () => {
  it("and what came of it, once the days are over", async () => {
    const period = await over();
    const { entryId } = await must(answerComments, officer.actor, on(period));
    expect(await db.commentPeriod.findUniqueOrThrow({ where: { id: period.id } })).toMatchObject({ outcome, outcomeById: officer.id, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "comments.answered", subjectType: "Application", subjectId: period.applicationId, fromStatus: "submitted", toStatus: "submitted", actorId: officer.id, actorKind: "person", grantId: expect.any(String) }]);
  });
});

const waits = await over();
const input = on(waits);
const answered = await over();
await must(answerComments, officer.actor, on(answered));
refuses(answerComments, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["what does not exist", officer, { ...input, periodId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["twice", officer, { ...on(answered), version: 2 }, "comments_answered"],
  ["while residents still may say something", officer, on(await opened(city, officer)), "comments_still_open"],
  ["nothing", officer, { ...input, outcome: "" }, "bad_input"],
]);
refusesGarbage(answerComments, officer, input);

describe("at the same moment", () => {
  oneWins(answerComments, async () => ({ who: [officer, secondOfficer], input: on(await over()) }), ["changed_since_read", "comments_answered"]);
  sentTwice(answerComments, async () => {
    const sent = on(await over());
    return { who: officer, input: sent, other: { ...sent, outcome: `${outcome} So it is.` } };
  });
});
