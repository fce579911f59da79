import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofPermit = ({ permitId }: { permitId: string }) => ({ permitId, version: 1, until: inDays(14), reason: good, without: "danger" });

describe("an officer suspends a permit", () => {
  it("stops it until a day, and its devices in the register with it", async () => {
    const permit = await city.application("approved");
    const { outcome, told } = await toldSince(() => must(suspendPermit, officer.actor, ofPermit(permit)));
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).toMatchObject({ status: "suspended", suspendedUntil: addDays(dayOf(new Date()), 14), version: 2 });
    expect(await db.device.findMany({ where: { permitId: permit.permitId }, select: { permitStatus: true, status: true } })).toEqual([{ permitStatus: "suspended", status: "authorised" }]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.suspended", subjectType: "Permit", subjectId: permit.permitId, fromStatus: "active", toStatus: "suspended", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ reference: expect.stringMatching(/^LP-/), title: "Counting bicycles", reason: good, until: inDays(14), stop: expect.any(Number), withoutNotice: "danger" });
    expect(told).toEqual(await membersTold(city.partner.id, "permit-suspended"));
  });

  it("also one that has not begun", async () => {
    const permit = await city.application("approved", { from: inDays(5) });
    await must(suspendPermit, officer.actor, ofPermit(permit));
    expect((await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).status).toBe("suspended");
  });
});

const open = await city.application("approved");
const input = ofPermit(open);
const suspended = await city.application("approved");
await must(suspendPermit, officer.actor, ofPermit(suspended));
const revoked = await city.application("approved");
await must(revokePermit, officer.actor, { permitId: revoked.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
const over = await city.application("approved");
// Days pass only in the superuser's hands.
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [over.permitId]);

refuses(suspendPermit, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, true)),
  ["an officer who may only revoke", await city.officerWith("permits.revoke"), input, "not_allowed"],
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["the application's id instead of the permit's", officer, { ...input, permitId: open.id }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is suspended already", officer, { ...ofPermit(suspended), version: 2 }, "not_from_here"],
  ["one that is revoked", officer, { ...ofPermit(revoked), version: 2 }, "not_from_here"],
  ["one whose days are over", officer, ofPermit(over), "permit_is_over"],
  ["an end today", officer, { ...input, until: inDays(0) }, "until_is_past"],
  ["an end after more than ten years", officer, { ...input, until: inDays(3654) }, "until_too_far"],
  ["no end", officer, { ...input, until: "" }, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(suspendPermit, officer, input);

describe("at the same moment", () => {
  oneWins(suspendPermit, async () => ({ who: [officer, secondOfficer], input: ofPermit(await city.application("approved")) }));
  sentTwice(suspendPermit, async () => {
    const sent = ofPermit(await city.application("approved"));
    return { who: officer, input: sent, other: { ...sent, until: inDays(15) } };
  });

  it("one suspends, one revokes: one of them is decided, and the ledger tells which", async () => {
    const { permitId } = await city.application("approved");
    const results = await Promise.all([suspendPermit(officer.actor, { permitId, version: 1, until: inDays(9), reason: good, without: "danger" }), revokePermit(secondOfficer.actor, { permitId, version: 1, reason: good, confirm: "yes", without: "danger" })]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const last = await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: permitId }, orderBy: { id: "desc" } });
    expect(last.toStatus).toBe((await db.permit.findUniqueOrThrow({ where: { id: permitId } })).status);
  });
});
