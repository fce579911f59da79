import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofPermit = ({ permitId }: { permitId: string }, version = 1) => ({ permitId, version, reason: good, confirm: "yes", without: "danger" });

describe("an officer revokes a permit", () => {
  it("for good: its devices may no longer run, and its places are free for others", async () => {
    const assetId = await city.asset({ slots: 1 });
    const permit = await city.application("approved", { assetIds: [assetId] });
    const { outcome, told } = await toldSince(() => must(revokePermit, officer.actor, ofPermit(permit)));
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).toMatchObject({ status: "revoked", version: 2 });
    expect(await db.device.findMany({ where: { permitId: permit.permitId }, select: { permitStatus: true, status: true } })).toEqual([{ permitStatus: "revoked", status: "deauthorised" }]);
    expect(await db.slotHold.findMany({ where: { assetId }, select: { status: true } })).toEqual([{ status: "released" }]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.revoked", subjectType: "Permit", subjectId: permit.permitId, fromStatus: "active", toStatus: "revoked", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.revoke") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ reference: expect.stringMatching(/^LP-/), title: "Counting bicycles", reason: good, devices: 1, stop: expect.any(Number), withoutNotice: "danger" });
    expect(told).toEqual(await membersTold(city.partner.id, "permit-revoked"));
    // The only place of that pole can be had again.
    expect((await city.application("approved", { assetIds: [assetId] })).permit?.status).toBe("active");
  });

  it("also one that is suspended, and one that has not begun", async () => {
    const suspended = await city.application("approved");
    await must(suspendPermit, officer.actor, { permitId: suspended.permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
    await must(revokePermit, officer.actor, ofPermit(suspended, 2));
    await must(revokePermit, officer.actor, ofPermit(await city.application("approved", { from: inDays(3) })));
    expect(await db.permit.findUniqueOrThrow({ where: { id: suspended.permitId } })).toMatchObject({ status: "revoked", suspendedUntil: null });
  });
});

const open = await city.application("approved");
const input = ofPermit(open);
const revoked = await city.application("approved");
await must(revokePermit, officer.actor, ofPermit(revoked));

refuses(revokePermit, [
  ...(await staffWhoMayNot(city, "permits.revoke", input)),
  ...(await onesOwn(city, "permits.revoke", input, true)),
  ["an officer who may only suspend", await city.officerWith("permits.suspend"), input, "not_allowed"],
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is revoked already", officer, ofPermit(revoked, 2), "not_from_here"],
  ["without being confirmed", officer, { ...input, confirm: "no" }, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(revokePermit, officer, input);

describe("at the same moment", () => {
  oneWins(revokePermit, async () => ({ who: [officer, secondOfficer], input: ofPermit(await city.application("approved")) }));
  sentTwice(revokePermit, async () => {
    const sent = ofPermit(await city.application("approved"));
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
