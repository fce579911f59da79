import "server-only";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { ok, refused, type Result } from "@/lib/core/result";

// Names only: the shape of a zone can be large.
const withNames = { agency: { select: { name: true } }, zone: { select: { name: true } }, holds: { where: { status: { in: ["held", "consumed"] } }, select: { slot: true } } } satisfies Prisma.AssetInclude;
type AssetWithNames = Prisma.AssetGetPayload<{ include: typeof withNames }>;

/**
 * Holds one place on each asset for an application, letting go of what it held before. The assets, by id.
 * Refuses an unknown or full one. Two who want the last place: the database gives it to one (`slot_taken_once`).
 */
export async function holdSlots(tx: Tx, applicationId: string, assetIds: string[]): Promise<Result<Map<string, AssetWithNames>>> {
  await releaseSlots(tx, applicationId);
  const assets = await tx.asset.findMany({ where: { id: { in: assetIds } }, include: withNames });
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const holds: { assetId: string; slot: number; applicationId: string }[] = [];
  for (const assetId of assetIds) {
    const asset = byId.get(assetId);
    if (!asset) return refused("asset_unknown", { about: { asset: "one you chose" } });
    const taken = new Set([...asset.holds.map((hold) => hold.slot), ...holds.filter((hold) => hold.assetId === assetId).map((hold) => hold.slot)]);
    const slot = Array.from({ length: asset.slots }, (_, index) => index + 1).find((number) => !taken.has(number));
    if (!slot) return refused("asset_full", { about: { asset: asset.code } });
    holds.push({ assetId, slot, applicationId });
  }
  await tx.slotHold.createMany({ data: holds });
  return ok(byId);
}

/** The application no longer needs its places. */
export const releaseSlots = (tx: Tx, applicationId: string) => tx.slotHold.updateMany({ where: { applicationId, status: { in: ["held", "consumed"] } }, data: { status: "released" } });

/** What was held becomes the permit's. */
export const consumeSlots = (tx: Tx, applicationId: string) => tx.slotHold.updateMany({ where: { applicationId, status: "held" }, data: { status: "consumed" } });
