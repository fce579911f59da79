import { addWorkingDays, workingDaysBetween } from "@/lib/core/calendar";

/** The clock of a case: working days given; used up to its last stop; since when it runs, or null while it stands. */
export interface CaseClock {
  clockDays: number;
  clockUsed: number;
  clockFrom: Date | null;
}

/** The clock stands from today on: the partner owes an answer. What was used stays used. */
export const stopClock = (clock: CaseClock, today: Date) => ({ clockUsed: usedBy(clock, today), clockFrom: null, dueOn: null });

/** The clock runs from today on, with what is left of the days given. A case that was late stays late by as much. */
export const runClock = (clock: CaseClock, days: number, today: Date) => restClock(clock, days, today, today);

/** The clock stands from today until a day, and then runs by itself: the partner has until then to answer. */
export const restClock = (clock: CaseClock, days: number, today: Date, until: Date) => ({ clockDays: days, clockUsed: usedBy(clock, today), clockFrom: until, dueOn: addWorkingDays(until, days - usedBy(clock, today)) });

/** Another number of days given, as a new tier gives it; a clock that stands goes on standing. */
export const regiveClock = (clock: CaseClock, days: number) => ({ clockDays: days, ...(clock.clockFrom ? { dueOn: addWorkingDays(clock.clockFrom, days - clock.clockUsed) } : {}) });

const usedBy = ({ clockUsed, clockFrom }: CaseClock, today: Date): number => clockUsed + (clockFrom ? Math.max(0, workingDaysBetween(clockFrom, today)) : 0);
