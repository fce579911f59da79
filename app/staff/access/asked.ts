import { addDays, dayOf, isoDay, readDay } from "@/lib/core/calendar";

export type Given = Record<string, string | string[] | undefined>;

/** One value of an address, or nothing. */
export const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

/**
 * The day that an address asks about: `on=2026-11-20`, or the three fields that a form without scripts sends. `at` is the last instant of
 * that day, null for today and where no day is given; `isWrong` where there is no such day.
 */
export function dayAsked(given: Given, now = new Date()): { day: Date; at: Date | null; iso: string | undefined; isWrong: boolean } {
  const [day, month, year] = ["on.day", "on.month", "on.year"].map((name) => one(given[name]) ?? "");
  const typed = day || month || year ? `${(year ?? "").padStart(4, "0")}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}` : one(given.on);
  const today = dayOf(now);
  const read = typed ? readDay(typed) : null;
  if (!read || read.getTime() === today.getTime()) return { day: today, at: null, iso: undefined, isWrong: typed !== undefined && !read };
  return { day: read, at: new Date(addDays(read, 1).getTime() - 1), iso: isoDay(read), isWrong: false };
}
