import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits, Misasked, wantedFrom } from "@/lib/opendata/parameters";

const filters = { purpose: ["lighting", "safety"], partner: null };
const from = (query: string) => wantedFrom(new URLSearchParams(query), filters);
const told = (query: string): string => {
  try {
    from(query);
    return "answered";
  } catch (wrong) {
    if (!(wrong instanceof Misasked)) throw wrong;
    return wrong.message;
  }
};

describe("what may be asked of a collection", () => {
  it("has a usual answer where nothing is asked", () => {
    expect(from("")).toEqual({ limit: 10, bbox: null, datetime: null, after: null, filters: {} });
  });

  it.each([
    ["limit=1", { limit: 1 }],
    ["limit=10000", { limit: 10_000 }],
    // The standard: more than the maximum is no error.
    ["limit=10001", { limit: 10_000 }],
    ["limit=999999999", { limit: 10_000 }],
    ["bbox=-1,51,1,52", { bbox: [-1, 51, 1, 52] }],
    ["bbox=-1.5,51,0,1,52.25,100", { bbox: [-1.5, 51, 1, 52.25] }],
    ["bbox=170,-10,-170,10", { bbox: [170, -10, -170, 10] }],
    ["bbox=1e1,.5,1.5E1,+2", { bbox: [10, 0.5, 15, 2] }],
    ["datetime=2026-11-19", { datetime: { from: Date.UTC(2026, 10, 19), until: Date.UTC(2026, 10, 20) - 1 } }],
    ["datetime=2026-11-19T14:00:00Z", { datetime: { from: Date.UTC(2026, 10, 19, 14), until: Date.UTC(2026, 10, 19, 14) } }],
    ["datetime=2026-11-19t14:00:00%2B02:00", { datetime: { from: Date.UTC(2026, 10, 19, 12), until: Date.UTC(2026, 10, 19, 12) } }],
    ["datetime=2026-11-19/..", { datetime: { from: Date.UTC(2026, 10, 19), until: null } }],
    ["datetime=/2024-02-29", { datetime: { from: null, until: Date.UTC(2024, 2, 1) - 1 } }],
    ["purpose=safety&partner=Tern %26 Tide&f=json", { filters: { purpose: "safety", partner: "Tern & Tide" } }],
  ])("%s", (query, wanted) => {
    expect(from(query)).toMatchObject(wanted);
  });

  it.each([
    ["limit=0", /whole number/],
    ["limit=-5", /whole number/],
    ["limit=ten", /whole number/],
    ["limit=1.5", /whole number/],
    ["limit=", /whole number/],
    ["limit=99999999999999999999", /whole number/],
    ["bbox=1,2,3", /four numbers/],
    ["bbox=1,2,3,4,5", /four numbers/],
    ["bbox=a,b,c,d", /four numbers/],
    ["bbox=1,2,3,NaN", /four numbers/],
    ["bbox=1,2,Infinity,4", /four numbers/],
    ["bbox=1,,3,4", /four numbers/],
    ["bbox=0x1,2,3,4", /four numbers/],
    ["bbox=", /four numbers/],
    ["bbox=-181,0,0,0", /degrees of longitude/],
    ["bbox=51,-0.1,51.5,91", /degrees of longitude/],
    ["bbox=0,52,1,51", /south before its north/],
    ["datetime=yesterday", /RFC 3339/],
    ["datetime=2026-02-31", /RFC 3339/],
    ["datetime=2025-02-29T00:00:00Z", /RFC 3339/],
    ["datetime=2026-11-19T25:00:00Z", /RFC 3339/],
    ["datetime=2026-11-19T14:00:00", /RFC 3339/],
    ["datetime=../..", /open at one end/],
    ["datetime=/", /open at one end/],
    ["datetime=..", /RFC 3339/],
    ["datetime=", /RFC 3339/],
    ["datetime=2026-12-01/2026-11-01", /ends before it begins/],
    ["datetime=2026-01-01/2026-02-01/2026-03-01", /one slash/],
    ["colour=red", /"colour" cannot be asked for here. What can: limit, bbox, datetime, after, f, purpose, partner/],
    ["constructor=x", /cannot be asked for/],
    ["limit=1&limit=2", /twice/],
    ["purpose=spying", /one of lighting, safety/],
    ["purpose=", /one of/],
    ["partner=", /1 to 100/],
    [`partner=${"a".repeat(101)}`, /1 to 100/],
    ["partner=%00", /1 to 100/],
    ["after=1", /link to the next page/],
    ["after=' OR 1=1", /link to the next page/],
    ["f=xml", /"f" is json/],
  ])("%s is refused in a sentence", (query, sentence) => {
    expect(told(query)).toMatch(sentence);
  });

  it("answers or refuses in a sentence whatever is sent, and never asks the database for more than it gives", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("limit", "bbox", "datetime", "after", "purpose", "partner", "f", "x"), fc.oneof(fc.string(), fc.double().map(String), fc.array(fc.double(), { maxLength: 7 }).map(String), fc.date({ noInvalidDate: true }).map((at) => at.toISOString()))), (given) => {
        const query = String(new URLSearchParams(given));
        const words = told(query);
        if (words !== "answered") {
          expect(words).toMatch(/^".*\.$/s);
          return;
        }
        const { limit, bbox, datetime } = from(query);
        expect(limit).toBeLessThanOrEqual(limits.most);
        if (bbox) expect(bbox.every(Number.isFinite) && bbox[1] <= bbox[3]).toBe(true);
        if (datetime?.from != null && datetime.until != null) expect(datetime.from).toBeLessThanOrEqual(datetime.until);
      }),
      { numRuns: 2_000 },
    );
  });
});
