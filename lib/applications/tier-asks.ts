/** The sections of a case that are reviewed each by somebody of that trade. */
export const reviewedTrades = ["assets", "security", "privacy", "network"] as const;
export type ReviewedTrade = (typeof reviewedTrades)[number];

interface Asked {
  /** sections that somebody reviews before it may be approved; some only where it sees people, or uses a network of the city */
  sections: readonly { section: ReviewedTrade; only?: "identifies" | "network" }[];
  /** sections of which a file shows that what they say is so */
  evidence: readonly ("security" | "data")[];
  /** whether the answers on security are a whole plan, with each point of the guidelines */
  plan: boolean;
  /** how many others recommend it before it may be approved; whoever approves comes on top */
  recommendations: number;
  /** after how many months the permit is looked at again */
  reviewMonths: number;
}

/** What each tier asks for. It is published, and printed from here. */
export const asked: Record<1 | 2 | 3 | 4, Asked> = {
  1: { sections: [], evidence: [], plan: false, recommendations: 0, reviewMonths: 36 },
  2: { sections: [{ section: "assets" }], evidence: [], plan: false, recommendations: 0, reviewMonths: 24 },
  3: { sections: [{ section: "assets" }, { section: "security" }, { section: "privacy", only: "identifies" }, { section: "network", only: "network" }], evidence: ["security"], plan: true, recommendations: 1, reviewMonths: 12 },
  4: { sections: [{ section: "assets" }, { section: "security" }, { section: "privacy" }, { section: "network", only: "network" }], evidence: ["security", "data"], plan: true, recommendations: 2, reviewMonths: 6 },
};
