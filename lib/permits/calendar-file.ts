import ical, { ICalAlarmType } from "ical-generator";
import { addDays, isoDay } from "@/lib/core/calendar";
import { city } from "@/lib/core/city";
import type { DateAhead } from "@/lib/permits/dates";

/** Dates as a calendar (RFC 5545): whole days of the city, each with a reminder a week and a day before. `host` makes their names unlike anybody else's. */
export function calendarFile({ name, dates }: { name: string; dates: readonly DateAhead[] }, host: string, now: Date): string {
  const calendar = ical({ name: `${name}: ${city.name}`, prodId: { company: "Lamppost", product: "Lamppost", language: "EN" }, ttl: 6 * 3_600 });
  for (const { id, on, words, link } of dates) {
    // One line: a break in what somebody typed ends no line of the file.
    const event = calendar.createEvent({ id: `${id}@${host}`, start: isoDay(on), end: isoDay(addDays(on, 1)), allDay: true, stamp: now, summary: words.replace(/\s+/g, " "), url: link, description: link });
    for (const days of [7, 1]) event.createAlarm({ type: ICalAlarmType.display, trigger: days * 86_400 });
  }
  return calendar.toString();
}
