import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { decideAnew } from "@/lib/enforcement/decide-anew";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { operations, statusOf, stopped, withdrawn } from "@/lib/core/test-stops";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const third = await city.officerWith("permits.revoke");
const asideInput = ({ id, version }: { id: string; version: number }) => ({ stopId: id, version, reason: good });
const anewInput = (stop: { id: string; version: number }, outcome: "upheld" | "reversed") => ({ ...asideInput(stop), outcome });
/** Withdrawn by the first officer, set aside by the second. */
const setAside = async (permitId: string) => {
  const stop = await withdrawn(officer, { permitId });
  await must(setAsideStop, secondOfficer.actor, asideInput(stop));
  return { ...stop, version: 2 };
};

describe("a stop that is set aside", () => {
  it("reversed by a third: the permit, its devices and its places are as before", async () => {
    const { permitId, id } = await city.application("approved", { assetIds: [await city.asset({ slots: 1 }), await city.asset({ slots: 1 })] });
    const stop = await setAside(permitId);
    expect(await db.slotHold.count({ where: { applicationId: id, status: "consumed" } })).toBe(0);
    const { outcome, told } = await toldSince(() => must(decideAnew, third.actor, anewInput(stop, "reversed")));
    expect((await entriesOf(outcome.entryId)).map(({ name, fromStatus, toStatus }) => [name, fromStatus, toStatus])).toEqual([["stop.decided_anew", "standing", "reversed"], ["permit.reinstated", "revoked", "active"]]);
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["active", ["operates", "operates"]]);
    expect(await db.slotHold.count({ where: { applicationId: id, status: "consumed" } })).toBe(2);
    expect(told).toEqual(await membersTold(partner.id, "stop-ended"));
  });

  it("reversed while something else stands against it: what that says", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    await stopped(officer, { deviceId: permit?.devices[0]?.id as string });
    const stop = await setAside(permitId);
    await must(decideAnew, third.actor, anewInput(stop, "reversed"));
    expect([await statusOf(permitId), (await operations(permitId)).toSorted()]).toEqual(["restricted", ["operates", "suspended"]]);
  });

  it("upheld: it stands, and can be set aside again", async () => {
    const { permitId } = await city.application("approved");
    const stop = await setAside(permitId);
    const { told } = await toldSince(() => must(decideAnew, third.actor, anewInput(stop, "upheld")));
    expect(told).toEqual(await membersTold(partner.id, "stop-upheld"));
    expect(await statusOf(permitId)).toBe("revoked");
    await must(setAsideStop, secondOfficer.actor, asideInput({ ...stop, version: 3 }));
  });

  it("is not reversed where its place is another's by now; nothing changes then", async () => {
    const assetId = await city.asset({ slots: 1 });
    const { permitId } = await city.application("approved", { assetIds: [assetId] });
    const stop = await setAside(permitId);
    await city.application("approved", { assetIds: [assetId], of: city.otherPartner });
    expect(await decideAnew(third.actor, anewInput(stop, "reversed"))).toMatchObject({ ok: false, refusal: "asset_full" });
    expect([await statusOf(permitId), (await db.setAside.findFirstOrThrow({ where: { stopId: stop.id } })).outcome]).toEqual(["revoked", null]);
  });
});

const aside = await setAside((await city.application("approved")).permitId);
const input = anewInput(aside, "upheld");
const plain = await withdrawn(officer, { permitId: (await city.application("approved")).permitId });
const orderer = await city.officerWith("permits.revoke");
const own = await withdrawn(orderer, { permitId: (await city.application("approved")).permitId });
await must(setAsideStop, secondOfficer.actor, asideInput(own));

refuses(decideAnew, [
  ...(await staffWhoMayNot(city, "permits.revoke", input)),
  ...(await onesOwn(city, "permits.revoke", input, false)),
  ["the one who ordered it", orderer, anewInput({ ...own, version: 2 }, "reversed"), "hidden"],
  ["the one who set it aside", secondOfficer, input, "kept_apart"],
  ["one that nobody set aside", third, anewInput(plain, "reversed"), "not_set_aside"],
  ["a stop that does not exist", third, { ...input, stopId: nobodys }, "not_found"],
  ["a version that is not what is stored", third, { ...input, version: 1 }, "changed_since_read"],
  ["no outcome", third, { ...input, outcome: "" }, "bad_input"],
  ...withoutReason(third, input),
]);
refusesGarbage(decideAnew, third, input);

describe("at the same moment", () => {
  oneWins(decideAnew, async () => {
    const stop = await setAside((await city.application("approved")).permitId);
    return { who: [third, await city.officerWith("permits.revoke")], input: [anewInput(stop, "upheld"), anewInput(stop, "reversed")] };
  }, ["changed_since_read", "not_set_aside", "stop_is_over"]);
});
