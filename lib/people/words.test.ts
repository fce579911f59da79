import { describe, expect, it } from "vitest";
import { capabilities, capabilityNames } from "@/lib/access/capabilities";
import { grantSentence, grantStatus, type GrantInWords } from "@/lib/people/words";

const grant = (more: Partial<GrantInWords>): GrantInWords => ({ capability: "permits.decide", assetClass: null, highestTier: null, ...more });

describe("a grant as a sentence, to follow “may”", () => {
  it.each<[string, Partial<GrantInWords>]>([
    ["approve or refuse applications", {}],
    ["approve or refuse applications, in Harbour Quarter", { zone: { name: "Harbour Quarter" } }],
    ["approve or refuse applications, on assets of Street Lighting, in Harbour Quarter, on street-light poles, up to risk tier 3", { agency: { name: "Street Lighting" }, zone: { name: "Harbour Quarter" }, assetClass: "light_pole", highestTier: 3 }],
    // The end is stored as the first instant at which it no longer holds.
    ["approve or refuse applications, until 31 March 2027", { validUntil: new Date("2027-04-01T00:00:00Z") }],
    ["write and send applications, and follow permits, for Tern & Tide", { capability: "deployments.apply", partner: { name: "Tern & Tide" } }],
    ["invite colleagues and end their grants, for Tern & Tide", { capability: "members.invite", partner: { name: "Tern & Tide" } }],
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
