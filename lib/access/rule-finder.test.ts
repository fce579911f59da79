import { AbilityBuilder, subject } from "@casl/ability";
import { createPrismaAbility } from "@casl/prisma/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppAbility } from "@/lib/access/ability";
import { conditionsMatcher } from "@/lib/access/conditions";
import { findingAbility, ruleFor } from "@/lib/access/rule-finder";

// CASL's own finder and reader stand beside ours; what they answer is right.

const places = ["a", "b", "c", "d", "e"];
const place = fc.constantFrom(...places);
const limit = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });
const conditions = fc
  .record({ zoneId: limit(place), agencyId: limit(place), assetClass: limit(place), partnerId: limit(fc.oneof(place, fc.uniqueArray(place).map((all) => ({ in: all })))), tier: limit(fc.integer({ min: 1, max: 4 }).map((tier) => ({ lte: tier }))), submittedAt: limit(fc.constant({ not: null })) })
  .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));
const rules = fc.array(fc.record({ inverted: fc.boolean(), conditions: fc.oneof({ weight: 4, arbitrary: conditions }, { weight: 1, arbitrary: fc.array(conditions, { minLength: 1, maxLength: 3 }).map((OR) => ({ OR })) }) }), { maxLength: 60 });
const record = fc.record({ zoneId: fc.option(place), agencyId: fc.option(place), assetClass: fc.option(place), partnerId: place, tier: fc.integer({ min: 1, max: 4 }), submittedAt: fc.option(fc.constant(new Date(0))) });

type Make = typeof findingAbility<AppAbility>;
const built = (make: Make, all: { inverted: boolean; conditions: object }[]): AppAbility => {
  const { can, cannot, build } = new AbilityBuilder<AppAbility>(make);
  const put = { can, cannot } as unknown as Record<"can" | "cannot", (action: string, kind: string, conditions: object) => { because(reason: string): void }>;
  for (const [n, rule] of all.entries()) put[rule.inverted ? "cannot" : "can"]("suspend", "Permit", rule.conditions).because(String(n));
  return build();
};

describe("the rule that fits a record", () => {
  it("is the one that CASL finds, on the first question and on the thirtieth, when the rules are sorted", () => {
    fc.assert(
      fc.property(rules, fc.array(record, { minLength: 1, maxLength: 30 }), (all, records) => {
        const [ours, theirs] = [built(findingAbility, all), built(createPrismaAbility as unknown as Make, all)];
        for (const each of [...records, ...records.toReversed(), ...records]) {
          const tagged = subject("Permit", { ...each } as Record<PropertyKey, unknown>);
          const expected = theirs.relevantRuleFor("suspend", tagged)?.reason;
          expect(ruleFor(ours, "suspend", "Permit", each)?.reason).toBe(expected);
          expect(ours.relevantRuleFor("suspend", tagged)?.reason).toBe(expected);
          expect(ours.can("suspend", tagged)).toBe(theirs.can("suspend", tagged));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is found among two hundred", () => {
    const all = Array.from({ length: 200 }, (_, n) => ({ inverted: false, conditions: { zoneId: `zone ${n % 20}`, assetClass: `class ${Math.floor(n / 20)}` } }));
    const ability = built(findingAbility, all);
    for (let n = 0; n < 200; n++) expect(ruleFor(ability, "suspend", "Permit", { zoneId: `zone ${n % 20}`, assetClass: `class ${Math.floor(n / 20)}` })?.reason).toBe(String(n));
    expect(ruleFor(ability, "suspend", "Permit", { zoneId: "zone 1", assetClass: "class 99" })).toBeNull();
    expect(ruleFor(ability, "suspend", "Permit", { zoneId: null, assetClass: null })).toBeNull();
  });
});

describe("what a condition says of a value that is not there", () => {
  it.each([
    ["null is not at most three", { tier: { lte: 3 } }, { tier: null }, false],
    ["null is not at least one", { highestTier: { gte: 1, lte: 3 } }, { highestTier: null }, false],
    ["what was not loaded is not at most three", { tier: { lte: 3 } }, {}, false],
    ["null is null", { agencyId: null }, { agencyId: null }, true],
    ["null is not one of none", { partnerId: { in: [] } }, { partnerId: null }, false],
    ["what was not loaded counts as absent", { submittedAt: { not: null } }, {}, false],
    ["a word of Prisma that the rules do not use is read all the same", { place: { startsWith: "Har" } }, { place: "Harbour" }, true],
  ])("%s", (_, asked, row, expected) => {
    expect(conditionsMatcher(asked as never)(row as never)).toBe(expected);
  });
});
