import type { Explanation } from "@/lib/access/explain";

/** Where to ask for what a blocked deed lacks, and come back to `page`; undefined where asking cannot help. */
export function askAddress(explained: Explanation, page: string): string | undefined {
  if (explained.may || !explained.ask) return undefined;
  const { capability, zoneId, agencyId, assetClass, tier } = explained.ask;
  const query = new URLSearchParams({ capability, ...(zoneId ? { zone: zoneId } : {}), ...(agencyId ? { agency: agencyId } : {}), ...(assetClass ? { class: assetClass } : {}), ...(tier ? { tier: String(tier) } : {}), page });
  return `/staff/access/ask?${query}`;
}
