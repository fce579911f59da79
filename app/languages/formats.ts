/** How numbers, days and distances are written in a language. Made once for each, since making a format takes longer than using it. */
export function formats(locale: string) {
  const timeZone = process.env.LAMPPOST_TIME_ZONE ?? "Europe/London";
  const numbers = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const localDays = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "long", year: "numeric" });
  const shortDays = new Intl.DateTimeFormat(locale, { timeZone, weekday: "short", day: "numeric", month: "short" });
  const times = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const months = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
  // Rounded down: "100 %" is only what is whole.
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1, roundingMode: "floor" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const plurals = new Intl.PluralRules(locale);
  return {
    number: (n: number): string => numbers.format(n),
    /** of a stored day of the calendar */
    day: (day: Date): string => days.format(day),
    /** the day of an instant, in the city's time */
    dayOf: (at: Date): string => localDays.format(at),
    shortDay: (at: Date): string => shortDays.format(at),
    time: (at: Date): string => times.format(at),
    instant: (at: Date): string => `${localDays.format(at)}, ${times.format(at)}`,
    month: (day: Date): string => months.format(day),
    /** in metres or kilometres, no more exact than one can walk */
    distance: (metres: number): string => (metres < 950 ? `${numbers.format(Math.max(10, Math.round(metres / 10) * 10))} m` : `${tenths.format(metres / 1000)} km`),
    percent: (part: number): string => percents.format(part),
    list: (items: readonly string[]): string => lists.format(items),
    /** the form that a number asks for, by the rules of the language */
    count: (n: number, forms: { one: string; other: string }): string => `${numbers.format(n)} ${plurals.select(n) === "one" ? forms.one : forms.other}`,
  };
}
