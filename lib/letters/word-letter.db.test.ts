import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { wordLetter } from "@/lib/letters/word-letter";

const city = await testCity();
const writer = await city.officerWith("notices.word");
const other = await city.officerWith("notices.word");
const versionOf = async (template: string) => String((await db.noticeWording.findFirst({ where: { template }, orderBy: { version: "desc" } }))?.version ?? 0);
const good = { template: "permit-resumed", subject: "Good news about {permit}", text: "“{title}” may run again.\n\nWhy: {reason}\n\n{link}" };

describe("somebody writes new words for a letter", () => {
  it("which are kept as a version, and not used yet", async () => {
    const outcome = await must(wordLetter, writer.actor, { ...good, version: "0" });
    expect(await db.noticeWording.findMany({ where: { template: "permit-resumed" } })).toMatchObject([{ version: 1, subject: good.subject, text: good.text, savedById: writer.id, usedAt: null, endedAt: null }]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "letter.worded", subjectType: "NoticeWording", subjectId: outcome.subjectId, fromStatus: null, toStatus: "written", actorId: writer.id, actorKind: "person", grantId: writer.grantId }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ letter: "permit-resumed", version: 1, subject: good.subject, text: good.text });
    await must(wordLetter, other.actor, { ...good, subject: "Once more about {permit}", version: "1" });
    expect(await versionOf("permit-resumed")).toBe("2");
  });
});

const input = { ...good, version: "0" };
beforeEach(async () => {
  input.version = await versionOf(good.template);
});
refuses(wordLetter, [
  ...(await staffWhoMayNot(city, "notices.word", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an administrator who gives permissions", city.admin, input, "hidden"],
  ["a version that is not the last", writer, { ...input, version: "7" }, "changed_since_read"],
  ["a letter that there is not", writer, { ...input, template: "invitation" }, "bad_input"],
  ["the name of an object's own property for a letter", writer, { ...input, template: "constructor" }, "bad_input"],
  ["a subject on two lines", writer, { ...input, subject: "One\r\nBcc: everybody" }, "bad_input"],
  ["no words", writer, { ...input, text: "" }, "bad_input"],
]);
// What only this letter can tell is told once the version is right.
it.each([
  ["without what it has to say", { text: "It may run again. {link} and nothing else." }, "text", "This letter has to say {reason}. Put it in."],
  ["with a name that it does not have", { text: `${good.text} {password}` }, "text", "Nothing is called {password} in this letter. Use what stands in the list."],
  ["with such a name in its subject", { subject: "About {until}" }, "subject", "Nothing is called {until} in this letter. Use what stands in the list."],
])("refuses words %s, beside the field", async (_, more, field, words) => {
  expect(await wordLetter(writer.actor, { ...input, ...more })).toMatchObject({ ok: false, refusal: "letter_unfit", field, issues: [{ field, words }] });
});
refusesGarbage(wordLetter, writer, input);

describe("at the same moment", () => {
  oneWins(wordLetter, async () => ({ who: [writer, other], input: { ...good, template: "permit-ends", subject: "{permit}", text: "It ends on {on}: {link}", version: await versionOf("permit-ends") } }));
  sentTwice(wordLetter, async () => {
    const sent = { ...good, version: await versionOf(good.template) };
    return { who: writer, input: sent, other: { ...sent, subject: "Other words for {permit}" } };
  });
});

describe("the database", () => {
  it("keeps no words without their entry, and rewrites none", async () => {
    await expect(db.noticeWording.create({ data: { template: "permit-ends", version: 90, subject: "S", text: "T", savedById: writer.id, savedAt: new Date() } })).rejects.toThrow(/no ledger entry/);
    await expect(db.$executeRaw`UPDATE "NoticeWording" SET text = 'x'`).rejects.toThrow(/permission denied/);
    await expect(db.$executeRaw`DELETE FROM "NoticeWording"`).rejects.toThrow(/permission denied/);
  });
});
