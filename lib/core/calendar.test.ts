import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addDays, addWorkingDays, dayOf, isWorkingDay, isoDay, readDay, startOf, wordDay, wordInstant, wordTime, workingDaysBetween } from "@/lib/core/calendar";

afterEach(() => void vi.unstubAllEnvs());
const inCity = (zone: string) => vi.stubEnv("LAMPPOST_TIME_ZONE", zone);
const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

describe("the city's day at an instant", () => {
  it.each([
    ["Europe/London", "2026-11-19T23:59:59Z", "2026-11-19"],
    ["Europe/London", "2026-07-01T22:59:59Z", "2026-07-01"],
    ["Europe/London", "2026-07-01T23:00:00Z", "2026-07-02"],
    ["America/New_York", "2026-11-20T04:59:59Z", "2026-11-19"],
    ["America/New_York", "2026-11-20T05:00:00Z", "2026-11-20"],
    ["Pacific/Auckland", "2026-11-19T11:00:00Z", "2026-11-20"],
    ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"],
  ])("%s, %s: %s", (zone, instant, expected) => {
    inCity(zone);
    expect(isoDay(dayOf(new Date(instant)))).toBe(expected);
  });
});

describe("the instant at which a day begins", () => {
  it.each([
    ["Europe/London", "2026-11-19", "2026-11-19T00:00:00.000Z"],
    ["Europe/London", "2026-07-01", "2026-06-30T23:00:00.000Z"],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["Pacific/Kiritimati", "2027-01-01", "2026-12-31T10:00:00.000Z"],
    // Clocks are put on at midnight, so this day begins at one.
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
  ])("in %s, of %s: %s", (zone, date, expected) => {
    inCity(zone);
    expect(startOf(day(date)).toISOString()).toBe(expected);
  });

  it("is the first of that day, in every zone and on every day", () => {
    fc.assert(
      fc.property(fc.constantFrom("Europe/London", "America/New_York", "America/Los_Angeles", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Africa/Cairo"), fc.integer({ min: 0, max: 36_524 }), (zone, number) => {
        inCity(zone);
        const date = addDays(day("2000-01-01"), number);
        const begins = startOf(date);
        // Of a day that was left out of the calendar, the next.
        expect(dayOf(begins) >= date).toBe(true);
        expect(dayOf(new Date(begins.getTime() - 1)) < date).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a typed day", () => {
  it.each([
    ["2027-02-28", true],
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-02-30", false],
    ["2027-13-01", false],
    ["2027-00-10", false],
    ["2027-1-1", false],
    ["27-01-01", false],
    ["2027-01-01T00:00", false],
    [" 2027-01-01", false],
    ["0000-01-01", true],
    ["", false],
  ])("%j is a day: %s", (text, is) => {
    const read = readDay(text);
    expect(read !== null).toBe(is);
    if (read) expect(isoDay(read)).toBe(text);
  });

  it("is read as it is written, whichever", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
      const written = isoDay(addDays(day("1970-01-01"), days));
      expect(isoDay(readDay(written) ?? new Date(Number.NaN))).toBe(written);
    }), { seed: 1 });
  });
});

describe("days counted on", () => {
  it("crosses the change of the clocks without losing a day", () => {
    inCity("Europe/London");
    expect(isoDay(addDays(day("2027-03-27"), 2))).toBe("2027-03-29");
    expect(isoDay(addDays(day("2026-10-24"), 2))).toBe("2026-10-26");
  });

  it.each([
    ["2026-11-16", 1, "2026-11-17"], // Monday to Tuesday
    ["2026-11-20", 1, "2026-11-23"], // Friday to Monday
    ["2026-11-21", 1, "2026-11-23"], // Saturday to Monday
    ["2026-11-22", 5, "2026-11-27"],
    ["2026-11-19", 10, "2026-12-03"],
    ["2026-11-19", 0, "2026-11-19"],
  ])("%s and %i working days: %s", (from, days, to) => {
    expect(isoDay(addWorkingDays(day(from), days))).toBe(to);
  });
});

describe("with the city's holidays", () => {
  it.each([
    ["2026-12-24", 1, "2026-12-29"], // Thursday; Friday and Monday are holidays
    ["2026-12-31", 1, "2027-01-04"],
    ["2026-12-29", -1, "2026-12-24"],
    ["2026-12-25", 0, "2026-12-25"],
    ["2026-12-26", -2, "2026-12-22"], // on a Saturday, Wednesday and Thursday have passed
  ])("%s and %i working days: %s", (from, days, to) => {
    vi.stubEnv("LAMPPOST_HOLIDAYS", " 2026-12-25,2026-12-28, 2027-01-01 ");
    expect(isoDay(addWorkingDays(day(from), days))).toBe(to);
  });

  it("counting on and counting between agree, whichever days are holidays", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 21_000 }), fc.integer({ min: 1, max: 60 }), fc.uniqueArray(fc.integer({ min: 19_950, max: 21_200 }), { maxLength: 80 }), (from, days, closed) => {
        const at = (n: number) => addDays(day("1970-01-01"), n);
        vi.stubEnv("LAMPPOST_HOLIDAYS", closed.map((n) => isoDay(at(n))).join(","));
        const end = addWorkingDays(at(from), days);
        expect(isWorkingDay(end)).toBe(true);
        expect(workingDaysBetween(at(from), end)).toBe(days);
        expect(workingDaysBetween(end, at(from))).toBe(days === 0 ? 0 : -days);
      }),
      { seed: 4 },
    );
  });
});

describe("in words", () => {
  it("days and instants as people write them", () => {
    inCity("Europe/London");
    expect(wordDay(day("2026-11-09"))).toBe("9 November 2026");
    expect(wordInstant(new Date("2026-07-01T23:05:00Z"))).toBe("2 July 2026, 00:05");
    expect(wordTime(new Date("2026-01-01T16:40:00Z"))).toBe("16:40");
  });
});
