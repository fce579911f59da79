import type { identifiesLevels, purposes } from "@/lib/applications/schema";

/** How many working days the city gives itself, by risk tier. */
export const daysToDecide = { 1: 10, 2: 15, 3: 20, 4: 25 } as const;

/** Above so many devices a deployment is large. */
const large = 50;

interface Weighed {
  identifies: (typeof identifiesLevels)[number];
  devices: number;
  purpose: (typeof purposes)[number];
}

interface Line {
  /** as it stands in the published table */
  when: string;
  weighs: string;
  applies(of: Weighed): boolean;
  /** where it begins, or what it adds */
  tier: number;
  adds?: true;
  /** as it is said of one case */
  said(of: Weighed): string;
}

/** The published table: whether people can be identified weighs most; then reach (guideline 4.1). It is computed from these lines and printed from them. */
export const riskTable: readonly Line[] = [
  { when: "It does not identify people", weighs: "Tier 1", tier: 1, applies: ({ identifies }) => identifies === "no", said: () => "It does not identify people." },
  { when: "It sees people and makes that anonymous at once", weighs: "Tier 2", tier: 2, applies: ({ identifies }) => identifies === "anonymous", said: () => "It sees people and makes that anonymous at once." },
  { when: "It can identify people", weighs: "Tier 3", tier: 3, applies: ({ identifies }) => identifies === "yes", said: () => "It can identify people." },
  { when: `It has more than ${large} devices`, weighs: "One tier more", tier: 1, adds: true, applies: ({ devices }) => devices > large, said: ({ devices }) => `It is large: ${devices} devices.` },
  { when: "People’s own phones and computers connect to it, and it does not identify them", weighs: "One tier more", tier: 1, adds: true, applies: ({ purpose, identifies }) => purpose === "phone_and_internet" && identifies !== "yes", said: () => "People's own phones and computers connect to it." },
  { when: "Safety depends on it, and it identifies nobody", weighs: "One tier more", tier: 1, adds: true, applies: ({ purpose, identifies }) => purpose === "safety" && identifies === "no", said: () => "Safety depends on it." },
];

/** Risk tier 1 to 4 with what it was computed from, so that anyone can follow it. */
export function riskOf(of: Weighed): { tier: 1 | 2 | 3 | 4; inputs: string[] } {
  const lines = riskTable.filter((line) => line.applies(of));
  const tier = lines.reduce((sum, { tier: weight }) => sum + weight, 0);
  return { tier: Math.min(Math.max(tier, 1), 4) as 1 | 2 | 3 | 4, inputs: lines.map((line) => line.said(of)) };
}
