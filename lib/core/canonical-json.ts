/**
 * JSON in its one canonical form (RFC 8785): keys in the order of their UTF-16 code units at every depth, numbers and texts as ECMAScript
 * writes them, no white space. Equal content has equal bytes, and so an equal hash. What is undefined is left out, as JSON does.
 * @throws on what canonical JSON cannot hold: numbers that are not finite, halves of surrogate pairs, and what is no JSON at all
 */
export function canonicalJson(value: unknown): string {
  // Array.from, because map leaves out the places that were never filled.
  if (Array.isArray(value)) return `[${Array.from(value, (each) => canonicalJson(each)).join(",")}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${text(key)}:${canonicalJson(inner)}`).join(",")}}`;
  }
  if (typeof value === "string") return text(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("canonical JSON holds finite numbers only");
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol") throw new TypeError(`canonical JSON holds no ${typeof value}`);
  return JSON.stringify(value ?? null);
}

function text(value: string): string {
  // JSON.stringify would write half a pair as an escape, and two writers could differ on it.
  if (!value.isWellFormed()) throw new TypeError("canonical JSON holds whole characters only");
  return JSON.stringify(value);
}
