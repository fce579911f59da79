import { viewFromText } from "@/components/map/projection";
import type { Search } from "@/lib/registry/queries";

type Given = Record<string, string | string[] | undefined>;
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;
const all = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());

/** What an address of the register asks for. Whatever does not fit is left out: an address never breaks. */
export function searchFrom(given: Given): Search {
  const view = viewFromText(one(given.view) ?? "");
  return {
    find: one(given.find)?.slice(0, 100),
    purposes: all(given.purpose),
    identifies: all(given.identifies),
    assetClass: one(given.on),
    zone: one(given.zone),
    partner: one(given.partner)?.slice(0, 200),
    stopped: one(given.state) === "stopped",
    past: one(given.past) === "yes",
    ...(view ? { view } : {}),
    before: one(given.before),
  };
}

/** The parameters of an address, as a page is given them. */
export function givenIn(query: URLSearchParams): Record<string, string[]> {
  const given: Record<string, string[]> = {};
  for (const [name, value] of query) (given[name] ??= []).push(value);
  return given;
}

/** The address again, with some of it changed; undefined takes a part away. */
export function addressWith(path: string, given: Given, change: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (!(name in change)) for (const each of all(value)) query.append(name, each);
  for (const [name, value] of Object.entries(change)) if (value !== undefined) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
