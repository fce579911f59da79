import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { asked, daysLater, partAsked } from "@/lib/core/test-requests";
import { entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { write } from "@/lib/notices/words";
import { answerTimes, requestTracked } from "@/lib/registry/rights";
import { answerRequest } from "@/lib/rights/answer";

const city = await testCity();
const { member } = city.partner;
const words = "You are on no picture: we keep them for two days only.";
const make = async (what = {}) => ({ partId: (await partAsked(city, what)).id, version: 1, outcome: "nothing_held", words });

describe("a partner answers", async () => {
  it("whoever asked gets it in their language, and nobody else: the ledger knows what came of it, and when", async () => {
    const request = await asked(city, { language: "es", email: "vecina@mail.test" });
    const { told, outcome } = await toldSince(() => must(answerRequest, member.actor, { partId: request.parts[0]?.id, version: 1, outcome: "nothing_held", words: `${words} ANSWER-CANARY` }));
    expect(told).toEqual([["rights-answered", "vecina@mail.test"]]);
    const letter = await db.notice.findFirstOrThrow({ where: { about: request.reference, template: "rights-answered" } });
    expect(write(letter.template, letter.data, null)).toMatchObject({ subject: `${city.partner.name} respondió a lo que pidió sobre sus datos (${request.reference})`, text: expect.stringContaining("ANSWER-CANARY") });
    const entry = await entryOf(outcome.entryId);
    expect(entry).toMatchObject({ name: "rights.answered", subjectType: "DataRequestPart", fromStatus: "forwarded", toStatus: "answered", actorId: member.id, grantId: await grantOf(member, "deployments.apply"), open: { outcome: "nothing_held", inTime: true }, sealed: {} });
    expect(JSON.stringify(entry)).not.toContain("CANARY");
    expect(await requestTracked(request.reference)).toMatchObject({ parts: [{ status: "answered", answer: { outcome: "nothing_held", words: `${words} ANSWER-CANARY` } }] });
  });

  it("also too late, which is told to everybody", async () => {
    const of = async () => (await answerTimes()).find(({ partner }) => partner === city.partner.name) ?? { asked: 0, answered: 0, late: 0, days: null };
    const { requestId, ...part } = await partAsked(city);
    const before = await of();
    await daysLater(requestId, 40);
    const { entryId } = await must(answerRequest, member.actor, { partId: part.id, version: 1, outcome: "done", words });
    expect(await entryOf(entryId)).toMatchObject({ open: { outcome: "done", inTime: false } });
    expect(await of()).toMatchObject({ asked: before.asked, answered: before.answered + 1, late: before.late + 1, days: expect.any(Number) });
  });

  oneWins(answerRequest, async () => ({ who: [member, city.secondMember], input: await make() }), ["changed_since_read", "request_answered"]);
  sentTwice(answerRequest, async () => ({ who: member, input: await make(), other: await make() }));
  const input = await make();
  const done = await make();
  await must(answerRequest, member.actor, done);
  refuses(answerRequest, [
    ...(await membersWhoMayNot(city, input)),
    ["one that is not there", member, { ...input, partId: nobodys }, "not_found"],
    ["twice", member, { ...done, version: 2 }, "request_answered"],
    ["with nothing", member, { ...input, words: "" }, "bad_input"],
    ["with no outcome", member, { ...input, outcome: "perhaps" }, "bad_input"],
    ["one that somebody changed meanwhile", member, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(answerRequest, member, input);
});
