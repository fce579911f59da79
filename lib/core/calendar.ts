/** Days and instants of the city. A day (`…On`) is stored as midnight UTC of that date; an instant (`…At`) as itself. */
const zone = () => process.env.LAMPPOST_TIME_ZONE ?? "Europe/London";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format is slow to make and quick to use, so each is made once. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** The city's calendar day at an instant, as midnight UTC of that date. */
export function dayOf(instant: Date): Date {
  const parts = format("en-CA", { timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
  return new Date(`${parts}T00:00:00.000Z`);
}

export const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * 86_400_000);

/** Working days, Monday to Friday, counted from the next day. */
export function addWorkingDays(day: Date, days: number): Date {
  let result = day;
  for (let left = days; left > 0; ) {
    result = addDays(result, 1);
    const weekday = result.getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return result;
}

/** How many working days lie from one day to another; negative when the other is past. The first day is not counted, the last is. */
export function workingDaysBetween(from: Date, to: Date): number {
  const [start, end, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let days = 0;
  for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) days++;
  return days === 0 ? 0 : days * sign;
}

/** "19 November 2026", of a stored day. */
export const wordDay = (day: Date): string =>
  format("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(day);

/** "19 November 2026, 16:40", of an instant, in the city's time. */
export const wordInstant = (instant: Date): string =>
  `${format("en-GB", { timeZone: zone(), day: "numeric", month: "long", year: "numeric" }).format(instant)}, ${wordTime(instant)}`;

export const wordTime = (instant: Date): string =>
  format("en-GB", { timeZone: zone(), hour: "2-digit", minute: "2-digit" }).format(instant);

/** Midnight UTC of yyyy-mm-dd, or null when there is no such day. */
export function readDay(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const day = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : null;
}
export const isoDay = (day: Date): string => day.toISOString().slice(0, 10);
