import { isCapability } from "@/lib/access/capabilities";
import type { Where } from "@/lib/access/time-machine";
import { isId } from "@/lib/core/ids";
import type { AssetClass } from "@/lib/access/asset-class-words";
import { assetClassWords } from "@/lib/people/words";
import { one, type Given } from "../asked";

/** What an address asks about; null where it names no capability. What does not fit is left out. */
export function whereAsked(given: Given): Where | null {
  const capability = one(given.capability) ?? "";
  if (!isCapability(capability)) return null;
  const [zone, agency, partner, kind, tier] = [one(given.zoneId), one(given.agencyId), one(given.partnerId), one(given.assetClass), one(given.highestTier)];
  return {
    capability,
    ...(zone && isId(zone) ? { zoneId: zone } : {}),
    ...(agency && isId(agency) ? { agencyId: agency } : {}),
    ...(partner && isId(partner) ? { partnerId: partner } : {}),
    ...(kind && Object.hasOwn(assetClassWords, kind) ? { assetClass: kind as AssetClass } : {}),
    ...(tier && /^[1-4]$/.test(tier) ? { tier: Number(tier) } : {}),
  };
}
