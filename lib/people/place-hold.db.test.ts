import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { placeHold } from "@/lib/people/place-hold";

const city = await testCity();
const keeper = await city.officerWith("people.forget");
const person = await city.colleague();

describe("a legal hold is placed", () => {
  it("with its reason, which only those see whose work it is", async () => {
    const { entryId, subjectId } = await must(placeHold, keeper.actor, { personId: person.id, reason: "The court asked for it, case 12/2026." });
    expect(await db.legalHold.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ personId: person.id, reason: "The court asked for it, case 12/2026.", placedById: keeper.id, endedAt: null });
    expect(await entriesOf(entryId)).toEqual([{ name: "hold.placed", subjectType: "LegalHold", subjectId, fromStatus: null, toStatus: "given", actorId: keeper.id, actorKind: "person", grantId: keeper.grantId }]);
    expect(await entryOf(entryId)).toMatchObject({ open: {}, sealed: { ofPerson: person.id, reason: "The court asked for it, case 12/2026." } });
  });
});

const input = { personId: (await city.colleague()).id, reason: good };
const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET "forgottenAt" = now() WHERE id = $1`, [gone.id]);

refuses(placeHold, [
  ...(await staffWhoMayNot(city, "people.forget", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["oneself", keeper, { ...input, personId: keeper.id }, "not_to_oneself"],
  ["somebody unknown", keeper, { ...input, personId: nobodys }, "not_found"],
  ["a second one for the same person", keeper, { ...input, personId: person.id }, "hold_known"],
  ["whom the portal has forgotten", keeper, { ...input, personId: gone.id }, "forgotten_already"],
  ...withoutReason(keeper, input),
]);
refusesGarbage(placeHold, keeper, input);

describe("at the same moment", () => {
  sentTwice(placeHold, async () => ({ who: keeper, input: { personId: (await city.colleague()).id, reason: good }, other: { personId: (await city.colleague()).id, reason: good } }));
});
