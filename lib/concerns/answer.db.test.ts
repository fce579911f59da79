import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { answered, reported } from "@/lib/core/test-concerns";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { write } from "@/lib/notices/words";
import { answerConcern } from "@/lib/concerns/answer";
import { mergeConcern } from "@/lib/concerns/merge";
import { concernTracked } from "@/lib/registry/concerns";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const words = "The fan was changed, and it is quiet now.";
const make = async (what = {}) => {
  const { id, version } = await reported(city, what);
  return { concernId: id, version, outcome: "resolved", words };
};

describe("an officer answers a concern", async () => {
  it("the reporter is told, and reads it on their page without the officer's name", async () => {
    const concern = await reported(city, { email: "resident@mail.test" });
    const { told, outcome } = await toldSince(() => must(answerConcern, officer.actor, { concernId: concern.id, version: 1, outcome: "resolved", words }));
    expect(told).toEqual([["concern-answered", "resident@mail.test"]]);
    expect(await db.concern.findUniqueOrThrow({ where: { id: concern.id } })).toMatchObject({ status: "resolved", answer: words, answeredById: officer.id, takenById: officer.id });
    expect(await entryOf(outcome.entryId)).toMatchObject({ name: "concern.answered", fromStatus: "received", toStatus: "resolved", open: { concern: concern.number, outcome: "resolved" }, sealed: { reason: words } });
    const tracked = await concernTracked(concern.reference);
    expect(tracked).toMatchObject({ status: "resolved", answer: { words, outcome: "resolved" }, hasEmail: true });
    expect(JSON.stringify(tracked)).not.toMatch(new RegExp(`Cora|${officer.id}|resident@mail`));
  });

  it("that there is nothing to do, and why", async () => {
    const input = { ...(await make()), outcome: "no_action" };
    await must(answerConcern, officer.actor, input);
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId } })).toMatchObject({ status: "no_action" });
  });

  it("whoever reported the same gets the same answer, each in their language", async () => {
    const [one, other] = [await reported(city, { email: "one@mail.test" }), await reported(city, { email: "otra@mail.test", language: "es" })];
    await must(mergeConcern, officer.actor, { concernId: other.id, version: 1, into: one.number });
    const { told } = await toldSince(() => must(answerConcern, officer.actor, { concernId: one.id, version: 1, outcome: "resolved", words }));
    expect(told).toEqual([["concern-answered", "one@mail.test"], ["concern-answered", "otra@mail.test"]]);
    const letters = await db.notice.findMany({ where: { about: { in: [one.reference, other.reference] }, template: "concern-answered" }, orderBy: { id: "asc" } });
    expect(letters.map(({ template, data }) => write(template, data, null).subject)).toEqual([`The city’s answer (${one.reference})`, `La respuesta de la ciudad (${other.reference})`]);
    expect(await concernTracked(other.reference)).toMatchObject({ status: "duplicate", isOfAnother: true, answer: { words } });
  });

  oneWins(answerConcern, async () => ({ who: [officer, second], input: await make() }), ["changed_since_read", "not_from_here"]);
  sentTwice(answerConcern, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make();
  const { id, version } = await answered(city, officer);
  refuses(answerConcern, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["while somebody is to go and look", officer, await make({ kind: "unlisted" }), "inspection_awaited"],
    ["twice", officer, { ...input, concernId: id, version }, "not_from_here"],
    ["with nothing", officer, { ...input, words: "" }, "bad_input"],
    ["in a word", officer, { ...input, words: "Done." }, "bad_input"],
    ["with no outcome", officer, { ...input, outcome: "" }, "bad_input"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7, words: good }, "changed_since_read"],
  ]);
  refusesGarbage(answerConcern, officer, input);
});
