import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { orderStop } from "@/lib/enforcement/order-stop";
import { approveApplication } from "@/lib/permits/approve";
import { operations, seenNow, statusOf, stopInput, stopped, withdrawn } from "@/lib/core/test-stops";

const city = await testCity();
const { officer, secondOfficer, partner, otherPartner } = city;

/** A permit of three devices: two in the west, one in the east. */
const spread = async () => {
  const assetIds = [await city.asset(), await city.asset(), await city.asset({ zoneId: city.east.id })];
  return { ...(await city.application("approved", { assetIds })), assetIds };
};

describe("an officer stops", () => {
  it("one device: its permit is restricted, the others go on, and the partner is told", async () => {
    const { permitId, permit } = await spread();
    const deviceId = permit?.devices[0]?.id ?? "";
    const { outcome, told } = await toldSince(async () => must(orderStop, officer.actor, await stopInput(officer, { deviceId })));
    expect(await statusOf(permitId)).toBe("restricted");
    expect((await operations(permitId)).toSorted()).toEqual(["operates", "operates", "suspended"]);
    const stop = await db.stop.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(outcome.reference).toBe(String(stop.number));
    expect(stop).toMatchObject({ effect: "suspend", onDeviceId: deviceId, onPermitId: null, devices: 1, permits: 1, ratifyBy: null, orderedById: officer.id });
    const by = { actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "stop.ordered", subjectType: "Stop", subjectId: stop.id, fromStatus: null, toStatus: "standing", ...by },
      { name: "permit.restricted", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "restricted", ...by },
    ]);
    expect((await entryOf(outcome.entryId)).open).toMatchObject({ number: stop.number, effect: "suspend", devices: 1, reason: good, until: inDays(14) });
    expect(told).toEqual(await membersTold(partner.id, "stop-ordered"));
  });

  it("a permit in one area only, a model, a network, an asset, a kind of asset, a partner: what fits, and nothing else", async () => {
    const cabinet = await city.asset({ assetClass: "cabinet" });
    const { permitId, assetIds } = await city.application("approved", { assetIds: [await city.asset(), cabinet, await city.asset({ zoneId: city.east.id })] });
    const bystander = await city.application("approved", { of: otherPartner });
    for (const [scope, reached] of [
      [{ permitId, zoneId: city.east.id }, 1],
      [{ permitId, assetClass: "cabinet" as const }, 1],
      [{ permitId, networkId: city.networkId }, 3],
      [{ permitId, make: "Tern", model: "TC-2" }, 3],
      [{ permitId, make: "Tern", model: "TC-3" }, 0],
      [{ assetId: assetIds[0] as string }, 1],
    ] as const) {
      if (reached === 0) {
        expect(await orderStop(officer.actor, await stopInput(officer, scope))).toMatchObject({ ok: false, refusal: "nothing_reached" });
        continue;
      }
      const stop = await stopped(officer, scope);
      expect([scope, stop.devices]).toEqual([scope, reached]);
      expect(await statusOf(permitId)).toBe(reached === 3 ? "suspended" : "restricted");
      expect(await statusOf(bystander.permitId)).toBe("active");
      await must(liftStop, officer.actor, { stopId: stop.id, version: stop.version, reason: good });
      expect(await statusOf(permitId)).toBe("active");
    }
  });

  it("shut out of the networks they still operate", async () => {
    const { permitId } = await spread();
    const stop = await stopped(officer, { permitId }, { effect: "restrict" });
    expect(stop.effect).toBe("restrict");
    expect(await statusOf(permitId)).toBe("restricted");
    expect(await operations(permitId)).toEqual(["shut_out", "shut_out", "shut_out"]);
  });

  it("what comes later under a wide stop is stopped too, and what has no part in it is not", async () => {
    const network = await db.network.create({ data: { agencyId: city.lighting.id, code: "OTHER-1", name: "Another", kind: "wifi" } });
    const third = await city.organisation();
    const first = await city.application("approved", { of: third });
    const stop = await stopped(officer, { partnerId: third.id });
    expect(await statusOf(first.permitId)).toBe("suspended");
    const later = await city.application("approved", { of: third });
    expect([await statusOf(later.permitId), await operations(later.permitId)]).toEqual(["suspended", ["suspended"]]);
    expect(await db.ledgerEntry.findMany({ where: { subjectId: later.permitId }, orderBy: { id: "asc" }, select: { name: true, fromStatus: true, toStatus: true } })).toEqual([
      { name: "permit.granted", fromStatus: null, toStatus: "active" },
      { name: "permit.suspended", fromStatus: "active", toStatus: "suspended" },
    ]);
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    expect([await statusOf(first.permitId), await statusOf(later.permitId)]).toEqual(["active", "active"]);
    await db.network.delete({ where: { id: network.id } }).catch(() => undefined);
  });

  it("of partners from whom the officer keeps away nothing is reached", async () => {
    const tied = await city.officerWith("permits.suspend");
    await city.tie(tied, otherPartner.id);
    const assetId = await city.asset({ slots: 4 });
    const [mine, theirs] = [await city.application("approved", { assetIds: [assetId] }), await city.application("approved", { assetIds: [assetId], of: otherPartner })];
    const stop = await stopped(tied, { assetId });
    expect(stop.devices).toBe(1);
    expect([await statusOf(mine.permitId), await statusOf(theirs.permitId)]).toEqual(["suspended", "active"]);
  });

  it("in an emergency, alone: those who may ratify are told, and it says by when", async () => {
    const { permitId } = await spread();
    const before = Date.now();
    const { outcome, told } = await toldSince(async () => must(orderStop, officer.actor, await stopInput(officer, { permitId }, { emergency: "yes" })));
    const { ratifyBy } = await db.stop.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(Math.abs((ratifyBy?.getTime() ?? 0) - before - 24 * 3_600_000)).toBeLessThan(60_000);
    expect((await entryOf(outcome.entryId)).toStatus).toBe("unratified");
    expect(told).toContainEqual(["stop-to-ratify", secondOfficer.email]);
    expect(told).not.toContainEqual(["stop-to-ratify", officer.email]);
    expect(await statusOf(permitId)).toBe("suspended");
  });
});

