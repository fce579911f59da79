import "server-only";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { ok, refused, type Result } from "@/lib/core/result";

/** An asset as an application names it, and which of its places are taken. */
interface Place {
  id: string;
  code: string;
  place: string;
  assetClass: AssetClass;
  agencyId: string;
  agency: string;
  zoneId: string | null;
  zone: string;
  slots: number;
  taken: number[];
}

/**
 * Holds one place on each asset for an application, letting go of what it held before. The assets, by id. Places that the permit has
 * which it would replace (by that one's application) are held already, and taken over when it is approved.
 * Refuses an unknown or full one. Two who want the last place: the database gives it to one (`slot_taken_once`).
 */
export async function holdSlots(tx: Tx, applicationId: string, assetIds: string[], replaced: string | null = null): Promise<Result<Map<string, Place>>> {
  await releaseSlots(tx, applicationId);
  const assets = await tx.$queryRaw<Place[]>`
    SELECT a.id, a.code, a.place, a."assetClass"::text, a."agencyId", agency.name AS agency, a."zoneId", coalesce(zone.name, '') AS zone, a.slots,
      ARRAY (SELECT hold.slot FROM "SlotHold" hold WHERE hold."assetId" = a.id AND hold.status IN ('held', 'consumed')) AS taken
    FROM "Asset" a JOIN "Agency" agency ON agency.id = a."agencyId" LEFT JOIN "Zone" zone ON zone.id = a."zoneId" WHERE a.id = ANY (${assetIds}::uuid[])`;
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const kept = replaced ? await placesOf(tx, replaced) : new Map<string, number>();
  const [wanted, slots]: [string[], number[]] = [[], []];
  for (const assetId of assetIds) {
    const asset = byId.get(assetId);
    if (!asset) return refused("asset_unknown", { about: { asset: "one you chose" } });
    const left = kept.get(assetId) ?? 0;
    if (left > 0) {
      kept.set(assetId, left - 1);
      continue;
    }
    const slot = Array.from({ length: asset.slots }, (_, index) => index + 1).find((number) => !asset.taken.includes(number));
    if (!slot) return refused("asset_full", { about: { asset: asset.code } });
    asset.taken.push(slot);
    wanted.push(assetId);
    slots.push(slot);
  }
  await tx.$executeRaw`
    INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId") SELECT hold.id, hold.asset, hold.slot, ${applicationId}::uuid
    FROM unnest(${slots.map(newId)}::uuid[], ${wanted}::uuid[], ${slots}::int[]) AS hold (id, asset, slot)`;
  return ok(byId);
}

/** How many places a permit has on each asset, by its application. */
async function placesOf(tx: Tx, applicationId: string): Promise<Map<string, number>> {
  const holds = await tx.slotHold.groupBy({ by: ["assetId"], where: { applicationId, status: "consumed" }, _count: true });
  return new Map(holds.map(({ assetId, _count }) => [assetId, _count]));
}

/** Takes over from a permit that is replaced the places which the other still lacks. @returns false where one of them is gone meanwhile */
export async function takeOverSlots(tx: Tx, from: string, to: string, assetIds: string[]): Promise<boolean> {
  const holds = await tx.slotHold.findMany({ where: { applicationId: { in: [from, to] }, status: { in: ["held", "consumed"] } }, orderBy: { slot: "asc" }, select: { id: true, assetId: true, applicationId: true } });
  const lacking = [...assetIds];
  for (const { assetId, applicationId } of holds) {
    const at = applicationId === to ? lacking.indexOf(assetId) : -1;
    if (at >= 0) lacking.splice(at, 1);
  }
  const free = holds.filter(({ applicationId }) => applicationId === from);
  const moving: string[] = [];
  for (const wanted of lacking) {
    const at = free.findIndex(({ assetId }) => assetId === wanted);
    const [hold] = at >= 0 ? free.splice(at, 1) : [];
    if (!hold) return false;
    moving.push(hold.id);
  }
  if (moving.length > 0) await tx.slotHold.updateMany({ where: { id: { in: moving } }, data: { applicationId: to, status: "held" } });
  return true;
}

/** The application no longer needs its places. */
export const releaseSlots = (tx: Tx, applicationId: string) => tx.slotHold.updateMany({ where: { applicationId, status: { in: ["held", "consumed"] } }, data: { status: "released" } });

/** Of its places, those on these assets are no longer needed: one on each, as often as it is named. */
export const releaseSlotsOn = (tx: Tx, applicationId: string, assetIds: string[]) => tx.$executeRaw`
  UPDATE "SlotHold" SET status = 'released' WHERE id IN (
    SELECT held.id FROM (SELECT id, "assetId", row_number() OVER (PARTITION BY "assetId" ORDER BY slot DESC) AS nth FROM "SlotHold" WHERE "applicationId" = ${applicationId}::uuid AND status IN ('held', 'consumed')) held
    JOIN (SELECT id AS "assetId", count(*) AS wanted FROM unnest(${assetIds}::uuid[]) id GROUP BY id) gone ON gone."assetId" = held."assetId" AND held.nth <= gone.wanted)`;

/** What was held becomes the permit's. */
export const consumeSlots = (tx: Tx, applicationId: string) => tx.slotHold.updateMany({ where: { applicationId, status: "held" }, data: { status: "consumed" } });
