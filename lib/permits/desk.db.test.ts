import { describe, expect, it } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { addWorkingDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { requestChanges } from "@/lib/applications/request-changes";
import { deskFigures } from "@/lib/permits/queries";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const deskOf = async (person: Someone) => {
  const { held } = await heldBy(db, person.id, { secondFactor: true });
  return deskFigures({ person: { id: person.id }, held, ability: abilityOf(held) } as Who);
};
const sentDaysAgo = (id: string, days: number) => asSuperuser(`UPDATE "Application" SET "submittedAt" = $2::timestamptz, "clockFrom" = ($2::timestamptz)::date WHERE id = $1`, [id, `${isoDay(addWorkingDays(dayOf(new Date()), -days))}T12:00:00Z`]);

describe("the desk in figures", () => {
  it("counts what waits by age and tier, what is overdue, what lies with partners and what ends, of what an officer may see", async () => {
    const ages = [0, 5, 6, 10, 11, 20, 21, 40];
    for (const days of ages) await sentDaysAgo((await city.application("submitted", { identifies: days % 2 ? "no" : "yes" })).id, days);
    const late = await city.application("in_review", { identifies: "anonymous" });
    await asSuperuser(`UPDATE "Application" SET "dueOn" = $2 WHERE id = $1`, [late.id, inDays(-1)]);
    const { id, version } = await city.application("submitted");
    await must(requestChanges, city.officer.actor, { applicationId: id, version, reason: good });
    await city.application("approved", { until: inDays(20) });
    await city.application("approved", { until: inDays(80) });
    const desk = await deskOf(city.officer);
    expect(desk.backlog).toEqual([
      { label: "Up to 5", tiers: [1, 1, 1, 0] },
      { label: "6 to 10", tiers: [0, 0, 2, 0] },
      { label: "11 to 20", tiers: [1, 0, 1, 0] },
      { label: "More", tiers: [1, 0, 1, 0] },
    ]);
    expect([desk.overdue, desk.waiting, desk.ending]).toEqual([1, 1, [{ days: 30, count: 1 }, { days: 90, count: 2 }]]);
    // Who reaches another area only counts nothing of this.
    const elsewhere = await deskOf(await city.officerWith("applications.review", { zoneId: city.east.id }));
    expect([elsewhere.backlog.flatMap(({ tiers }) => tiers).every((count) => count === 0), elsewhere.overdue, elsewhere.waiting, elsewhere.ending.map(({ count }) => count)]).toEqual([true, 0, 0, [0, 0]]);
  });

  it("tells how long approvals took: by the clock, which stood meanwhile, and by the calendar", async () => {
    const before = (await deskOf(city.officer)).took[2];
    for (const used of [3, 8, 9]) {
      const { permitId, id } = await city.application("approved");
      await asSuperuser(`UPDATE "Application" SET "clockUsed" = $2, "clockFrom" = NULL WHERE id = $1`, [id, used]);
      await asSuperuser(`UPDATE "Submission" SET "sentAt" = "sentAt" - interval '30 days' WHERE "applicationId" = $1`, [id]);
      expect(permitId).not.toBe("");
    }
    const { took } = await deskOf(city.officer);
    expect(took[2]).toMatchObject({ tier: 3, decisions: (before?.decisions ?? 0) + 3 });
    // Two were approved on the day they were sent, before.
    expect([took[2]?.clock, took[2]?.calendar, took[0]?.clock]).toEqual([3, 30, null]);
  });
});
