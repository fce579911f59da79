/**
 * A posted form as plain values: a name that repeats becomes a list, the three fields of a date become yyyy-mm-dd,
 * `name.part` and `name[0].part` become objects and lists. Files stay files. Everything Next adds for itself is left out.
 */
export function readForm(data: FormData): { input: Record<string, unknown>; typed: Record<string, string | string[]> } {
  const typed: Record<string, string | string[]> = {};
  const input: Record<string, unknown> = {};
  for (const name of new Set(data.keys())) {
    if (name.startsWith("$ACTION") || name.length > 200) continue;
    const all = data.getAll(name).slice(0, 20_000);
    const texts = all.filter((value): value is string => typeof value === "string");
    if (texts.length > 0 && !/password(?!s$)/i.test(name)) typed[name] = texts.length === 1 ? (texts[0] ?? "") : texts;
    const values = all.map((value) => (typeof value === "string" ? value.trim().replaceAll("\r\n", "\n") : value));
    put(input, name, values.length === 1 ? values[0] : values);
  }
  return { input: joinDates(input) as Record<string, unknown>, typed };
}

function put(target: Record<string, unknown>, name: string, value: unknown): void {
  const path = name.split(/[.[\]]+/).filter(Boolean).slice(0, 4);
  // A name that would reach into an object's prototype is kept as an ordinary, unknown field.
  if (path.length === 0 || path.some((part) => part === "__proto__" || part === "constructor" || part === "prototype")) return;
  let at: Record<string, unknown> = target;
  for (const part of path.slice(0, -1)) {
    const inner = at[part];
    if (inner === null || typeof inner !== "object") at[part] = {};
    at = at[part] as Record<string, unknown>;
  }
  at[path.at(-1) as string] = value;
}

/** {day, month, year} → "yyyy-mm-dd" as far as typed (empty when all are empty); {0: …, 1: …} → a list. */
function joinDates(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof Blob) return value;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record);
  if (keys.length === 3 && ["day", "month", "year"].every((key) => typeof record[key] === "string")) {
    const { day, month, year } = record as Record<string, string>;
    if (!day && !month && !year) return "";
    return `${year?.padStart(4, "0")}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  }
  const inner = Object.fromEntries(keys.map((key) => [key, joinDates(record[key])]));
  return keys.length > 0 && keys.every((key) => /^\d{1,5}$/.test(key)) ? Object.values(inner) : inner;
}
