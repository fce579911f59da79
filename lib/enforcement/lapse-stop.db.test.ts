import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, operator, testCity } from "@/lib/core/test-city";
import { refuses, refusesGarbage, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { operations, statusOf, stopped } from "@/lib/core/test-stops";
import { lapseStop } from "@/lib/enforcement/lapse-stop";
import { lapseStops } from "@/lib/enforcement/lapsing";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { ratifyStop } from "@/lib/enforcement/ratify-stop";
import { standsNow } from "@/lib/permits/standing";

const city = await testCity();
const { officer, secondOfficer } = city;
const emergency = async () => {
  const { permitId } = await city.application("approved");
  return { permitId, stop: await stopped(officer, { permitId }, { emergency: "yes" }) };
};
const ratifyInput = ({ id, version }: { id: string; version: number }) => ({ stopId: id, version, outcome: "ratified", reason: good });
/** Its time is over, by a clock that only a superuser can turn. */
const late = async () => {
  const made = await emergency();
  await asSuperuser(`UPDATE "Stop" SET "ratifyBy" = now() - interval '1 second' WHERE id = $1`, [made.stop.id]);
  return made;
};

describe("an emergency stop", () => {
  it("that nobody ratifies in time stands no more from that instant, with no job running; the job writes it down once", async () => {
    const { permitId, stop } = await late();
    // What is stored has not been touched, and the answer is right.
    expect(await statusOf(permitId)).toBe("suspended");
    expect(await operations(permitId)).toEqual(["operates"]);
    expect((await standsNow([permitId], new Date())).get(permitId)).toBe("active");
    // A second before, it still stood.
    expect(await operations(permitId, new Date(Date.now() - 60_000))).toEqual(["suspended"]);
    const [, { told }] = await Promise.all([lapseStops(), toldSince(async () => lapseStops())]);
    expect(await db.ledgerEntry.findMany({ where: { subjectId: { in: [stop.id, permitId] } }, orderBy: { id: "asc" }, select: { name: true, toStatus: true, actorKind: true } })).toEqual([
      expect.objectContaining({ name: "permit.granted" }),
      { name: "stop.ordered", toStatus: "unratified", actorKind: "person" },
      { name: "permit.suspended", toStatus: "suspended", actorKind: "person" },
      { name: "stop.lapsed", toStatus: "lapsed", actorKind: "operator" },
      { name: "permit.resumed", toStatus: "active", actorKind: "operator" },
    ]);
    expect(await statusOf(permitId)).toBe("active");
    expect(told.every(([template]) => template === "stop-ended")).toBe(true);
    expect(await lapseStops()).toBe(0);
  });

  it("under which another stop stands too leaves that alone when it lapses", async () => {
    const { permitId, stop } = await late();
    const own = await stopped(officer, { permitId, zoneId: city.west.id });
    await lapseStops();
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["suspended", ["suspended"]]);
    await must(liftStop, officer.actor, { stopId: own.id, version: 1, reason: good });
    expect(await statusOf(permitId)).toBe("active");
    expect((await db.stop.findUniqueOrThrow({ where: { id: stop.id } })).endedAs).toBe("lapsed");
  });
});

const { stop } = await emergency();
const { stop: done } = await emergency();
await must(ratifyStop, secondOfficer.actor, ratifyInput(done));
const { stop: lapsed } = await late();

refuses(lapseStop, [
  ["an officer", officer, { stopId: lapsed.id }, "not_found"],
  ["the console, before its time", operator, { stopId: stop.id }, "stop_is_over"],
  ["the console, of one that is ratified", operator, { stopId: done.id }, "stop_is_over"],
]);

refusesGarbage(lapseStop, officer, { stopId: lapsed.id });

describe("at the same moment", () => {
  it("ratified and lapsing: one of the two, and the permit stands as that says", async () => {
    for (let n = 0; n < 6; n++) {
      const { permitId, stop: fresh } = await emergency();
      await asSuperuser(`UPDATE "Stop" SET "ratifyBy" = now() + interval '${n * 4} milliseconds' WHERE id = $1`, [fresh.id]);
      const [ratified] = await Promise.all([ratifyStop(secondOfficer.actor, ratifyInput(fresh)), lapseStops()]);
      await lapseStops();
      expect(await statusOf(permitId)).toBe(ratified.ok ? "suspended" : "active");
    }
  });
});
