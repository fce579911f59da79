import { describe, expect, it } from "vitest";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { operations, statusOf, stopped, withdrawn } from "@/lib/core/test-stops";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const third = await city.officerWith("permits.revoke");
const asideInput = ({ id, version }: { id: string; version: number }) => ({ stopId: id, version, reason: good });

describe("an officer has a stop decided anew", () => {
  it("stands as it is, until it is decided anew", async () => {
    const { permitId } = await city.application("approved");
    const stop = await withdrawn(officer, { permitId });
    const { outcome, told } = await toldSince(() => must(setAsideStop, secondOfficer.actor, asideInput(stop)));
    expect((await entriesOf(outcome.entryId)).map(({ name, fromStatus, toStatus }) => [name, fromStatus, toStatus])).toEqual([["stop.set_aside", "standing", "standing"]]);
    expect(told).toEqual(await membersTold(partner.id, "stop-set-aside"));
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["revoked", ["withdrawn"]]);
  });
});

const plain = await withdrawn(officer, { permitId: (await city.application("approved")).permitId });
const aside = await withdrawn(officer, { permitId: (await city.application("approved")).permitId });
await must(setAsideStop, secondOfficer.actor, asideInput(aside));
const urgent = await stopped(officer, { permitId: (await city.application("approved")).permitId }, { emergency: "yes" });

const asideAgain = asideInput(plain);
refuses(setAsideStop, [
  ...(await staffWhoMayNot(city, "permits.revoke", asideAgain)),
  ...(await onesOwn(city, "permits.revoke", asideAgain, false)),
  ["one that is set aside", secondOfficer, asideInput({ ...aside, version: 2 }), "set_aside_already"],
  ["an emergency that waits for another officer", secondOfficer, asideInput(urgent), "stop_is_over"],
  ["a stop that does not exist", secondOfficer, { ...asideAgain, stopId: nobodys }, "not_found"],
  ["a version that is not what is stored", secondOfficer, { ...asideAgain, version: 7 }, "changed_since_read"],
  ...withoutReason(secondOfficer, asideAgain),
]);
refusesGarbage(setAsideStop, secondOfficer, asideAgain);

describe("at the same moment", () => {
  oneWins(setAsideStop, async () => ({ who: [secondOfficer, third], input: asideInput(await withdrawn(officer, { permitId: (await city.application("approved")).permitId })) }), ["changed_since_read", "set_aside_already", "taken_meanwhile"]);
});
