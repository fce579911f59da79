import { describe, expect, it } from "vitest";
import { pairNames } from "@/lib/access/policy";
import { db } from "@/lib/core/db";
import { inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { giveException } from "@/lib/people/give-exception";
import { invitePerson } from "@/lib/people/invite-person";

const city = await testCity();
const { admin } = city;
const person = await city.colleague();
const input = { personId: person.id, pair: "assess_decide", until: inDays(14), reason: "Half the permit desk is ill this month." };

describe("one person may have both sides of a pair for some weeks", () => {
  it.each(pairNames)("%s, with the reason and until a day, that day included", async (pair) => {
    const { outcome, told } = await toldSince(() => must(giveException, admin.actor, { ...input, pair }));
    const validUntil = new Date(inDays(15));
    expect(await db.apartException.findUniqueOrThrow({ where: { id: outcome.subjectId } })).toMatchObject({ personId: person.id, pair, reason: input.reason, givenById: admin.id, validUntil, endedAt: null, version: 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "exception.given", subjectType: "ApartException", subjectId: outcome.subjectId, fromStatus: null, toStatus: "given", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ pair, validUntil: validUntil.toISOString() });
    expect(sealed).toEqual({ toPerson: person.id, reason: input.reason });
    expect(told).toEqual([]);
  });

  it("for today only, and for 90 days at the most", async () => {
    await must(giveException, admin.actor, { ...input, until: inDays(0) });
    await must(giveException, admin.actor, { ...input, until: inDays(90) });
  });
});

const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);
const { subjectId: invitedId } = await must(invitePerson, admin.actor, { name: "Ines Invited", email: "ines@city.test" });

refuses(giveException, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["oneself", admin, { ...input, personId: admin.id }, "not_to_oneself"],
  ["oneself, without any grant", person, input, "not_to_oneself"],
  ["an administrator of one zone", await city.officerWith("people.grant", { zoneId: city.west.id }), input, "not_allowed"],
  ["an administrator up to tier 4", await city.officerWith("people.grant", { highestTier: 4 }), input, "not_allowed"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["to somebody unknown", admin, { ...input, personId: nobodys }, "not_found"],
  ["to somebody who has left", admin, { ...input, personId: gone.id }, "person_not_active"],
  ["to somebody who has no account yet", admin, { ...input, personId: invitedId }, "person_not_active"],
  ["until yesterday", admin, { ...input, until: inDays(-1) }, "until_is_past"],
  ["for more than 90 days", admin, { ...input, until: inDays(91) }, "exception_too_long"],
  ["for ever", admin, { ...input, until: "" }, "bad_input"],
  ["a pair that does not exist", admin, { ...input, pair: "eat_sleep" }, "bad_input"],
  ["the name of an object's own property", admin, { ...input, pair: "constructor" }, "bad_input"],
  ...withoutReason(admin, input),
]);
refusesGarbage(giveException, admin, input);

describe("at the same moment", () => {
  sentTwice(giveException, async () => ({ who: admin, input, other: { ...input, until: inDays(20) } }));
});
