import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { ownWording } from "@/lib/notices/own-wording";
import { restoreLetter } from "@/lib/letters/restore-letter";
import { useLetter } from "@/lib/letters/use-letter";
import { wordLetter } from "@/lib/letters/word-letter";

const city = await testCity();
const writer = await city.officerWith("notices.word");
const other = await city.officerWith("notices.word");
const template = "application-lapsed";
/** The letter is in words of the city's own: what is sent to go back. */
async function inUse() {
  const last = await db.noticeWording.findFirst({ where: { template }, orderBy: { version: "desc" } });
  await must(wordLetter, writer.actor, { template, subject: "It lapsed: {reference}", text: "{title} has lapsed. {link}", version: String(last?.version ?? 0) });
  const version = String((last?.version ?? 0) + 1);
  await must(useLetter, writer.actor, { template, version });
  return { template, version, reason: good };
}

describe("a letter goes back to its standard words", () => {
  it("from the next one on; what was used stays among its versions", async () => {
    const sent = await inUse();
    expect(await ownWording(template)).toMatchObject({ subject: "It lapsed: {reference}" });
    const outcome = await must(restoreLetter, other.actor, sent);
    expect(await ownWording(template)).toBeNull();
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "letter.restored", subjectType: "NoticeWording", subjectId: outcome.subjectId, fromStatus: "in_use", toStatus: "ended", actorId: other.id, actorKind: "person", grantId: other.grantId }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ letter: template, version: Number(sent.version), reason: good });
    expect(await restoreLetter(writer.actor, sent)).toMatchObject({ ok: false, refusal: "letter_is_standard" });
  });
});

const input = { template, version: "0", reason: good };
beforeEach(async () => {
  const used = await db.noticeWording.findFirst({ where: { template, usedAt: { not: null }, endedAt: null } });
  input.version = used ? String(used.version) : (await inUse()).version;
});
refuses(restoreLetter, [
  ...(await staffWhoMayNot(city, "notices.word", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["another version than the one in use", writer, { ...input, version: "90000" }, "changed_since_read"],
  ["a letter that was never worded anew", writer, { ...input, template: "permit-ends" }, "letter_is_standard"],
  ...withoutReason(writer, input),
]);
refusesGarbage(restoreLetter, writer, input);

describe("at the same moment", () => {
  oneWins(restoreLetter, async () => ({ who: [writer, other], input: await inUse() }), ["letter_is_standard"]);
  sentTwice(restoreLetter, async () => {
    const sent = await inUse();
    return { who: writer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