describe("exactly what was shown", () => {
  it("is refused where another device came under it meanwhile, or one left", async () => {
    const assetId = await city.asset({ slots: 5 });
    await city.application("approved", { assetIds: [assetId] });
    const shown = await stopInput(officer, { assetId });
    await city.application("approved", { assetIds: [assetId] });
    expect(await orderStop(officer.actor, shown)).toMatchObject({ ok: false, refusal: "reach_changed", about: { seen: "1 device", now: "2 devices" } });
    const again = await stopInput(officer, { assetId });
    const [some] = await db.device.findMany({ where: { assetId } });
    await withdrawn(officer, { deviceId: some?.id as string });
    expect(await orderStop(officer.actor, again)).toMatchObject({ ok: false, refusal: "reach_changed" });
  });

  it("another device in the place of one is noticed, although the number is the same", async () => {
    const assetId = await city.asset({ slots: 5 });
    await city.application("approved", { assetIds: [assetId] });
    const shown = await stopInput(officer, { assetId });
    const [some] = await db.device.findMany({ where: { assetId } });
    await withdrawn(officer, { deviceId: some?.id as string });
    await city.application("approved", { assetIds: [assetId] });
    expect(shown.seen.split(":")[0]).toBe((await seenNow(officer, { assetId })).split(":")[0]);
    expect(await orderStop(officer.actor, shown)).toMatchObject({ ok: false, refusal: "reach_changed", about: { seen: "1 device", now: "1 device" } });
  });
});

const open = await city.application("approved");
const input = await stopInput(officer, { permitId: open.permitId });
const over = await city.application("approved");
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [over.permitId]);
const inWest = await city.officerWith("permits.suspend", { zoneId: city.west.id });

