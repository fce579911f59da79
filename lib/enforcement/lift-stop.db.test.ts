import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, onesOwn, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { operations, statusOf, stopped, withdrawn } from "@/lib/core/test-stops";
import { resumePermit } from "@/lib/permits/resume";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const liftInput = ({ id, version }: { id: string; version: number }) => ({ stopId: id, version, reason: good });

describe("an officer lifts a stop", () => {
  it("and exactly what it alone stopped may operate again", async () => {
    const assetId = await city.asset({ slots: 4 });
    const one = await city.application("approved", { assetIds: [assetId] });
    const two = await city.application("approved", { assetIds: [assetId, await city.asset()] });
    const onAsset = await stopped(officer, { assetId });
    const onPermit = await stopped(officer, { permitId: one.permitId });
    expect([await statusOf(one.permitId), await statusOf(two.permitId)]).toEqual(["suspended", "restricted"]);
    const { outcome, told } = await toldSince(() => must(liftStop, secondOfficer.actor, liftInput(onAsset)));
    // The first is under its own stop still.
    expect([await statusOf(one.permitId), await statusOf(two.permitId)]).toEqual(["suspended", "active"]);
    expect(await operations(two.permitId)).toEqual(["operates", "operates"]);
    const by = { actorId: secondOfficer.id, actorKind: "person", grantId: await grantOf(secondOfficer, "permits.suspend") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "stop.lifted", subjectType: "Stop", subjectId: onAsset.id, fromStatus: "standing", toStatus: "lifted", ...by },
      { name: "permit.resumed", subjectType: "Permit", subjectId: two.permitId, fromStatus: "restricted", toStatus: "active", ...by },
    ]);
    expect(told).toEqual(await membersTold(partner.id, "stop-ended"));
    await must(liftStop, officer.actor, liftInput(onPermit));
    expect(await statusOf(one.permitId)).toBe("active");
    expect(await db.stop.findUniqueOrThrow({ where: { id: onAsset.id } })).toMatchObject({ endedAs: "lifted", endedById: secondOfficer.id, endReason: good });
  });

  it("a whole permit that one device keeps stopped is eased to restricted", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    await stopped(officer, { deviceId: permit?.devices[0]?.id as string });
    const whole = await stopped(officer, { permitId });
    expect(await statusOf(permitId)).toBe("suspended");
    await must(liftStop, officer.actor, liftInput(whole));
    expect(await statusOf(permitId)).toBe("restricted");
    expect((await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: permitId }, orderBy: { id: "desc" } })).name).toBe("permit.eased");
  });

  it("a permit that begins later is scheduled again", async () => {
    const { permitId } = await city.application("approved", { from: new Date(Date.now() + 86_400_000 * 10).toISOString().slice(0, 10) });
    const stop = await stopped(officer, { permitId });
    await must(liftStop, officer.actor, liftInput(stop));
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["scheduled", ["not_begun"]]);
  });

  it("one that is over a partner is not undone at one permit", async () => {
    const { permitId } = await city.application("approved");
    const { number } = await stopped(officer, { partnerId: partner.id });
    const { version } = await db.permit.findUniqueOrThrow({ where: { id: permitId } });
    expect(await resumePermit(officer.actor, { permitId, version, reason: good })).toMatchObject({ ok: false, refusal: "stopped_otherwise", about: { number } });
  });
});

const open = await city.application("approved", { of: await city.organisation() });
const stop = await stopped(officer, { permitId: open.permitId });
const mine = await stopped(officer, { permitId: (await city.application("approved")).permitId });
const input = liftInput(stop);
const over = await stopped(officer, { permitId: (await city.application("approved", { of: await city.organisation() })).permitId });
await must(liftStop, officer.actor, liftInput(over));
const revoked = await withdrawn(officer, { permitId: (await city.application("approved")).permitId });
const assetId = await city.asset({ slots: 4 });
await city.application("approved", { assetIds: [assetId] });
await city.application("approved", { assetIds: [assetId], of: city.otherPartner });
const shared = await stopped(officer, { assetId });
const tied = await city.officerWith("permits.suspend");
await city.tie(tied, city.otherPartner.id);

refuses(liftStop, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", liftInput(mine), false)),
  ["an officer who may only revoke", await city.officerWith("permits.revoke"), input, "hidden"],
  ["a stop that does not exist", officer, { ...input, stopId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that was lifted", officer, liftInput({ ...over, version: 2 }), "stop_is_over"],
  ["what was withdrawn for good", officer, liftInput(revoked), "is_for_good"],
  ["one that also reached a partner from whom the officer keeps away", tied, liftInput(shared), "not_all_seen"],
  ...withoutReason(officer, input),
]);
refusesGarbage(liftStop, officer, input);

describe("at the same moment", () => {
  const fresh = async () => liftInput(await stopped(officer, { permitId: (await city.application("approved", { of: await city.organisation() })).permitId }));
  oneWins(liftStop, async () => ({ who: [officer, secondOfficer], input: await fresh() }), ["changed_since_read", "stop_is_over"]);
  sentTwice(liftStop, async () => {
    const sent = await fresh();
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
