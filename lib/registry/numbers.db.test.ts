import { describe, expect, it } from "vitest";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { refuseApplication } from "@/lib/applications/refuse";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { numbers } from "@/lib/registry/numbers";
import { devicesListed } from "@/lib/registry/queries";

const city = await testCity();
const approved = (n: number) => city.application("approved", n === 4 ? { of: city.otherPartner } : {});
const permits: Awaited<ReturnType<typeof approved>>[] = [];
for (let n = 0; n < 5; n += 1) permits.push(await approved(n));
await must(suspendPermit, city.officer.actor, { permitId: permits[1]?.permitId, version: 1, until: inDays(9), reason: good, without: "danger" });
await must(revokePermit, city.officer.actor, { permitId: permits[2]?.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
const refused = await city.application("submitted");
await must(refuseApplication, city.officer.actor, { applicationId: refused.id, version: refused.version, reason: good, grounds: "place", without: "danger" });

describe("the register in figures", () => {
  it("adds up to what the register lists", async () => {
    const { count } = await devicesListed({});
    const { purposes, identifies, zones, partners } = await numbers();
    for (const rows of [purposes, identifies, zones, partners]) expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(count);
    expect(partners.map((each) => each.count)).toEqual([3, 1]);
  });

  it("counts each month’s decisions, thirteen months with this one, and how long the middle one took", async () => {
    const { months } = await numbers();
    expect(months).toHaveLength(13);
    expect(months.at(-1)).toMatchObject({ granted: 5, refused: 1, suspended: 1, revoked: 1, days: expect.any(Number) });
    expect(months.at(-1)?.days).toBeLessThan(1);
    for (const month of months.slice(0, -1)) expect(month).toMatchObject({ granted: 0, refused: 0, suspended: 0, revoked: 0, days: null });
    expect(months.every(({ month }, n) => month.getUTCDate() === 1 && month > (months[n - 1]?.month ?? new Date(0)))).toBe(true);
  });

  it("is another the moment something is decided", async () => {
    const before = (await numbers()).months.at(-1)?.revoked ?? 0;
    await must(revokePermit, city.officer.actor, { permitId: permits[0]?.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
    expect((await numbers()).months.at(-1)?.revoked).toBe(before + 1);
  });

  it("tells nothing but figures and names that are public", async () => {
    const text = JSON.stringify(await numbers());
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    for (const secret of ["canary", "@", refused.reference]) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  });
});
