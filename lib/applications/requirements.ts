import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256 } from "@/lib/core/crypto";
import type { ReviewedSection, ReviewOutcome } from "@/lib/core/prisma-client/client";
import { asked, type ReviewedTrade } from "@/lib/applications/tier-asks";
import type { Content } from "@/lib/applications/schema";

/** Which sections have to be reviewed of this submission at this tier. */
export const sectionsAsked = (content: Content, tier: number): ReviewedTrade[] =>
  asked[tier as 1 | 2 | 3 | 4].sections.filter(({ only }) => (only === "identifies" ? content.data.identifies !== "no" : only === "network" ? content.networks.networkIds.length > 0 : true)).map(({ section }) => section);

/** What a reviewer of a section looks at. A review counts as long as this is the same. */
export function partHash({ purpose, devices, sites, networks, data, security, contact, terms, duties, files = [] }: Content, section: ReviewedSection): string {
  const parts = { whole: { purpose, devices, sites, networks, data, security, contact, terms, ...(duties ? { duties } : {}) }, assets: { devices, sites }, security: { devices, networks, security }, privacy: { purpose, devices, data, sites: sites.assetIds }, network: { devices, networks } };
  // The files of these sections, by what is in them.
  const evidence = files.filter((file) => file.section in parts[section]).map(({ section: of, hash }) => `${of} ${hash}`).toSorted();
  return sha256(canonicalJson({ ...parts[section], ...(evidence.length > 0 ? { evidence } : {}) }));
}

export interface Review {
  section: ReviewedSection;
  outcome: ReviewOutcome;
  partHash: string;
  byId: string;
}

/** The reviews that count for a submission: the last of each section, of the whole the last of each person; those of other content do not. Given oldest first. */
export function counting<R extends Review>(reviews: readonly R[], content: Content): R[] {
  const last = new Map<string, R>();
  for (const review of reviews) if (review.partHash === partHash(content, review.section)) last.set(review.section === "whole" ? `whole ${review.byId}` : review.section, review);
  return [...last.values()];
}

export interface Readiness {
  /** sections that nobody reviewed yet */
  missing: ReviewedTrade[];
  /** recommendations that are still wanted */
  wanted: number;
  /** how many are not satisfied */
  against: number;
}

/** Whether a submission may be approved at this tier: what is missing, and who stands against it. */
export function readiness(reviews: readonly Review[], content: Content, tier: number): Readiness {
  const count = counting(reviews, content);
  const reviewed = new Set<ReviewedSection>(count.map(({ section }) => section));
  const recommending = count.filter(({ section, outcome }) => section === "whole" && outcome === "satisfied").length;
  return {
    missing: sectionsAsked(content, tier).filter((section) => !reviewed.has(section)),
    wanted: Math.max(0, asked[tier as 1 | 2 | 3 | 4].recommendations - recommending),
    against: count.filter(({ outcome }) => outcome !== "satisfied").length,
  };
}
