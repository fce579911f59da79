import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { endHold } from "@/lib/people/end-hold";
import { placeHold } from "@/lib/people/place-hold";

const city = await testCity();
const keeper = await city.officerWith("people.forget");
const another = await city.officerWith("people.forget");
const held = async () => ({ holdId: (await must(placeHold, keeper.actor, { personId: (await city.colleague()).id, reason: good })).subjectId, version: 1, reason: good });

describe("a legal hold ends", () => {
  it("with the reason, and stays in the history", async () => {
    const input = await held();
    const { entryId } = await must(endHold, another.actor, input);
    expect(await db.legalHold.findUniqueOrThrow({ where: { id: input.holdId } })).toMatchObject({ endedAt: expect.any(Date), endedById: another.id, endReason: good, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "hold.ended", subjectType: "LegalHold", subjectId: input.holdId, fromStatus: "given", toStatus: "ended", actorId: another.id, actorKind: "person", grantId: another.grantId }]);
  });
});

const input = await held();
const over = await held();
await must(endHold, keeper.actor, over);
const ofKeeper = { holdId: (await must(placeHold, another.actor, { personId: keeper.id, reason: good })).subjectId, version: 1, reason: good };

refuses(endHold, [
  ...(await staffWhoMayNot(city, "people.forget", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one's own", keeper, ofKeeper, "not_to_oneself"],
  ["one that does not exist", keeper, { ...input, holdId: nobodys }, "not_found"],
  ["one that is over", keeper, { ...over, version: 2 }, "already_ended"],
  ["a version that is not what is stored", keeper, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(keeper, input),
]);
refusesGarbage(endHold, keeper, input);

describe("at the same moment", () => {
  oneWins(endHold, async () => ({ who: [keeper, another], input: await held() }), ["already_ended", "changed_since_read"]);
});
