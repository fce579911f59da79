export type { AssetClass } from "@/lib/core/prisma-client/client";

/** The kinds of asset, to follow "on" or "about". */
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
