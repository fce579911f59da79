import { describe, expect, it } from "vitest";
import { capabilities, capabilityNames } from "@/lib/access/capabilities";
import { fromWords, grantSentence, grantStatus, hoursWords, limitsOf, listWords, requestStatus, standingOf, untilWords, type GrantInWords } from "@/lib/people/words";

const grant = (more: Partial<GrantInWords>): GrantInWords => ({ capability: "permits.decide", assetClass: null, highestTier: null, ...more });

describe("a grant as a sentence, to follow “may”", () => {
  it.each<[string, Partial<GrantInWords>]>([
    ["approve or refuse applications", {}],
    ["approve or refuse applications, in Harbour Quarter", { zone: { name: "Harbour Quarter" } }],
    ["approve or refuse applications, on assets of Street Lighting, in Harbour Quarter, on street-light poles, up to risk tier 3", { agency: { name: "Street Lighting" }, zone: { name: "Harbour Quarter" }, assetClass: "light_pole", highestTier: 3 }],
    // The end is stored as the first instant at which it no longer holds.
    ["approve or refuse applications, until 31 March 2027", { validUntil: new Date("2027-04-01T00:00:00Z") }],
    // What was given for hours ends at an instant, in the city's time.
    ["approve or refuse applications, until 31 March 2027, 16:40", { validUntil: new Date("2027-03-31T15:40:00Z") }],
    ["approve or refuse applications, for Tern & Tide, up to risk tier 2", { partner: { name: "Tern & Tide" }, highestTier: 2 }],
    ["write and send applications, and follow permits, for Tern & Tide", { capability: "deployments.apply", partner: { name: "Tern & Tide" } }],
    ["invite colleagues and end their grants, and sign the city’s terms, for Tern & Tide", { capability: "members.invite", partner: { name: "Tern & Tide" } }],
    ["something that was once", { capability: "something that was once" }],
  ])("%s", (sentence, of) => {
    expect(grantSentence(grant(of))).toBe(sentence);
  });

  it("has words for every capability", () => {
    for (const capability of capabilityNames) expect(grantSentence(grant({ capability }))).toBe(capabilities[capability].words);
  });
});

describe("where a grant stands at noon on 19 November 2026", () => {
  const now = new Date("2026-11-19T12:00:00Z");
  const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
  it.each([
    ["active", { validFrom: before, validUntil: null, endedAt: null }],
    ["active", { validFrom: now, validUntil: after, endedAt: null }],
    ["scheduled", { validFrom: after, validUntil: null, endedAt: null }],
    ["expired", { validFrom: before, validUntil: now, endedAt: null }],
    ["expired", { validFrom: before, validUntil: before, endedAt: null }],
    ["ended", { validFrom: before, validUntil: null, endedAt: before }],
    ["ended", { validFrom: after, validUntil: null, endedAt: before }],
    ["ended", { validFrom: before, validUntil: before, endedAt: before }],
  ] as const)("%s", (status, times) => {
    expect(grantStatus(times, now)).toBe(status);
  });
});

describe("its limits and its days, one by one", () => {
  it("each limit is set apart, in the order of the sentence; no limit is none", () => {
    expect(limitsOf(grant({ partner: { name: "Tern & Tide" }, agency: { name: "Street Lighting" }, zone: { name: "Harbour Quarter" }, assetClass: "cabinet", highestTier: 3 }))).toEqual([
      { before: "for", name: "Tern & Tide" },
      { before: "on assets of", name: "Street Lighting" },
      { before: "in", name: "Harbour Quarter" },
      { before: "on", name: "cabinets" },
      { before: "up to", name: "risk tier 3" },
    ]);
    expect(limitsOf(grant({}))).toEqual([]);
  });

  it("a whole day is told as the last day it holds; an instant as itself; a beginning as its day", () => {
    expect(untilWords(new Date("2026-12-01T00:00:00Z"))).toBe("30 November 2026");
    expect(untilWords(new Date("2026-11-30T21:05:00Z"))).toBe("30 November 2026, 21:05");
    expect(fromWords(new Date("2026-11-19T00:00:00Z"))).toBe("19 November 2026");
    // Half past eleven at night in summer in Greenwich is the next day in London.
    expect(fromWords(new Date("2026-07-01T23:30:00Z"))).toBe("2 July 2026");
  });
});

describe("where something stands that can lapse", () => {
  const now = new Date("2026-11-19T12:00:00Z");
  const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
  const taken = { endedAt: null, validFrom: before, validUntil: after, ratifyBy: before, ratification: null };
  it.each([
    ["active", { ...taken, ratifyBy: null }],
    ["active", { ...taken, ratifyBy: after }],
    ["lapsed", taken],
    ["lapsed", { ...taken, ratifyBy: now }],
    ["active", { ...taken, ratification: { outcome: "ratified" } }],
    ["lapsed", { ...taken, ratification: { outcome: "examined_late" } }],
    ["ended", { ...taken, endedAt: before, ratification: { outcome: "refused" } }],
    ["expired", { ...taken, validUntil: now }],
  ] as const)("an emergency: %s", (standing, grantThen) => {
    expect(standingOf(grantThen, now)).toBe(standing);
  });

  it.each([
    ["pending", "pending", after],
    ["expired", "pending", now],
    ["approved", "approved", before],
    ["denied", "denied", before],
    ["withdrawn", "withdrawn", before],
  ] as const)("an asking: %s", (standing, status, expiresAt) => {
    expect(requestStatus({ status, expiresAt }, now)).toBe(standing);
  });
});

it.each([[1, "an hour"], [8, "8 hours"], [24, "24 hours"], [47, "47 hours"], [48, "2 days"], [50, "50 hours"], [720, "30 days"]])("%i hours in words: %s", (hours, words) => {
  expect(hoursWords(hours)).toBe(words);
});

it("a list in words", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listWords(words))).toEqual(["", "a", "a and b", "a, b and c"]);
  expect(listWords(["a", "b"], "or")).toBe("a or b");
});
