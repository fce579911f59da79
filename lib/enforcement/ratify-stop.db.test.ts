import { describe, expect, it } from "vitest";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, onesOwn, oneWins, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { lapseStops } from "@/lib/enforcement/lapsing";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { ratifyStop } from "@/lib/enforcement/ratify-stop";
import { operations, statusOf, stopped } from "@/lib/core/test-stops";

const city = await testCity();
const { officer, secondOfficer } = city;
const emergency = async () => {
  const { permitId } = await city.application("approved");
  return { permitId, stop: await stopped(officer, { permitId }, { emergency: "yes" }) };
};
const ratifyInput = ({ id, version }: { id: string; version: number }, outcome: "ratified" | "refused" = "ratified") => ({ stopId: id, version, outcome, reason: good });
/** Its time is over, by a clock that only a superuser can turn. */
const late = async () => {
  const made = await emergency();
  await asSuperuser(`UPDATE "Stop" SET "ratifyBy" = now() - interval '1 second' WHERE id = $1`, [made.stop.id]);
  return made;
};

describe("an emergency stop", () => {
  it("that another officer ratifies stands until it is lifted", async () => {
    const { permitId, stop } = await emergency();
    const { outcome, told } = await toldSince(() => must(ratifyStop, secondOfficer.actor, ratifyInput(stop)));
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "stop.ratified", subjectType: "Stop", subjectId: stop.id, fromStatus: "unratified", toStatus: "standing", actorId: secondOfficer.id, actorKind: "person", grantId: await grantOf(secondOfficer, "permits.suspend") }]);
    expect(told.toSorted()).toEqual([["stop-ratified", officer.email], ...(await membersTold(city.partner.id, "stop-ratified"))].toSorted());
    await asSuperuser(`UPDATE "Stop" SET "ratifyBy" = now() - interval '1 day' WHERE id = $1`, [stop.id]);
    await lapseStops();
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["suspended", ["suspended"]]);
    await must(liftStop, officer.actor, { stopId: stop.id, version: 2, reason: good });
    expect(await statusOf(permitId)).toBe("active");
  });

  it("that another officer does not ratify is over at once, and what it stopped comes back", async () => {
    const { permitId, stop } = await emergency();
    const { outcome } = await toldSince(() => must(ratifyStop, secondOfficer.actor, ratifyInput(stop, "refused")));
    expect((await entriesOf(outcome.entryId)).map(({ name, toStatus }) => [name, toStatus])).toEqual([["stop.ratified", "not_ratified"], ["permit.resumed", "active"]]);
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["active", ["operates"]]);
  });
});

const { stop } = await emergency();
const input = ratifyInput(stop);
const plain = await stopped(officer, { permitId: (await city.application("approved")).permitId });
const { stop: done } = await emergency();
await must(ratifyStop, secondOfficer.actor, ratifyInput(done));
const { stop: lapsed } = await late();

refuses(ratifyStop, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, false)),
  ["the one who ordered it", officer, input, "hidden"],
  ["a stop that does not exist", secondOfficer, { ...input, stopId: nobodys }, "not_found"],
  ["one that is no emergency", secondOfficer, ratifyInput(plain), "not_an_emergency_stop"],
  ["one that is ratified", secondOfficer, ratifyInput({ ...done, version: 2 }), "already_decided"],
  ["one that lapsed", secondOfficer, ratifyInput(lapsed), "ratified_too_late"],
  ["a version that is not what is stored", secondOfficer, { ...input, version: 2 }, "changed_since_read"],
  ["no word on whether it was right", secondOfficer, { ...input, outcome: "" }, "bad_input"],
  ...withoutReason(secondOfficer, input),
]);
refusesGarbage(ratifyStop, secondOfficer, input);
describe("at the same moment", () => {
  oneWins(ratifyStop, async () => {
    const { stop: fresh } = await emergency();
    return { who: [secondOfficer, await city.officerWith("permits.suspend")], input: [ratifyInput(fresh), ratifyInput(fresh, "refused")] };
  }, ["changed_since_read", "already_decided"]);
});
