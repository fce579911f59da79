import "server-only";
import type { Tx } from "@/lib/core/db";
import { beyondTheWall } from "@/lib/core/transaction";
import type { AssetClass } from "@/lib/core/prisma-client/client";

/** What a concern is about, and with that whose it is. */
export interface About {
  deviceId: string | null;
  assetId: string | null;
  agencyId: string | null;
  zoneId: string | null;
  assetClass: AssetClass | null;
  partnerId: string | null;
}

const nothing: About = { deviceId: null, assetId: null, agencyId: null, zoneId: null, assetClass: null, partnerId: null };

/** As people copy it from a plate or a sign: capitals and blanks do not matter. */
const bare = (typed: string): string => typed.replace(/\s+/g, "").toUpperCase();

/** A device by the code on its sign; past the wall, since whoever stands before it may report it where its place is withheld too. */
export async function aboutDevice(tx: Tx, code: string): Promise<About | null> {
  const device = await beyondTheWall(tx, () => tx.device.findUnique({ where: { code: bare(code) }, select: { id: true, assetId: true, zoneId: true, partnerId: true, asset: { select: { agencyId: true, assetClass: true } } } }));
  return device && { deviceId: device.id, assetId: device.assetId, zoneId: device.zoneId, partnerId: device.partnerId, ...device.asset };
}

/** An asset by the number on its plate. */
export async function aboutAsset(tx: Tx, plate: string): Promise<About | null> {
  // As the index has it; Prisma's insensitive `equals` would read every asset, and to it "%" is every plate.
  const [asset] = await tx.$queryRaw<{ id: string; agencyId: string; zoneId: string | null; assetClass: AssetClass }[]>`
    SELECT id, "agencyId", "zoneId", "assetClass" FROM "Asset" WHERE upper(replace(code, ' ', '')) = ${bare(plate)} ORDER BY id LIMIT 1`;
  return asset ? { ...nothing, assetId: asset.id, agencyId: asset.agencyId, zoneId: asset.zoneId, assetClass: asset.assetClass } : null;
}

/** Nothing that is known: at most the part of the city where it is. */
export const aboutPlace = (zoneId: string | null): About => ({ ...nothing, zoneId });
