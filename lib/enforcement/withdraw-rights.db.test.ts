import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { operations, seenNow, statusOf, stopped, withdrawn } from "@/lib/core/test-stops";
import { withdrawRights } from "@/lib/enforcement/withdraw-rights";
import { suspendPermit } from "@/lib/permits/suspend";
import type { StopScope } from "@/lib/permits/standing";

const city = await testCity();
const { officer, partner } = city;
const withdrawInput = async (scope: StopScope, more: object = {}) => ({ ...scope, effect: "revoke", confirm: "yes", reason: good, without: "danger", seen: await seenNow(officer, scope), ...more });

const inEast = (count: number) => Promise.all(Array.from({ length: count }, () => city.asset({ zoneId: city.east.id })));

describe("an officer withdraws for good", () => {
  it("everything of a model in one area: permits that keep a device go on restricted, the others are revoked, and places are free", async () => {
    const other = { name: "Microphone", make: "Hark", model: "H1", serial: "" };
    const mixed = await city.application("complete", { assetIds: await inEast(2) });
    const draft = (await db.application.findUniqueOrThrow({ where: { id: mixed.id } })).draft as { devices: { devices: object[] } };
    draft.devices.devices[1] = other;
    await db.application.update({ where: { id: mixed.id }, data: { draft: draft as object } });
    const { submitApplication } = await import("@/lib/applications/submit");
    const { approveApplication } = await import("@/lib/permits/approve");
    await must(submitApplication, partner.member.actor, { applicationId: mixed.id, version: 2, isTrue: "yes" });
    await city.reviewedByOthers(mixed.id);
    await must(approveApplication, officer.actor, { applicationId: mixed.id, version: 3, reason: good, until: new Date(Date.now() + 86_400_000 * 50).toISOString().slice(0, 10), conditions: "" });
    const permit = await db.permit.findUniqueOrThrow({ where: { applicationId: mixed.id } });
    const whole = await city.application("approved", { assetIds: await inEast(2) });
    const { outcome, told } = await toldSince(async () => must(withdrawRights, officer.actor, await withdrawInput({ make: "Tern", model: "TC-2", zoneId: city.east.id })));
    expect([await statusOf(permit.id), (await operations(permit.id)).toSorted()]).toEqual(["restricted", ["operates", "withdrawn"]]);
    expect([await statusOf(whole.permitId), await operations(whole.permitId)]).toEqual(["revoked", ["withdrawn", "withdrawn"]]);
    expect(await db.slotHold.groupBy({ by: ["status"], where: { applicationId: mixed.id }, _count: true, orderBy: { status: "asc" } })).toEqual([{ status: "consumed", _count: 1 }, { status: "released", _count: 1 }]);
    expect(await db.slotHold.count({ where: { applicationId: whole.id, status: { not: "released" } } })).toBe(0);
    const by = { actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.revoke") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "rights.withdrawn", subjectType: "Stop", subjectId: outcome.subjectId, fromStatus: null, toStatus: "standing", ...by },
      { name: "permit.restricted", subjectType: "Permit", subjectId: permit.id, fromStatus: "active", toStatus: "restricted", ...by },
      { name: "permit.revoked", subjectType: "Permit", subjectId: whole.permitId, fromStatus: "active", toStatus: "revoked", ...by },
    ]);
    expect(told).toEqual(await membersTold(partner.id, "stop-ordered"));
    // One more of the same permit: it stays restricted, and that too has its entry.
    await withdrawn(officer, { permitId: permit.id });
    expect(await statusOf(permit.id)).toBe("revoked");
  });

  it("a second device of a restricted permit: no status changes, and the ledger has it all the same", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset(), await city.asset()] });
    const [one, two] = permit?.devices ?? [];
    await withdrawn(officer, { deviceId: one?.id as string });
    await withdrawn(officer, { deviceId: two?.id as string });
    expect(await statusOf(permitId)).toBe("restricted");
    expect(await db.ledgerEntry.findMany({ where: { subjectId: permitId }, orderBy: { id: "asc" }, select: { name: true, fromStatus: true, toStatus: true } })).toEqual([
      { name: "permit.granted", fromStatus: null, toStatus: "active" },
      { name: "permit.restricted", fromStatus: "active", toStatus: "restricted" },
      { name: "permit.narrowed", fromStatus: "restricted", toStatus: "restricted" },
    ]);
  });

  it("what is suspended, too, and void from the start what was revoked before", async () => {
    const { permitId } = await city.application("approved");
    await must(suspendPermit, officer.actor, { permitId, version: 1, until: new Date(Date.now() + 86_400_000 * 5).toISOString().slice(0, 10), reason: good, without: "danger" });
    await withdrawn(officer, { permitId }, "void");
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["voided", ["withdrawn"]]);
  });

  it("none that come later", async () => {
    const third = await city.organisation();
    await city.application("approved", { of: third });
    await withdrawn(officer, { partnerId: third.id });
    const later = await city.application("approved", { of: third });
    expect([await statusOf(later.permitId), await operations(later.permitId)]).toEqual(["active", ["operates"]]);
  });

  it("a permit of which one device was withdrawn and the rest is stopped for a time is suspended, not restricted", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    await withdrawn(officer, { deviceId: permit?.devices[0]?.id as string });
    await stopped(officer, { permitId });
    expect(await statusOf(permitId)).toBe("suspended");
  });
});

const open = await city.application("approved");
const input = await withdrawInput({ permitId: open.permitId });
refuses(withdrawRights, [
  ...(await staffWhoMayNot(city, "permits.revoke", input)),
  ...(await onesOwn(city, "permits.revoke", input, false)),
  ["an officer who may only suspend", await city.officerWith("permits.suspend"), input, "hidden"],
  ["an officer of one area, over the whole partner", await city.officerWith("permits.revoke", { zoneId: city.west.id }), await withdrawInput({ partnerId: partner.id }), "hidden"],
  ["without a sign that it is meant", officer, { ...input, confirm: "" }, "bad_input"],
  ["the whole city, by leaving everything open", officer, { ...input, permitId: "" }, "bad_input"],
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["to stop for a time by this door", officer, { ...input, effect: "suspend" }, "bad_input"],
  ["as an emergency", officer, { ...input, emergency: "yes" }, "bad_input"],
  ["what was seen made up", officer, { ...input, seen: `2:${"a".repeat(32)}` }, "reach_changed"],
  ...withoutReason(officer, input),
]);
refusesGarbage(withdrawRights, officer, input);

describe("at the same moment", () => {
  sentTwice(withdrawRights, async () => {
    const sent = await withdrawInput({ permitId: (await city.application("approved")).permitId });
    return { who: officer, input: sent, other: { ...sent, effect: "void" } };
  });

  it("two withdraw the same: one does, the other is told that it reaches nothing any more", async () => {
    const { permitId } = await city.application("approved");
    const sent = await withdrawInput({ permitId });
    const results = await Promise.all([withdrawRights(officer.actor, sent), withdrawRights(city.secondOfficer.actor, sent)]);
    expect(results.map((result) => (result.ok ? "decided" : result.refusal)).toSorted()).toEqual(["decided", "nothing_reached"]);
    expect(await db.stop.count({ where: { onPermitId: permitId } })).toBe(1);
  });
});
