import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { deliverDue, type Send } from "@/lib/notices/deliver";
import { useLetter } from "@/lib/letters/use-letter";
import { wordLetter } from "@/lib/letters/word-letter";

const city = await testCity();
const writer = await city.officerWith("notices.word");
const other = await city.officerWith("notices.word");
const words = { template: "application-sent", subject: "We have {reference}", text: "Thank you. {title} ({reference}) is decided by {dueOn}.\n\n{link}" };
/** New words for the letter, not used yet: what is sent to use them. */
async function written(more: object = {}) {
  const last = await db.noticeWording.findFirst({ where: { template: words.template }, orderBy: { version: "desc" } });
  await must(wordLetter, writer.actor, { ...words, ...more, version: String(last?.version ?? 0) });
  return { template: words.template, version: String((last?.version ?? 0) + 1) };
}
/** What goes out by mail about an application that is sent now. */
async function mailed() {
  const mails: { subject: string; text: string }[] = [];
  const send: Send = async ({ subject, text }) => void mails.push({ subject, text });
  while ((await deliverDue(send, 50)) > 0);
  mails.length = 0;
  const { reference } = await city.application("submitted");
  while ((await deliverDue(send, 50)) > 0);
  return { reference, mails: mails.filter(({ subject }) => subject.includes(reference)) };
}

describe("new words are put in use", () => {
  it("from the next letter on; the words before are used no more", async () => {
    const first = await written();
    expect((await mailed()).mails[0]?.subject).toMatch(/: the city has your application$/);
    const outcome = await must(useLetter, other.actor, first);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "letter.put_in_use", subjectType: "NoticeWording", subjectId: outcome.subjectId, fromStatus: "written", toStatus: "in_use", actorId: other.id, actorKind: "person", grantId: other.grantId }]);
    const { reference, mails } = await mailed();
    expect(mails[0]).toMatchObject({ subject: `We have ${reference}`, text: expect.stringMatching(new RegExp(`^Thank you\\. Counting bicycles \\(${reference}\\) is decided by `)) });

    const second = await written({ subject: "Your {reference} is here" });
    const { entryId } = await must(useLetter, writer.actor, second);
    expect((await entryOf(entryId)).open).toEqual({ letter: words.template, version: Number(second.version), inPlaceOf: Number(first.version) });
    expect((await mailed()).mails[0]?.subject).toMatch(/^Your LP-.* is here$/);
    expect(await db.noticeWording.findMany({ where: { template: words.template, usedAt: { not: null } }, orderBy: { version: "asc" }, select: { version: true, usedById: true, endedById: true } })).toEqual([{ version: Number(first.version), usedById: other.id, endedById: writer.id }, { version: Number(second.version), usedById: writer.id, endedById: null }]);
  });
});

const input = { template: words.template, version: "0" };
const used = { template: words.template, version: "1" };
beforeEach(async () => {
  input.version = (await written()).version;
});
refuses(useLetter, [
  ...(await staffWhoMayNot(city, "notices.word", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["words that are not the last", writer, used, "changed_since_read"],
  ["words of a letter for which there are none", writer, { template: "permit-ends", version: "1" }, "changed_since_read"],
  ["no version", writer, { ...input, version: "" }, "bad_input"],
]);
it("refuses words that were in use once", async () => {
  const sent = await written();
  await must(useLetter, writer.actor, sent);
  expect(await useLetter(writer.actor, sent)).toMatchObject({ ok: false, refusal: "letter_used_already" });
});
refusesGarbage(useLetter, writer, input);

describe("at the same moment", () => {
  oneWins(useLetter, async () => ({ who: [writer, other], input: await written() }), ["letter_used_already"]);
  sentTwice(useLetter, async () => {
    const sent = await written();
    return { who: writer, input: sent, other: { ...sent, version: String(Number(sent.version) - 1) } };
  });
  it("one writes new words, another uses the last: either the words that were looked at are used, or none", async () => {
    const sent = await written();
    const [, result] = await Promise.all([wordLetter(writer.actor, { ...words, version: sent.version }), useLetter(other.actor, sent)]);
    const inUse = await db.noticeWording.findFirst({ where: { template: words.template, usedAt: { not: null }, endedAt: null }, orderBy: { version: "desc" } });
    expect(result.ok ? inUse?.version === Number(sent.version) : result.refusal === "changed_since_read").toBe(true);
  });
});
