import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { knocksTooOften } from "@/lib/concerns/knocking";

const times = async (many: number, address: string): Promise<number> => {
  let taken = 0;
  for (let n = 0; n < many; n++) if (!(await knocksTooOften(address))) taken++;
  return taken;
};

describe("what one place may send in an hour", () => {
  it("is as much as a household has to say, and no more; others are not kept out by it", async () => {
    expect(await times(40, "203.0.113.7")).toBe(30);
    expect(await times(1, "203.0.113.8")).toBe(1);
  });

  it("is counted for a whole household where it has many addresses", async () => {
    expect(await times(20, "2001:db8:1:2::1")).toBe(20);
    expect(await times(20, "2001:db8:1:2:ffff::9")).toBe(10);
    expect(await times(1, "2001:db8:1:3::1")).toBe(1);
  });

  it("keeps no address", async () => {
    await knocksTooOften("198.51.100.99");
    const rows = await db.rateLimiterFlexible.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("198.51.100");
  });
});
