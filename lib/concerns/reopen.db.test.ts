import { describe, expect, it } from "vitest";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { must, testCity, visitor } from "@/lib/core/test-city";
import { answered, daysLater, reported } from "@/lib/core/test-concerns";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { answerConcern } from "@/lib/concerns/answer";
import { forgetReporter } from "@/lib/concerns/forget-reporter";
import { mergeConcern } from "@/lib/concerns/merge";
import { reopenConcern } from "@/lib/concerns/reopen";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const words = "It hums again since Sunday.";
const make = async () => ({ reference: (await answered(city, officer)).reference, words });

describe("the reporter is not content", async () => {
  it("and opens it again: an answer is promised anew, and who looked into it is told", async () => {
    const input = await make();
    const { told, outcome } = await toldSince(() => must(reopenConcern, visitor, input));
    expect(told).toEqual([["concern-reopened", officer.email]]);
    const concern = await db.concern.findUniqueOrThrow({ where: { reference: input.reference } });
    expect(concern).toMatchObject({ status: "reopened", reopenedWords: words, dueOn: addWorkingDays(dayOf(new Date()), 10) });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "concern.reopened", subjectType: "Concern", subjectId: concern.id, fromStatus: "resolved", toStatus: "reopened", actorId: null, actorKind: "visitor", grantId: null }]);
    expect(JSON.stringify(await entryOf(outcome.entryId))).not.toContain("Sunday");
    // It is answered anew; the answer of before stays in the ledger.
    await must(answerConcern, officer.actor, { concernId: concern.id, version: concern.version, outcome: "resolved", words: "The whole box was changed this time." });
    expect(await db.ledgerEntry.count({ where: { subjectId: concern.id, name: "concern.answered" } })).toBe(2);
  });

  it("since it is not the same as another: it stands for itself again", async () => {
    const [one, other] = [await answered(city, officer), await reported(city)];
    await must(mergeConcern, officer.actor, { concernId: other.id, version: 1, into: one.number });
    await must(reopenConcern, visitor, { reference: other.reference, words });
    expect(await db.concern.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({ status: "reopened", duplicateOfId: null });
  });

  it("with the reference however it was typed", async () => {
    const input = await make();
    await must(reopenConcern, visitor, { ...input, reference: ` ${input.reference.toLowerCase().replaceAll("-", " ")} ` });
  });

  oneWins(reopenConcern, async () => ({ who: [visitor, visitor], input: await make() }), ["changed_since_read", "concern_is_open"]);
  sentTwice(reopenConcern, async () => ({ who: visitor, input: await make(), other: await make() }));
  const late = await answered(city, officer);
  await daysLater(late.id, 61);
  const forgotten = await answered(city, officer);
  await daysLater(forgotten.id, 92);
  await must(forgetReporter, { kind: "operator" }, { concernId: forgotten.id });
  const waiting = await reported(city);
  refuses(reopenConcern, [
    ["with a reference that nobody was given", visitor, { reference: "C-0000-0000-0000", words }, "not_found"],
    ["with something that is no reference", visitor, { reference: "17", words }, "bad_input"],
    ["before there is an answer", visitor, { reference: waiting.reference, words }, "concern_is_open"],
    ["two months after it", visitor, { reference: late.reference, words }, "reopened_too_late"],
    ["after it was forgotten", visitor, { reference: forgotten.reference, words }, "reopened_too_late"],
    ["without saying why", visitor, { reference: late.reference, words: "" }, "bad_input"],
  ]);
  refusesGarbage(reopenConcern, visitor, await make());
});
