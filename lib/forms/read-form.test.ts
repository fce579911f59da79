import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { readForm } from "@/lib/forms/read-form";

const form = (...fields: [string, string | Blob][]): FormData => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};
const read = (...fields: [string, string | Blob][]) => readForm(form(...fields)).input;

afterEach(() => expect(Object.keys(Object.prototype)).toEqual([]));

describe("a posted form", () => {
  it.each<[string, [string, string][], Record<string, unknown>]>([
    ["one text, trimmed, with the line ends of the web made plain", [["reason", " one\r\ntwo "]], { reason: "one\ntwo" }],
    ["a name that repeats", [["site", "a"], ["site", "b"]], { site: ["a", "b"] }],
    ["a name with a part", [["mapping.lat", "y"], ["mapping.lon", "x"]], { mapping: { lat: "y", lon: "x" } }],
    ["a list of objects", [["devices[0].name", "a"], ["devices[1].name", "b"]], { devices: [{ name: "a" }, { name: "b" }] }],
    ["a date", [["until.day", "3"], ["until.month", "7"], ["until.year", "2027"]], { until: "2027-07-03" }],
    ["a date without anything typed", [["until.day", ""], ["until.month", ""], ["until.year", ""]], { until: "" }],
    ["half a date", [["until.day", "3"], ["until.month", ""], ["until.year", "2027"]], { until: "2027-00-03" }],
    ["two of a date's three fields: no date", [["until.day", "3"], ["until.month", "7"]], { until: { day: "3", month: "7" } }],
    ["what Next adds for itself", [["$ACTION_ID_x", "1"], ["$ACTION_KEY", "k"], ["a", "1"]], { a: "1" }],
    ["a name that is too long", [["x".repeat(201), "1"], ["a", "1"]], { a: "1" }],
    ["a text and a part under the same name: the part stays", [["a", "1"], ["a.b", "2"]], { a: { b: "2" } }],
    ["a name of dots and brackets only", [["..[]", "1"], ["", "2"]], {}],
  ])("%s", (_, fields, expected) => {
    expect(read(...fields)).toEqual(expected);
  });

  it("keeps files as files", () => {
    const file = new File(["x"], "x.csv");
    expect(read(["file", file]).file).toBeInstanceOf(File);
    expect(readForm(form(["file", file])).typed).toEqual({});
  });

  it("gives back what was typed, and never a password", () => {
    expect(readForm(form(["name", " N "], ["password", "secret"], ["newPassword", "secret"], ["old.password", "secret"])).typed).toEqual({ name: " N " });
    // How it is with passwords is an answer like any other.
    expect(readForm(form(["passwords", "changed"])).typed).toEqual({ passwords: "changed" });
  });
});

describe("names that would reach into an object's prototype", () => {
  it.each(["__proto__", "__proto__.polluted", "a.__proto__.polluted", "constructor.prototype.polluted", "a[constructor][prototype][polluted]", "a[__proto__][polluted]", "prototype.polluted"])("%s is left out", (name) => {
    const input = read([name, "yes"], ["a.fine", "1"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((input as Record<string, unknown>).polluted).toBeUndefined();
    expect(JSON.stringify(input)).toBe('{"a":{"fine":"1"}}');
  });

  it.each(["toString", "valueOf", "hasOwnProperty.call", "a.toString.call"])("%s is an ordinary field of its own", (name) => {
    const input = read([name, "yes"]);
    expect(JSON.stringify(input)).toContain("yes");
    expect(typeof {}.toString).toBe("function");
  });

  it("no name whatsoever changes an object that is not the form's", () => {
    const part = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "a", "0", "day", "length");
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).chain((parts) => fc.constantFrom(parts.join("."), `${parts[0]}${parts.slice(1).map((each) => `[${each}]`).join("")}`));
    const before = Reflect.ownKeys(Object.prototype).concat(Reflect.ownKeys(Function.prototype), Reflect.ownKeys(Array.prototype));
    fc.assert(fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 6 }), (fields) => {
      const input = read(...fields);
      expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(input));
      expect(Reflect.ownKeys(Object.prototype).concat(Reflect.ownKeys(Function.prototype), Reflect.ownKeys(Array.prototype))).toEqual(before);
    }), { seed: 1, numRuns: 500 });
  });
});
