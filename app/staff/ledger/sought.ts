import { readDay } from "@/lib/core/calendar";
import { isId } from "@/lib/core/ids";
import type { Sought } from "@/lib/audits/queries";

export type Given = Record<string, string | string[] | undefined>;
export const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

/** A day in an address: yyyy-mm-dd, or the three fields of a form. Null where there is no such day. */
export function dayIn(given: Given, name: string): Date | null {
  const [day, month, year] = ["day", "month", "year"].map((part) => one(given[`${name}.${part}`]) ?? "");
  const typed = day || month || year ? `${(year ?? "").padStart(4, "0")}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}` : one(given[name]);
  return typed ? readDay(typed) : null;
}

/** What an address asks of the ledger. */
export function soughtIn(given: Given): Sought {
  const [person, from, to] = [one(given.person), dayIn(given, "from"), dayIn(given, "to")];
  return {
    name: one(given.name), record: one(given.record)?.slice(0, 100), reason: one(given.reason)?.slice(0, 200), grant: one(given.grant), before: one(given.before),
    ...(person && isId(person) ? { person } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}),
  };
}

/** The same of a request for a file. */
export const soughtOf = (request: Request): Sought => soughtIn(Object.fromEntries(new URL(request.url).searchParams));
