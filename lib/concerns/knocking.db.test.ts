import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { knocksTooOften } from "@/lib/concerns/knocking";

const times = async (many: number, address: string): Promise<number> => {
  let taken = 0;
  for (let n = 0; n < many; n++) if (!(await knocksTooOften(address, "concern", true))) taken++;
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

  it.each([
    ["written short", "2001:db8:9::1", "2001:db8:9::2"],
    ["written short in another way", "2001:db8:8:0:1:2:3:4", "2001:db8:8::1:2:3:5"],
    ["in capitals and with noughts in front", "2001:0DB8:0007:0001::1", "2001:db8:7:1::2"],
  ])("is counted for a household %s", async (_, one, other) => {
    expect(await times(30, one)).toBe(30);
    expect(await times(1, other)).toBe(0);
  });

  it("keeps no address", async () => {
    await knocksTooOften("198.51.100.99", "concern", true);
    const rows = await db.rateLimiterFlexible.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("198.51.100");
  });
});
