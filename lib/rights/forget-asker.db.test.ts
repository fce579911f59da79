import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, operator, testCity, visitor } from "@/lib/core/test-city";
import { asked, daysLater } from "@/lib/core/test-requests";
import { refuses } from "@/lib/core/test-refusals";
import { answerTimes, requestTracked } from "@/lib/registry/rights";
import { answerRequest } from "@/lib/rights/answer";
import { forgetAsker } from "@/lib/rights/forget-asker";
import { forgetAskers } from "@/lib/rights/lapsing";

const city = await testCity();
const answered = async (what = {}) => {
  const request = await asked(city, what);
  for (const part of request.parts) await must(answerRequest, city.partner.member.actor, { partId: part.id, version: 1, outcome: "done", words: "We sent it by post. ANSWER-CANARY" });
  return request;
};

describe("ninety days after the last answer", () => {
  it("who asked, what they wrote and what they were answered is forgotten; how long it took stays", async () => {
    const request = await answered({ words: "WORDS-CANARY beside the crossing", email: "canary@mail.test", around: "CANARY" });
    const times = await answerTimes();
    await daysLater(request.id, 90);
    expect(await forgetAskers(new Date())).toBe(0);
    await daysLater(request.id, 1);
    expect(await forgetAskers(new Date())).toBe(1);
    const left = await db.dataRequest.findUniqueOrThrow({ where: { id: request.id }, include: { parts: true } });
    const letters = await db.notice.findMany({ where: { about: request.reference } });
    expect(letters.length).toBe(2);
    expect(JSON.stringify([left, letters])).not.toMatch(/CANARY|canary/);
    expect(left).toMatchObject({ kind: "access", parts: [{ status: "answered", outcome: "done" }] });
    expect(await requestTracked(request.reference)).toMatchObject({ isForgotten: true, words: null, parts: [{ answer: { outcome: "done", words: null } }] });
    expect(await answerTimes()).toEqual(times);
  });

  it("not before every partner has answered; but a partner that never answers keeps nothing for ever", async () => {
    const request = await asked(city);
    await daysLater(request.id, 200);
    expect(await forgetAskers(new Date())).toBe(0);
    await daysLater(request.id, 20);
    expect(await forgetAskers(new Date())).toBe(1);
    expect(await db.dataRequest.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({ words: null, email: null });
  });
});

describe("nobody who asked is forgotten", async () => {
  const [late, done] = [{ requestId: "" }, { requestId: "" }];
  beforeAll(async () => {
    for (const each of [late, done]) {
      each.requestId = (await answered()).id;
      await daysLater(each.requestId, 91);
    }
    await must(forgetAsker, operator, done);
  });
  refuses(forgetAsker, [
    ["by a visitor", visitor, late, "not_found"],
    ["by a partner", city.partner.member, late, "not_found"],
    ["before its time", operator, { requestId: (await answered()).id }, "not_from_here"],
    ["before the answer", operator, { requestId: (await asked(city)).id }, "not_from_here"],
    ["twice", operator, done, "forgotten_already"],
  ]);
});
