import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counting, partHash, readiness, sectionsAsked, type Review } from "@/lib/applications/requirements";
import { asked, reviewedTrades } from "@/lib/applications/tier-asks";
import { contentSchema, type Content } from "@/lib/applications/schema";

const content = (more: Partial<Content> = {}): Content =>
  contentSchema.parse({
    purpose: { title: "Counting bicycles", purpose: "traffic_and_parking", why: "The city wants to know how many pass.", until: "2027-01-01" },
    devices: { devices: [{ name: "Counter", make: "Tern", model: "T", serial: "" }] },
    sites: { assetIds: ["a"], assets: [{ id: "a", code: "P 1", place: "Quay", assetClass: "light_pole", agency: "Lighting", zone: "West" }] },
    networks: { networkIds: ["n"], names: ["LoRa"], talksTo: ["data.example:1"] },
    data: { collects: ["Bicycles"], identifies: "yes", kept: "A year", shared: "Nobody" },
    security: { updates: "Over the air, signed", watches: "Our room", reacts: "An hour", passwords: "changed", ports: "closed", exceptions: "" },
    contact: { name: "Carl", email: "carl@partner.test", telephone: "+44 555 0170" },
    terms: { paid: "Nothing", others: "Nobody", contract: "" },
    ...more,
  } satisfies Omit<Record<keyof Content, unknown>, "files" | "duties" | "signed">);
const whole = content();
const review = (section: Review["section"], outcome: Review["outcome"] = "satisfied", byId = "a", of = whole): Review => ({ section, outcome, byId, partHash: partHash(of, section) });

describe("what a tier asks for", () => {
  it.each<[tier: number, identifies: Content["data"]["identifies"], networkIds: string[], sections: string[]]>([
    [1, "yes", ["n"], []],
    [2, "yes", ["n"], ["assets"]],
    [3, "no", [], ["assets", "security"]],
    [3, "no", ["n"], ["assets", "security", "network"]],
    [3, "anonymous", [], ["assets", "security", "privacy"]],
    [3, "yes", ["n"], ["assets", "security", "privacy", "network"]],
    [4, "no", [], ["assets", "security", "privacy"]],
    [4, "yes", ["n"], ["assets", "security", "privacy", "network"]],
  ])("tier %i, identifies: %s, networks: %j", (tier, identifies, networkIds, sections) => {
    expect(sectionsAsked(content({ data: { ...whole.data, identifies }, networks: { ...whole.networks, networkIds } }), tier)).toEqual(sections);
  });

  it("never asks for less at a higher tier", () => {
    for (const tier of [2, 3, 4] as const) {
      for (const identifies of ["no", "anonymous", "yes"] as const) {
        const of = content({ data: { ...whole.data, identifies } });
        expect(sectionsAsked(of, tier)).toEqual(expect.arrayContaining(sectionsAsked(of, tier - 1)));
      }
      expect(asked[tier].recommendations).toBeGreaterThanOrEqual(asked[(tier - 1) as 1 | 2 | 3].recommendations);
      expect(asked[tier].reviewMonths).toBeLessThan(asked[(tier - 1) as 1 | 2 | 3].reviewMonths);
    }
  });
});

describe("a case is ready", () => {
  const all = reviewedTrades.map((section) => review(section));
  it.each<[words: string, reviews: Review[], tier: number, readiness: object]>([
    ["at tier 1 with nothing", [], 1, { missing: [], wanted: 0, against: 0 }],
    ["not at tier 3 with nothing", [], 3, { missing: ["assets", "security", "privacy", "network"], wanted: 1, against: 0 }],
    ["at tier 3 with all of it", [...all, review("whole")], 3, { missing: [], wanted: 0, against: 0 }],
    ["not at tier 4 with one recommendation", [...all, review("whole")], 4, { missing: [], wanted: 1, against: 0 }],
    ["not at tier 4 with one person's recommendation, twice", [...all, review("whole"), review("whole")], 4, { missing: [], wanted: 1, against: 0 }],
    ["at tier 4 with two people's", [...all, review("whole"), review("whole", "satisfied", "b")], 4, { missing: [], wanted: 0, against: 0 }],
    ["with one against it", [...all, review("whole"), review("whole", "objects", "b")], 3, { missing: [], wanted: 0, against: 1 }],
    ["with one who was against it and looked again", [...all, review("security", "objects"), review("security"), review("whole")], 3, { missing: [], wanted: 0, against: 0 }],
    ["not by a person who recommended it and then thought otherwise", [...all, review("whole"), review("whole", "changes")], 3, { missing: [], wanted: 1, against: 1 }],
    ["also where a section nobody asked for is objected to", [review("security", "objects")], 1, { missing: [], wanted: 0, against: 1 }],
  ])("%s", (_, reviews, tier, ready) => {
    expect(readiness(reviews, whole, tier)).toEqual(ready);
  });

  it("by what was reviewed before, as far as it is the same now", () => {
    const before = content({ security: { ...whole.security, updates: "By hand, once a year" } });
    const reviews = [...reviewedTrades.map((section) => review(section, "satisfied", "a", before)), review("whole", "objects", "a", before)];
    // Only security, and the whole, were of something else.
    expect(readiness(reviews, whole, 3)).toEqual({ missing: ["security"], wanted: 1, against: 0 });
    expect(counting(reviews, whole).map(({ section }) => section)).toEqual(["assets", "privacy", "network"]);
  });

  it("whatever the order of other sections' reviews", () => {
    const some = fc.array(fc.record({ section: fc.constantFrom(...reviewedTrades), outcome: fc.constantFrom("satisfied" as const, "changes" as const, "objects" as const), byId: fc.constantFrom("a", "b") }), { maxLength: 12 });
    fc.assert(fc.property(some, (drawn) => {
      const reviews = drawn.map(({ section, outcome, byId }) => review(section, outcome, byId));
      const grouped = reviewedTrades.flatMap((trade) => reviews.filter(({ section }) => section === trade));
      expect(readiness(reviews, whole, 4)).toEqual(readiness(grouped, whole, 4));
      expect(readiness(reviews, whole, 4).missing).toEqual(reviewedTrades.filter((trade) => !reviews.some(({ section }) => section === trade)));
    }));
  });
});
