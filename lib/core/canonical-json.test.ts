import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";

/** Any value that can come out of JSON, with texts of whole characters from all of Unicode. */
const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 4 });
/** What is left of a value once it was JSON: -0 has become 0. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The same content with the keys of every object in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, inner]) => [key, reversed(inner)]));
}

describe("the order of keys", () => {
  it("is that of RFC 8785's own example, in which an astral character comes before U+FB33", () => {
    const names = { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" };
    expect(canonicalJson(names)).toBe('{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\u{1f600}":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}');
  });

  it.each<[string, object, string]>([
    ["texts, not numbers", { 10: 1, 9: 2, 1: 3 }, '{"1":3,"10":1,"9":2}'],
    ["capitals first", { a: 1, B: 2, A: 3, b: 4 }, '{"A":3,"B":2,"a":1,"b":4}'],
    ["a shorter one before those it begins", { ab: 1, a: 2, "": 3 }, '{"":3,"a":2,"ab":1}'],
    ["no language's alphabet", { z: 1, "\u00e4": 2 }, '{"z":1,"\u00e4":2}'],
    ["code units, not code points", { "\uffff": 1, "\u{10000}": 2 }, '{"\u{10000}":2,"\uffff":1}'],
    ["at every depth", { b: { d: 1, c: [{ f: 1, e: 2 }] }, a: 0 }, '{"a":0,"b":{"c":[{"e":2,"f":1}],"d":1}}'],
    ["the name of a prototype is a key like any other", JSON.parse('{"b":1,"__proto__":2}') as object, '{"__proto__":2,"b":1}'],
  ])("%s", (_, value, text) => expect(canonicalJson(value)).toBe(text));

  it("of lists stays", () => expect(canonicalJson([3, 1, [2, 1]])).toBe("[3,1,[2,1]]"));
});

describe("numbers are written as RFC 8785's appendix B says", () => {
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("%s: %s", (bits, text) => expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text));

  it.each([
    [1e-7, "1e-7"],
    [4.5, "4.5"],
    [2e-3, "0.002"],
    [1e30, "1e+30"],
    [100, "100"],
    [-1, "-1"],
  ])("%f: %s", (number, text) => expect(canonicalJson({ number })).toBe(`{"number":${text}}`));
});

describe("what is written", () => {
  it("is RFC 8785's own example", () => {
    const value: unknown = JSON.parse(String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`);
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it.each<[string, unknown, string]>([
    ["nothing", null, "null"],
    ["what is undefined, alone", undefined, "null"],
    ["an empty record", {}, "{}"],
    ["an empty list", [], "[]"],
    ["an empty text", "", '""'],
    ["escapes, the short ones where there are some", "\b\t\n\f\r\"\\\u0000\u001f", '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f"'],
    ["what needs no escape", "/'<>&\u007f\u2028\u2029\u00e9\u{1f600}", "\"/'<>&\u007f\u2028\u2029\u00e9\u{1f600}\""],
    ["the same letter composed in two ways, each as it came", ["\u00e9", "e\u0301"], '["\u00e9","e\u0301"]'],
    ["a field that is undefined is left out", { a: undefined, b: 1, c: { d: undefined } }, '{"b":1,"c":{}}'],
    ["a place of a list that is undefined stays a place", [undefined, 1], "[null,1]"],
    ["a place of a list that was never filled too", Object.assign([], { 1: 1, length: 3 }), "[null,1,null]"],
    ["a moment", { at: new Date("2026-11-19T08:15:30.120Z") }, '{"at":"2026-11-19T08:15:30.120Z"}'],
    ["without white space", { a: [1, { b: 2 }] }, '{"a":[1,{"b":2}]}'],
  ])("%s", (_, value, text) => expect(canonicalJson(value)).toBe(text));
});

describe("is refused, wherever in a value it stands:", () => {
  it.each<[string, unknown]>([
    ["no number", Number.NaN],
    ["without end", Number.POSITIVE_INFINITY],
    ["without beginning", Number.NEGATIVE_INFINITY],
    ["a whole number larger than JSON's", 1n],
    ["the first half of a character", "a\ud83d"],
    ["the second half", "\ude00b"],
    ["the halves the wrong way round", "\ude00\ud83d"],
    ["a function", () => 1],
    ["a symbol", Symbol("one")],
  ])("%s", (_, value) => {
    for (const within of [value, [value], { a: value }, { a: [1, { b: value }] }]) expect(() => canonicalJson(within)).toThrow(TypeError);
  });

  it("half a character in a key", () => expect(() => canonicalJson({ "\ud83d": 1 })).toThrow(TypeError));
});

describe("whatever the content,", () => {
  const runs = { seed: 1, numRuns: 1_000 };
  const fields = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary", maxLength: 3 }), fc.integer()), { selector: ([key]) => key, maxLength: 12 });

  it("it is read back as what it was", () => {
    fc.assert(fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(asJson(value));
    }), runs);
  });

  it("the order in which it was put together makes no difference", () => {
    fc.assert(fc.property(json, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
    }), runs);
    fc.assert(fc.property(fields.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))), ([some, shuffled]) => {
      expect(canonicalJson(Object.fromEntries(shuffled))).toBe(canonicalJson(Object.fromEntries(some)));
    }), runs);
  });

  it("the form of what was read back is the same", () => {
    fc.assert(fc.property(json, (value) => {
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    }), runs);
  });

  it("another content has another form", () => {
    fc.assert(fc.property(json, json, (a, b) => {
      expect(canonicalJson(a) === canonicalJson(b)).toBe(JSON.stringify(sorted(asJson(a))) === JSON.stringify(sorted(asJson(b))));
    }), runs);
  });
});

/** Records as lists of fields, in the order of their keys: another way to compare content. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ["list", ...value.map(sorted)];
  if (value === null || typeof value !== "object") return value;
  return ["record", ...Object.keys(value).toSorted().map((key) => [key, sorted((value as Record<string, unknown>)[key])])];
}
