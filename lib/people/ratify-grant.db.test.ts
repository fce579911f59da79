import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, lastDenial, oneWins, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { ratifyGrant } from "@/lib/people/ratify-grant";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, secondAdmin } = city;
const ofGrant = (grantId: string, outcome: "ratified" | "refused" | "examined_late" = "ratified") => ({ grantId, outcome, reason: "The pole did burn; I saw the pictures." });

/** Somebody who took the suspending of permits in the west in an emergency. */
async function emergency() {
  const taker = await city.officerWith("emergency.take");
  const { subjectId: grantId } = await must(takeEmergencyGrant, taker.actor, { capability: "permits.suspend", zoneId: city.west.id, reason: "A pole burns on Quay Street." });
  const suspends = async () => suspendPermit(taker.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
  return { taker, grantId, suspends };
}
/** As if its time to be ratified were over. */
const timeIsOver = (grantId: string) => asSuperuser(`UPDATE "Grant" SET "ratifyBy" = now() - interval '1 second' WHERE id = $1`, [grantId]);
const grantNow = (id: string) => db.grant.findUniqueOrThrow({ where: { id }, include: { ratification: true } });

describe("another person's word on an emergency", () => {
  it("it was right: it holds to its end, also past the time in which that had to be said", async () => {
    const { taker, grantId, suspends } = await emergency();
    const { outcome, told } = await toldSince(() => must(ratifyGrant, admin.actor, ofGrant(grantId)));
    expect(await grantNow(grantId)).toMatchObject({ endedAt: null, version: 1, ratification: { byId: admin.id, outcome: "ratified", reason: ofGrant(grantId).reason } });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.ratified", subjectType: "Grant", subjectId: grantId, fromStatus: "given", toStatus: "ratified", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([["emergency-ratified", taker.email]]);
    await timeIsOver(grantId);
    expect(await suspends()).toMatchObject({ ok: true });
    await asSuperuser(`UPDATE "Grant" SET "validUntil" = now() WHERE id = $1`, [grantId]);
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
  });

  it("it was not: it ends at once", async () => {
    const { taker, grantId, suspends } = await emergency();
    expect(await suspends()).toMatchObject({ ok: true });
    const { outcome, told } = await toldSince(() => must(ratifyGrant, admin.actor, ofGrant(grantId, "refused")));
    expect(await grantNow(grantId)).toMatchObject({ endedById: admin.id, endedAt: expect.any(Date), version: 2, ratification: { outcome: "refused" } });
    expect((await entriesOf(outcome.entryId)).map(({ name, fromStatus, toStatus, subjectId }) => [name, fromStatus, toStatus, subjectId])).toEqual([["grant.ratified", "given", "refused", grantId], ["grant.ended", "given", "ended", grantId]]);
    expect(told).toEqual([["emergency-ratified", taker.email]]);
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
  });

  it("nobody said anything in time: it has lapsed, and one can only write down what one found", async () => {
    const { grantId, suspends } = await emergency();
    await timeIsOver(grantId);
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
    for (const outcome of ["ratified", "refused"] as const) expect(await ratifyGrant(admin.actor, ofGrant(grantId, outcome))).toMatchObject({ refusal: "ratified_too_late" });
    const { entryId } = await must(ratifyGrant, admin.actor, ofGrant(grantId, "examined_late"));
    expect(await entriesOf(entryId)).toMatchObject([{ name: "grant.ratified", toStatus: "examined_late" }]);
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
    expect(await ratifyGrant(secondAdmin.actor, ofGrant(grantId, "examined_late"))).toMatchObject({ refusal: "already_decided" });
  });
});

const { grantId, taker } = await emergency();
await city.holds(taker, { capability: "people.grant" });
const input = ofGrant(grantId);
const known = await emergency();
await must(ratifyGrant, admin.actor, ofGrant(known.grantId));
const ordinary = await city.officerWith("permits.suspend");

it("the taker's own attempt is in the ledger, with the rule that stood in the way", async () => {
  expect(await ratifyGrant(taker.actor, input)).toMatchObject({ refusal: "not_to_oneself" });
  expect((await lastDenial(taker))?.open).toMatchObject({ attempted: "grant.ratified", why: "not_to_oneself" });
});

refuses(ratifyGrant, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["who took it, though they give permissions", taker, input, "not_to_oneself"],
  ["a giver for another zone", await city.officerWith("people.grant", { zoneId: city.east.id }), input, "hidden"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["a grant that does not exist", admin, ofGrant(nobodys), "not_found"],
  ["a grant that was given", admin, ofGrant(ordinary.grantId), "not_an_emergency"],
  ["one of which the word was said", secondAdmin, ofGrant(known.grantId, "refused"), "already_decided"],
  ["found too late, while there is time", admin, ofGrant(grantId, "examined_late"), "already_decided"],
  ["an outcome that does not exist", admin, { ...input, outcome: "perhaps" }, "bad_input"],
  ...withoutReason(admin, input),
]);
refusesGarbage(ratifyGrant, admin, input);

describe("at the same moment", () => {
  oneWins(ratifyGrant, async () => {
    const { grantId: id } = await emergency();
    return { who: [admin, secondAdmin], input: [ofGrant(id), ofGrant(id, "refused")] };
  }, ["already_decided", "taken_meanwhile"]);
});
