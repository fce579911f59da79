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

/** The instant at which a day of the city begins. Looked for between the first and the last hour at which it does anywhere, since clocks are put on and back. */
export function startOf(day: Date): Date {
  let [before, from] = [day.getTime() - 15 * 3_600_000, day.getTime() + 15 * 3_600_000];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(new Date(middle)) < day) before = middle;
    else from = middle;
  }
  return new Date(from);
}

export const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * 86_400_000);

/** So many months on; the last day of the month where the day is not in it. */
export function addMonths(day: Date, months: number): Date {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(first, Math.min(day.getUTCDate(), last) - 1);
}

let known: { text: string; days: Set<string> } = { text: "", days: new Set() };

/** The days on which the city's offices are closed besides weekends: LAMPPOST_HOLIDAYS, apart by commas. */
function holidays(): Set<string> {
  const text = process.env.LAMPPOST_HOLIDAYS ?? "";
  if (known.text !== text) known = { text, days: new Set(text.split(",").map((day) => day.trim()).filter(Boolean)) };
  return known.days;
}

/** Monday to Friday, unless the city's calendar says that it is a holiday. */
export function isWorkingDay(day: Date): boolean {
  const weekday = day.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays().has(isoDay(day));
}

/** So many working days on, counted from the next day; or back, to the working day from which so many have passed. */
export function addWorkingDays(day: Date, days: number): Date {
  let result = day;
  for (let left = days; left > 0; ) {
    result = addDays(result, 1);
    if (isWorkingDay(result)) left--;
  }
  for (let left = -days; left > 0; result = addDays(result, -1)) if (isWorkingDay(result)) left--;
  while (days < 0 && !isWorkingDay(result)) result = addDays(result, -1);
  return result;
}

/** How many working days lie from one day to another; negative when the other is past. The first day is not counted, the last is. */
export function workingDaysBetween(from: Date, to: Date): number {
  const [start, end, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let days = 0;
  for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) if (isWorkingDay(day)) days++;
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