refuses(orderStop, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, false)),
  ["an officer who may only revoke", await city.officerWith("permits.revoke"), input, "hidden"],
  ["an officer of one area, over the whole partner", inWest, { ...(await stopInput(officer, { partnerId: partner.id })) }, "hidden"],
  ["an officer of one area, over another", inWest, { ...(await stopInput(officer, { zoneId: city.east.id })) }, "hidden"],
  ["an officer of one tier, over an area", await city.officerWith("permits.suspend", { highestTier: 3 }), await stopInput(officer, { zoneId: city.west.id }), "hidden"],
  ["the whole city, by leaving everything open", officer, { ...input, permitId: "" }, "bad_input"],
  ["a maker without a model", officer, { ...input, permitId: "", make: "Tern" }, "bad_input"],
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["an area that does not exist", officer, { ...input, zoneId: nobodys }, "not_found"],
  ["a kind of asset that is none", officer, { ...input, assetClass: "bench" }, "bad_input"],
  ["a permit whose days are over", officer, { ...input, permitId: over.permitId }, "nothing_reached"],
  ["to withdraw for good by the back door", officer, { ...input, effect: "revoke" }, "bad_input"],
  ["what was seen left out", officer, { ...input, seen: "" }, "bad_input"],
  ["what was seen made up", officer, { ...input, seen: `1:${"0".repeat(32)}` }, "reach_changed"],
  ["an end today", officer, { ...input, until: inDays(0) }, "until_is_past"],
  ["an end after more than ten years", officer, { ...input, until: inDays(3654) }, "until_too_far"],
  ["nobody says whether it is an emergency", officer, { ...input, emergency: "" }, "bad_input"],
  ...withoutReason(officer, input),
]);
refusesGarbage(orderStop, officer, input);

describe("at the same moment", () => {
  sentTwice(orderStop, async () => {
    const sent = await stopInput(officer, { permitId: (await city.application("approved")).permitId });
    return { who: officer, input: sent, other: { ...sent, until: inDays(15) } };
  });

  it("an approval and a wide stop, or its end: whichever comes first, what is new stands as the stop says", async () => {
    for (let n = 0; n < 6; n++) {
      const third = await city.organisation();
      await city.application("approved", { of: third });
      const waiting = await city.application("submitted", { of: third });
      const approve = () => approveApplication(officer.actor, { applicationId: waiting.id, version: waiting.version, reason: good, until: inDays(100), conditions: "" });
      const sent = await stopInput(secondOfficer, { partnerId: third.id });
      const [approved, ordered] = await Promise.all([approve(), orderStop(secondOfficer.actor, sent)]);
      expect(approved.ok).toBe(true);
      // Where the approval came first, it reaches more than was shown and is refused; where it came second, what is new is stopped.
      const permit = await db.permit.findUniqueOrThrow({ where: { applicationId: waiting.id } });
      expect([permit.status, await operations(permit.id)]).toEqual(ordered.ok ? ["suspended", ["suspended"]] : ["active", ["operates"]]);
      const stop = ordered.ok ? await db.stop.findUniqueOrThrow({ where: { id: ordered.value.subjectId } }) : await stopped(secondOfficer, { partnerId: third.id });
      const another = await city.application("submitted", { of: third });
      await Promise.all([approveApplication(officer.actor, { applicationId: another.id, version: another.version, reason: good, until: inDays(100), conditions: "" }), liftStop(secondOfficer.actor, { stopId: stop.id, version: stop.version, reason: good })]);
      const later = await db.permit.findUniqueOrThrow({ where: { applicationId: another.id } });
      expect([later.status, await operations(later.id)]).toEqual(["active", ["operates"]]);
    }
  });

  it("two wide stops over the same devices: both stand, and it runs again only when both are lifted", async () => {
    const assetId = await city.asset({ slots: 3 });
    const { permitId } = await city.application("approved", { assetIds: [assetId] });
    const [one, two] = await Promise.all([stopped(officer, { assetId }), stopped(secondOfficer, { permitId })]);
    expect(await statusOf(permitId)).toBe("suspended");
    await must(liftStop, officer.actor, { stopId: one.id, version: 1, reason: good });
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["suspended", ["suspended"]]);
    await must(liftStop, officer.actor, { stopId: two.id, version: 1, reason: good });
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["active", ["operates"]]);
  });
});
