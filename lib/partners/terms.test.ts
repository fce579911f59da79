import { expect, it } from "vitest";
import { terms, termsHash, termsOn } from "@/lib/partners/terms";

// What was signed stays what was signed: a new wording is a new version, with a line of its own here.
it("no word of a published version changes", () => {
  expect(terms.map((each) => [each.version, each.from, termsHash(each)])).toEqual([[1, "2026-01-01", "204b2f72f5e0ae96f0ecc91d6881b7e2dedd9cf176bd31840aadc40adee3ebe8"]]);
});

it("versions follow each other by number and by day", () => {
  for (const [index, { version, from }] of terms.entries()) {
    expect(version).toBe(index + 1);
    expect(from > (terms[index - 1]?.from ?? "")).toBe(true);
    expect(termsOn(from).version).toBe(version);
  }
});

it.each([
  ["before the first, the first", "2020-01-01", 1],
  ["on its first day, that one", "2026-01-01", 1],
  ["long after, the last", "2099-12-31", terms.length],
])("%s", (_, day, version) => expect(termsOn(day).version).toBe(version));
