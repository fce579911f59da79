import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReviewAnswer } from "@/lib/core/prisma-client/client";
import { isWithin, type Reach } from "@/lib/people/giving";
import { bulkStreaks, chooseReviewer, isCarriedOut, isSameReach, keepNeedsReason, leavesEntries, median, pace, remindersDue, smallestThatSufficed, timed, type Answered, type CaseDecided, type Giver } from "@/lib/reviews/rules";
import { durationWords, scopeWords } from "@/lib/reviews/words";

const everywhere: Reach = { agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: null };
const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1_000);
const keep = (shown: number | null, answered: number, answer: ReviewAnswer = "keep"): Answered => ({ answer, shownAt: shown === null ? null : at(shown), answeredAt: at(answered) });

describe("the smallest grant that would have sufficed", () => {
  const here: CaseDecided = { agencyId: "a", zoneId: "w", assetClass: "light_pole", tier: 2, partnerId: "p" };
  it.each<[string, string, Partial<Reach>, Partial<CaseDecided>[], Partial<Reach> | null]>([
    ["nothing was decided: nothing can be told", "permits.decide", {}, [], null],
    ["one case", "permits.decide", {}, [{}], { agencyId: "a", zoneId: "w", assetClass: "light_pole", highestTier: 2 }],
    ["two zones", "permits.decide", {}, [{}, { zoneId: "e" }], { agencyId: "a", assetClass: "light_pole", highestTier: 2 }],
    ["a case that lay in several zones", "permits.decide", {}, [{}, { zoneId: null }], { agencyId: "a", assetClass: "light_pole", highestTier: 2 }],
    ["the highest tier of all", "permits.decide", {}, [{}, { tier: 4, zoneId: "e", agencyId: "b", assetClass: "cabinet" }], null],
    ["the highest tier of those decided", "permits.decide", { highestTier: 3 }, [{ tier: 1 }, { tier: 2, zoneId: "e", agencyId: "b", assetClass: "cabinet" }], { highestTier: 2 }],
    ["what it is already", "permits.decide", { agencyId: "a", zoneId: "w", assetClass: "light_pole", highestTier: 2 }, [{}], null],
    ["never wider than it is, though the case has moved since", "permits.decide", { zoneId: "e", highestTier: 1 }, [{ tier: 3 }], { agencyId: "a", zoneId: "e", assetClass: "light_pole", highestTier: 1 }],
    ["what can be limited only by agency", "assets.manage", {}, [{}, { zoneId: "e" }], { agencyId: "a" }],
    ["what cannot be limited", "reviews.run", {}, [{}], null],
    ["a word that is no capability", "constructor", {}, [{}], null],
  ])("%s", (_, capability, present, decided, expected) => {
    expect(smallestThatSufficed(capability, { ...everywhere, ...present }, decided.map((each) => ({ ...here, ...each })))).toEqual(expected && { ...everywhere, ...expected });
  });

  const maybe = <T>(...values: T[]) => fc.constantFrom(...values, null);
  const reach: fc.Arbitrary<Reach> = fc.record({ agencyId: maybe("a", "b"), zoneId: maybe("w", "e"), assetClass: maybe("light_pole" as const, "cabinet" as const), highestTier: maybe(1, 2, 3, 4), partnerId: maybe("p") });
  const decidedCase: fc.Arbitrary<CaseDecided> = fc.record({ agencyId: maybe("a", "b"), zoneId: maybe("w", "e"), assetClass: maybe("light_pole" as const, "cabinet" as const), tier: fc.integer({ min: 1, max: 4 }), partnerId: fc.constantFrom("p", "q") });
  const covers = (grant: Reach, each: CaseDecided) =>
    (["agencyId", "zoneId", "assetClass", "partnerId"] as const).every((column) => grant[column] === null || grant[column] === each[column]) && each.tier <= (grant.highestTier ?? 4);

  it("is narrower than the grant, allows every decision that the grant allows, and nothing narrower does", () => {
    fc.assert(
      fc.property(reach, fc.array(decidedCase, { maxLength: 6 }), (present, cases) => {
        const decided = cases.filter((each) => covers(present, each));
        const smallest = smallestThatSufficed("permits.decide", present, decided);
        if (!smallest) return;
        expect(isWithin(smallest, present) && !isSameReach(smallest, present)).toBe(true);
        for (const each of decided) expect(covers(smallest, each)).toBe(true);
        // One step narrower on any side leaves a decision out.
        const steps: Reach[] = [
          ...["a", "b"].map((agencyId) => ({ ...smallest, agencyId })), ...["w", "e"].map((zoneId) => ({ ...smallest, zoneId })),
          ...(["light_pole", "cabinet"] as const).map((assetClass) => ({ ...smallest, assetClass })), { ...smallest, highestTier: (smallest.highestTier ?? 4) - 1 },
        ].filter((step) => isWithin(step, smallest) && !isSameReach(step, smallest));
        for (const step of steps) expect(decided.every((each) => covers(step, each))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("who answers", () => {
  const giver = (personId: string, limits: Partial<Reach> = {}): Giver => ({ personId, ...everywhere, ...limits });
  it.each<[string, string | null, Giver[], Record<string, number>, string | null]>([
    ["the giver", "g", [giver("a"), giver("g")], { g: 90 }, "g"],
    ["another where the giver may no more", "g", [giver("a")], {}, "a"],
    ["another where the giver reaches less far", "g", [giver("g", { zoneId: "w" }), giver("a")], {}, "a"],
    ["whoever has the least so far", null, [giver("a"), giver("b"), giver("c")], { a: 2, b: 1, c: 1 }, "b"],
    ["never the holder, even of what they gave", "holder", [giver("holder"), giver("a")], {}, "a"],
    ["nobody where there is only the holder", null, [giver("holder")], {}, null],
    ["nobody where nobody reaches so far", null, [giver("a", { highestTier: 3 }), giver("b", { partnerId: "p" })], {}, null],
  ])("%s", (_, giverId, givers, load, expected) => {
    const counts = new Map(Object.entries(load));
    expect(chooseReviewer({ holderId: "holder", giverId, reach: everywhere }, givers, counts)).toBe(expected);
    if (expected) expect(counts.get(expected)).toBe((load[expected] ?? 0) + 1);
  });

  it("shares evenly among those who may", () => {
    const load = new Map<string, number>();
    for (let n = 0; n < 10; n++) chooseReviewer({ holderId: "holder", giverId: null, reach: everywhere }, [giver("a"), giver("b"), giver("holder")], load);
    expect([...load.values()]).toEqual([5, 5]);
  });
});

describe("how long an answer took", () => {
  it.each<[string, Answered[], (number | null)[]]>([
    ["from when it was shown", [keep(0, 12)], [12]],
    ["from the answer before, where everything was opened first", [keep(0, 60), keep(1, 62), keep(2, 63)], [60, 2, 1]],
    ["in the order answered, whatever the order asked", [keep(100, 130), keep(0, 60)], [60, 30]],
    ["nothing, where it was never shown", [keep(null, 5)], [null]],
    ["not below nothing", [keep(9, 5)], [0]],
    ["of what was answered only", [{ answer: null, shownAt: at(0), answeredAt: null }, { answer: "silence", shownAt: null, answeredAt: null }], []],
  ])("%s", (_, answers, expected) => {
    expect(timed(answers).map(({ seconds }) => seconds)).toEqual(expected);
  });

  it.each<[number[], number | null]>([[[], null], [[3], 3], [[9, 1, 4], 4], [[8, 2, 4, 6], 5]])("the middle of %j is %s", (values, middle) => expect(median(values)).toBe(middle));

  it("the middle and the fastest", () => {
    expect(pace([])).toBeNull();
    expect(pace([keep(0, 60), keep(60, 64), keep(64, 84)])).toEqual({ median: 20, fastest: 4 });
  });
});

describe("answers given in bulk", () => {
  const row = (count: number, seconds: number, from = 0) => Array.from({ length: count }, (_, n) => keep(from + n * seconds, from + (n + 1) * seconds));
  it.each<[string, Answered[], number[]]>([
    ["five keeps of two seconds each", row(5, 2), [5]],
    ["four are not enough", row(4, 2), []],
    ["five seconds are long enough", row(9, 5), []],
    ["an end between breaks the row", [...row(4, 2), keep(8, 10, "end"), ...row(4, 2, 10)], []],
    ["a slow one between breaks the row", [...row(5, 2), keep(10, 40), ...row(6, 2, 40)], [5, 6]],
    ["opened all at once, then kept one after the other", Array.from({ length: 7 }, (_, n) => keep(n, 600 + n)), [6]],
    ["never even looked at", Array.from({ length: 5 }, (_, n) => keep(null, n * 60)), [5]],
  ])("%s", (_, answers, counts) => expect(bulkStreaks(answers).map(({ count }) => count)).toEqual(counts));

  it("never counts an answer twice, and only keeps under five seconds", () => {
    const answer = fc.record({ gap: fc.integer({ min: 0, max: 12 }), kind: fc.constantFrom<ReviewAnswer>("keep", "keep", "keep", "end") });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), (given) => {
        let now = 0;
        const answers = given.map(({ gap, kind }) => keep(now, (now += gap), kind));
        const quick = timed(answers).filter((each) => each.answer === "keep" && (each.seconds ?? 0) < 5).length;
        const streaks = bulkStreaks(answers);
        expect(streaks.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(quick);
        for (const { count } of streaks) expect(count).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});

describe("reminders", () => {
  it.each<[number, number[], number[]]>([[8, [], []], [7, [], [7]], [7, [7], []], [3, [7], []], [3, [], [7]], [1, [7], [1]], [1, [], [7, 1]], [0, [7], [1]], [0, [7, 1], []], [-1, [], []]])("%s days before, told of %j: %j", (left, told, due) => expect(remindersDue(left, told)).toEqual(due));
});

describe("what asks for a reason to be kept", () => {
  it.each<[number | null, string[], boolean]>([[0, [], true], [3, [], false], [3, ["Belongs to Tern."], true], [null, [], false], [null, ["Belongs to Tern."], true]])("%s decisions, conflicts %j: %s", (decisions, conflicts, needed) => expect(keepNeedsReason({ decisions, conflicts })).toBe(needed));
  it("reading leaves no entry, deciding does", () => {
    expect(["security.read", "ledger.read", "permits.decide", "people.grant"].map(leavesEntries)).toEqual([false, false, true, true]);
  });
});

describe("whether an answer is carried out", () => {
  const now = at(0);
  const standing = { endedAt: null, validUntil: null, supersededBy: null };
  const ended = { ...standing, endedAt: at(-1) };
  const wanted = { ...everywhere, zoneId: "w", validUntil: null, words: "" };
  const by = (reach: Partial<Reach>, validUntil: Date | null = null) => ({ ...ended, supersededBy: { ...everywhere, ...reach, validUntil } });
  it.each<[string, Parameters<typeof isCarriedOut>[0], "end" | "keep", boolean]>([
    ["kept: nothing to do", { answer: "keep", reducedTo: null, grant: standing }, "end", true],
    ["made up: nothing to do", { answer: "end", reducedTo: null, grant: null }, "end", true],
    ["to end, and stands", { answer: "end", reducedTo: null, grant: standing }, "end", false],
    ["to end, and ended", { answer: "end", reducedTo: null, grant: ended }, "end", true],
    ["to end, and its time is over", { answer: "end", reducedTo: null, grant: { ...standing, validUntil: at(-5) } }, "end", true],
    ["nobody answered, silence keeps", { answer: "silence", reducedTo: null, grant: standing }, "keep", true],
    ["nobody answered, silence ends", { answer: "silence", reducedTo: null, grant: standing }, "end", false],
    ["not answered", { answer: null, reducedTo: null, grant: standing }, "end", false],
    ["to be narrower, and stands", { answer: "reduce", reducedTo: wanted, grant: standing }, "end", false],
    ["to be narrower, and ended altogether", { answer: "reduce", reducedTo: wanted, grant: ended }, "end", true],
    ["to be narrower, and replaced so", { answer: "reduce", reducedTo: wanted, grant: by({ zoneId: "w" }) }, "end", true],
    ["to be narrower, and replaced by something wider", { answer: "reduce", reducedTo: wanted, grant: by({}) }, "end", false],
    ["to end sooner, and replaced by something longer", { answer: "reduce", reducedTo: { ...wanted, validUntil: at(50).toISOString() }, grant: by({ zoneId: "w" }, at(60)) }, "end", false],
  ])("%s", (_, item, silence, expected) => expect(isCarriedOut(item, silence, now)).toBe(expected));
});

describe("in words", () => {
  it.each([[0.4, "0.4 seconds"], [1, "1 second"], [45, "45 seconds"], [180, "3 minutes"], [7_200, "2 hours"], [200_000, "2 days"]])("%s is %s", (seconds, words) => expect(durationWords(seconds)).toBe(words));
  it("what a review asks about", () => {
    const all = { capabilities: [], agencyId: null, agency: null, zoneId: null, zone: null };
    expect(scopeWords(all)).toBe("Every permission of city staff.");
    expect(scopeWords({ ...all, capabilities: ["permits.revoke"], zone: "West" })).toBe("The permissions to revoke permits as far as they hold in West.");
  });
});
