import { afterEach, describe, expect, it, vi } from "vitest";
import { isoDay } from "@/lib/core/calendar";
import { answerDueOn, extendedDueOn } from "@/lib/rights/lifecycle";

afterEach(() => vi.unstubAllEnvs());
const on = (day: string) => new Date(`${day}T00:00:00Z`);

describe("by when a partner has to answer", () => {
  it.each([
    ["a month later", "2026-11-10", "2026-12-10", "2027-02-10"],
    ["at the end of a shorter month", "2027-01-31", "2027-03-01", "2027-04-30"],
    ["on the Monday where the month ends on a Saturday", "2026-11-05", "2026-12-07", "2027-02-05"],
    ["on the Monday where it ends on a Sunday", "2026-11-06", "2026-12-07", "2027-02-08"],
  ])("%s", (_, asked, due, extended) => {
    expect([isoDay(answerDueOn(on(asked))), isoDay(extendedDueOn(on(asked)))]).toEqual([due, extended]);
  });

  it("on the first day after the city’s holidays", () => {
    vi.stubEnv("LAMPPOST_HOLIDAYS", "2026-12-25,2026-12-28");
    expect(isoDay(answerDueOn(on("2026-11-25")))).toBe("2026-12-29");
  });
});
