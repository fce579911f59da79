import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { endException } from "@/lib/people/end-exception";

const city = await testCity();
const { admin, secondAdmin } = city;
const person = await city.colleague();
const ofException = (exceptionId: string, version = 1) => ({ exceptionId, version, reason: "The desk is complete again." });

describe("an exception ends before its time", () => {
  it("with the reason; it stays in the history", async () => {
    const exceptionId = await city.exception(person, "assess_decide");
    const { outcome, told } = await toldSince(() => must(endException, admin.actor, ofException(exceptionId)));
    expect(await db.apartException.findUniqueOrThrow({ where: { id: exceptionId } })).toMatchObject({ endedAt: expect.any(Date), endedById: admin.id, endReason: "The desk is complete again.", version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "exception.ended", subjectType: "ApartException", subjectId: exceptionId, fromStatus: "given", toStatus: "ended", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([]);
  });

  it("also one's own: to have less needs nobody else", async () => {
    await must(endException, secondAdmin.actor, ofException(await city.exception(secondAdmin, "grant_use")));
  });
});

const input = ofException(await city.exception(person, "assess_decide"));
const ended = await city.exception(person, "assess_decide", { ended: true });
const over = await city.exception(person, "assess_decide", { validUntil: new Date(Date.now() - 1_000) });

refuses(endException, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["the person who has it, without a grant", person, input, "hidden"],
  ["an administrator of one zone", await city.officerWith("people.grant", { zoneId: city.west.id }), input, "not_allowed"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one that does not exist", admin, ofException(nobodys), "not_found"],
  ["one that has ended", admin, ofException(ended), "already_ended"],
  ["one that has run out", admin, ofException(over), "already_ended"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(endException, admin, input);

describe("at the same moment", () => {
  oneWins(endException, async () => ({ who: [admin, secondAdmin], input: ofException(await city.exception(person, "assess_decide")) }), ["already_ended", "changed_since_read"]);
});
