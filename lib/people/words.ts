import { addDays, wordDay } from "@/lib/core/calendar";
import { capabilities, isCapability } from "@/lib/access/capabilities";

export const assetClassWords: Record<string, string> = {
  light_pole: "street-light poles",
  traffic_pole: "traffic-signal poles",
  cabinet: "cabinets",
  shelter: "bus shelters",
  kiosk: "kiosks",
  rooftop: "public roofs",
  duct: "ducts",
  other: "other assets",
};

export interface GrantInWords {
  capability: string;
  agency?: { name: string } | null;
  zone?: { name: string } | null;
  partner?: { name: string } | null;
  assetClass: string | null;
  highestTier: number | null;
  validUntil?: Date | null;
}

/** What a grant allows, to follow "may": "approve or refuse applications, in the Harbour Quarter, up to risk tier 3, until 31 March 2027". */
export function grantSentence(grant: GrantInWords): string {
  const what = isCapability(grant.capability) ? capabilities[grant.capability].words : grant.capability;
  const limits = [
    grant.partner ? `for ${grant.partner.name}` : null,
    grant.agency ? `on assets of ${grant.agency.name}` : null,
    grant.zone ? `in ${grant.zone.name}` : null,
    grant.assetClass ? `on ${assetClassWords[grant.assetClass]}` : null,
    grant.highestTier ? `up to risk tier ${grant.highestTier}` : null,
    grant.validUntil ? `until ${wordDay(addDays(grant.validUntil, -1))}` : null,
  ].filter((limit) => limit !== null);
  return [what, ...limits].join(", ");
}

/** Where a grant stands at an instant. */
export function grantStatus(grant: { endedAt: Date | null; validFrom: Date; validUntil: Date | null }, now: Date): "scheduled" | "active" | "expired" | "ended" {
  if (grant.endedAt) return "ended";
  if (grant.validFrom > now) return "scheduled";
  return grant.validUntil && grant.validUntil <= now ? "expired" : "active";
}
