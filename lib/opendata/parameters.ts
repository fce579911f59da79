import { isId } from "@/lib/core/ids";

/*
 * What may be asked of a collection of features, by OGC API - Features 1.0 Core (OGC 17-069r4, 7.15). What is not understood is refused with a sentence that
 * says how to ask; nothing is passed over in silence, so nobody takes an answer to another question for the one to theirs.
 */

export const limits = { usual: 10, most: 10_000 };

/** West, south, east, north, in degrees. Where west is greater than east it spans the antimeridian. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** From and until, both included; null is open. Instants in milliseconds. */
export interface Interval {
  from: number | null;
  until: number | null;
}

export interface Wanted {
  limit: number;
  bbox: Box | null;
  datetime: Interval | null;
  /** the last feature of the page before */
  after: string | null;
  /** exact values, by the name of the property */
  filters: Record<string, string>;
}

export class Misasked extends Error {
  override name = "Misasked";
}

const digits = /^\d{1,9}$/;
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$/;

function limitFrom(text: string): number {
  const limit = digits.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= 1)) throw new Misasked(`"limit" is a whole number from 1 on, such as limit=100; more than ${limits.most} gives ${limits.most}, with a link to the next.`);
  // By the standard more than the maximum is no error: it gives the maximum.
  return Math.min(limit, limits.most);
}

function boxFrom(text: string): Box {
  const parts = text.split(",");
  const numbers = parts.map((part) => (decimal.test(part.trim()) ? Number(part) : Number.NaN));
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const isBox = (numbers.length === 4 || numbers.length === 6) && numbers.every(Number.isFinite) && west !== undefined && south !== undefined && east !== undefined && north !== undefined;
  if (!isBox) throw new Misasked('"bbox" is four numbers, west, south, east and north in degrees, apart by commas, such as bbox=-0.1,51.4,0.1,51.6; or six, with heights as the third and the sixth.');
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) throw new Misasked('"bbox" is in degrees of longitude from -180 to 180 and of latitude from -90 to 90, longitude first.');
  if (south > north) throw new Misasked('"bbox" has its south before its north: west, south, east, north.');
  return [west, south, east, north];
}

const instant = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

/** One end of an interval: a day counts from its beginning to its end. */
function instantFrom(text: string, isEnd: boolean): number {
  const parts = instant.exec(text);
  const [, day = "", time] = parts ?? [];
  const at = parts ? Date.parse(time ? `${day}${time.toUpperCase()}` : `${day}T00:00:00Z`) : Number.NaN;
  // JavaScript takes 31 February for 3 March.
  const isDay = parts && !Number.isNaN(at) && new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
  if (!isDay) throw new Misasked('"datetime" is a day or an instant by RFC 3339, such as datetime=2026-11-19 or datetime=2026-11-19T14:00:00Z, or two of them with a slash between; ".." leaves an end open.');
  return time || !isEnd ? at : at + 86_400_000 - 1;
}

function intervalFrom(text: string): Interval {
  const ends = text.split("/");
  if (ends.length > 2) throw new Misasked('"datetime" has one slash at most: datetime=2026-01-01/2026-12-31.');
  const [from = "", until = from] = ends;
  const isOpen = (end: string) => ends.length === 2 && (end === ".." || end === "");
  if (ends.length === 2 && isOpen(from) && isOpen(until)) throw new Misasked('"datetime" is open at one end at most. Leave it out to ask for all times.');
  const interval = { from: isOpen(from) ? null : instantFrom(from, false), until: isOpen(until) ? null : instantFrom(until, true) };
  if (interval.from !== null && interval.until !== null && interval.from > interval.until) throw new Misasked('"datetime" ends before it begins.');
  return interval;
}

/** A property that can be asked for: what it may be, or null where it is free text of at most 100 characters. */
export type Filters = Record<string, readonly string[] | null>;

/**
 * Reads what is asked of a collection.
 * @throws {Misasked} with the sentence for whoever asked
 */
export function wantedFrom(query: URLSearchParams, filters: Filters): Wanted {
  const known = ["limit", "bbox", "datetime", "after", "f", ...Object.keys(filters)];
  for (const name of new Set(query.keys())) {
    if (!known.includes(name)) throw new Misasked(`"${name.slice(0, 40)}" cannot be asked for here. What can: ${known.join(", ")}.`);
    if (query.getAll(name).length > 1) throw new Misasked(`"${name}" is there twice. Give it once.`);
  }
  formatFrom(query, ["json"]);
  const given = (name: string) => query.get(name);
  const [limit, bbox, datetime, after] = [given("limit"), given("bbox"), given("datetime"), given("after")];
  if (after !== null && !isId(after)) throw new Misasked('"after" comes from the link to the next page, and cannot be made up.');
  const wanted: Record<string, string> = {};
  for (const [name, values] of Object.entries(filters)) {
    const value = given(name);
    if (value === null) continue;
    if (values && !values.includes(value)) throw new Misasked(`"${name}" is one of ${values.join(", ")}.`);
    if (!value || value.length > 100 || value.includes("\u0000")) throw new Misasked(`"${name}" is 1 to 100 characters.`);
    wanted[name] = value;
  }
  return { limit: limit === null ? limits.usual : limitFrom(limit), bbox: bbox === null ? null : boxFrom(bbox), datetime: datetime === null ? null : intervalFrom(datetime), after, filters: wanted };
}

/** Of an address that takes no parameters but the format. @throws {Misasked} */
export function nothingElse(query: URLSearchParams, formats: readonly string[] = ["json"]): string {
  for (const name of query.keys()) if (name !== "f") throw new Misasked(`"${name.slice(0, 40)}" cannot be asked for here.`);
  return formatFrom(query, formats);
}

function formatFrom(query: URLSearchParams, formats: readonly string[]): string {
  const format = query.get("f") ?? formats[0] ?? "json";
  if (!formats.includes(format)) throw new Misasked(`"f" is ${formats.join(" or ")} here.`);
  return format;
}
