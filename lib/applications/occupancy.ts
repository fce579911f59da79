import "server-only";
import type { AssetClass, PlaceWaitEnd, Prisma } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { ok, refused, type Result } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";

/** For how many days a place is held while its application is written. */
export const heldDays = 14;
/** How many places a partner holds in one zone while it writes, over all its applications; more may be chosen, and are held once it is sent. */
export const mostHeldInZone = 30;

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
  /** of them, by this application */
  own: number[];
  /** who waits for one, and came before */
  ahead: number;
}

interface Held {
  assets: Map<string, Place>;
  /** chosen and not held: by asset, as often as it was wanted */
  notHeld: string[];
}

interface How {
  now: Date;
  /** while it is written: until when; null where it is sent, and held until it is decided */
  until: Date | null;
  /** the application of the permit that it would replace */
  replaced?: string | null | undefined;
}

/**
 * Holds one place on each asset for an application: what it holds already stays, what is not wanted any more is let go. Places that the permit has
 * which it would replace are held by that one, and taken over when it is approved. While it is written it holds what there is, up to the partner's
 * share of a zone; where it is sent, every place or none: then an unknown or full one is refused. A place for which somebody else waits is not
 * free. Two who want the last place: the database gives it to one (`slot_taken_once`).
 */
export async function holdSlots(tx: Tx, application: { id: string; partnerId: string }, assetIds: string[], { now, until, replaced }: How): Promise<Result<Held>> {
  // In a row with what the same partner holds by another application at this moment: its share is counted over all of them.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162008, hashtext(${application.partnerId}))`;
  const assets = await tx.$queryRaw<Place[]>`
    SELECT a.id, a.code, a.place, a."assetClass"::text, a."agencyId", agency.name AS agency, a."zoneId", coalesce(zone.name, '') AS zone, a.slots,
      ARRAY (SELECT hold.slot FROM "SlotHold" hold WHERE hold."assetId" = a.id AND hold.status IN ('held', 'consumed')) AS taken,
      ARRAY (SELECT hold.slot FROM "SlotHold" hold WHERE hold."assetId" = a.id AND hold.status = 'held' AND hold."applicationId" = ${application.id}::uuid ORDER BY hold.slot) AS own,
      (SELECT count(*) FROM "PlaceWait" w WHERE w."assetId" = a.id AND w."endedAt" IS NULL AND w."applicationId" <> ${application.id}::uuid
        AND w.id < coalesce((SELECT mine.id FROM "PlaceWait" mine WHERE mine."assetId" = a.id AND mine."applicationId" = ${application.id}::uuid AND mine."endedAt" IS NULL), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))::int AS ahead
    FROM "Asset" a JOIN "Agency" agency ON agency.id = a."agencyId" LEFT JOIN "Zone" zone ON zone.id = a."zoneId" WHERE a.id = ANY (${assetIds}::uuid[])`;
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  if (assetIds.some((id) => !byId.has(id))) return refused("asset_unknown", { field: "assetIds", about: { asset: "one you chose" } });

  const kept = replaced ? await placesOf(tx, replaced) : new Map<string, number>();
  const mine = new Map(assets.map(({ id, own }) => [id, [...own]]));
  const lacking: Place[] = [];
  const keptSlots: { assetId: string; slot: number }[] = [];
  for (const assetId of assetIds) {
    const left = kept.get(assetId) ?? 0;
    const slot = left > 0 ? undefined : mine.get(assetId)?.shift();
    if (left > 0) kept.set(assetId, left - 1);
    else if (slot !== undefined) keptSlots.push({ assetId, slot });
    else lacking.push(byId.get(assetId) as Place);
  }
  await tx.slotHold.updateMany({ where: { applicationId: application.id, status: "held", ...(keptSlots.length > 0 ? { NOT: { OR: keptSlots } } : {}) }, data: { status: "released" } });
  for (const [assetId, slots] of mine) for (const slot of slots) byId.get(assetId)?.taken.splice(byId.get(assetId)?.taken.indexOf(slot) ?? 0, 1);
  if (!until && keptSlots.length > 0) await tx.slotHold.updateMany({ where: { applicationId: application.id, status: "held" }, data: { until: null } });

  const share = until ? await heldInZones(tx, application.partnerId) : null;
  const notHeld: string[] = [];
  const holds: { assetId: string; slot: number }[] = [];
  for (const asset of lacking) {
    const zone = asset.zoneId ?? "";
    const isBeyondShare = share !== null && (share.get(zone) ?? 0) >= mostHeldInZone;
    const slot = freeSlot(asset);
    if (slot === undefined && !until) return refused("asset_full", { about: { asset: asset.code } });
    if (slot === undefined || isBeyondShare) {
      notHeld.push(asset.id);
      continue;
    }
    asset.taken.push(slot);
    share?.set(zone, (share.get(zone) ?? 0) + 1);
    holds.push({ assetId: asset.id, slot });
  }
  if (holds.length > 0) {
    // What was let go and is taken again is not held the longer for it.
    await tx.$executeRaw`
      INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId", until)
      SELECT hold.id, hold.asset, hold.slot, ${application.id}::uuid, least(${until}::timestamptz, CASE WHEN ${until}::timestamptz IS NULL THEN NULL ELSE (
        SELECT max(before.until) FROM "SlotHold" before JOIN "Application" a ON a.id = before."applicationId" WHERE before."assetId" = hold.asset AND before.status = 'released' AND before.until > ${now}::timestamptz AND a."partnerId" = ${application.partnerId}::uuid) END)
      FROM unnest(${holds.map(newId)}::uuid[], ${holds.map(({ assetId }) => assetId)}::uuid[], ${holds.map(({ slot }) => slot)}::int[]) AS hold (id, asset, slot)`;
    // Nor is its partner told that what it has again is lost.
    await tx.slotHold.updateMany({ where: { applicationId: application.id, status: "lapsed", lapseTold: false, assetId: { in: holds.map(({ assetId }) => assetId) } }, data: { lapseTold: true } });
  }
  // Who has a place waits for it no more; and who has sent it waits for none.
  await endWaits(tx, { applicationId: application.id, ...(until ? { assetId: { in: holds.map(({ assetId }) => assetId) } } : {}) }, until ? "given" : "over", now);
  return ok({ assets: byId, notHeld });
}

/** The first place that nobody has, past those kept for whoever came before; none where there is none. */
const freeSlot = ({ slots, taken, ahead }: Pick<Place, "slots" | "taken" | "ahead">): number | undefined =>
  Array.from({ length: slots }, (_, index) => index + 1).filter((slot) => !taken.includes(slot))[ahead];

/** What lapsed is free, whether or not somebody has written that down yet; also what is somebody else's, and so past the wall. */
export const freeLapsed = (tx: Tx, assetIds: string[], now: Date) => beyondTheWall(tx, () => tx.slotHold.updateMany({ where: { assetId: { in: assetIds }, status: "held", until: { lte: now } }, data: { status: "lapsed" } }));

/** How many places a partner holds in each zone while it writes. */
async function heldInZones(tx: Tx, partnerId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ zone: string; held: number }[]>`
    SELECT coalesce(asset."zoneId"::text, '') AS zone, count(*)::int AS held FROM "SlotHold" hold JOIN "Application" a ON a.id = hold."applicationId" JOIN "Asset" asset ON asset.id = hold."assetId"
    WHERE a."partnerId" = ${partnerId}::uuid AND hold.status = 'held' AND hold.until IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ zone, held }) => [zone, held]));
}

/** How many places of an asset nobody has, and nobody waits for. */
export async function placesLeft(tx: Tx, assetId: string, now: Date): Promise<number> {
  const [found] = await tx.$queryRaw<{ free: number }[]>`
    SELECT (a.slots - (SELECT count(*) FROM "SlotHold" h WHERE h."assetId" = a.id AND h.status IN ('held', 'consumed') AND (h.until IS NULL OR h.until > ${now}::timestamptz))
      - (SELECT count(*) FROM "PlaceWait" w WHERE w."assetId" = a.id AND w."endedAt" IS NULL))::int AS free FROM "Asset" a WHERE a.id = ${assetId}::uuid`;
  return found?.free ?? 0;
}

/** Holds a place for somebody who waited for it, where there is one for them. @returns false where there is none, or others came before */
export async function holdFreed(tx: Tx, wait: { id: string; assetId: string; applicationId: string }, now: Date, until: Date): Promise<boolean> {
  await tx.slotHold.updateMany({ where: { assetId: wait.assetId, status: "held", until: { lte: now } }, data: { status: "lapsed" } });
  const [asset] = await tx.$queryRaw<{ slots: number; taken: number[]; ahead: number }[]>`
    SELECT a.slots, ARRAY (SELECT h.slot FROM "SlotHold" h WHERE h."assetId" = a.id AND h.status IN ('held', 'consumed')) AS taken,
      (SELECT count(*) FROM "PlaceWait" w WHERE w."assetId" = a.id AND w."endedAt" IS NULL AND w.id < ${wait.id}::uuid)::int AS ahead FROM "Asset" a WHERE a.id = ${wait.assetId}::uuid`;
  const slot = asset && freeSlot(asset);
  if (slot === undefined) return false;
  await tx.slotHold.create({ data: { id: newId(), assetId: wait.assetId, applicationId: wait.applicationId, slot, until }, select: { id: true } });
  return (await endWaits(tx, { id: wait.id }, "given", now)).count === 1;
}

/** Whoever waited for these does so no more. */
export const endWaits = (tx: Tx, which: Prisma.PlaceWaitWhereInput, as: PlaceWaitEnd, now: Date) => tx.placeWait.updateMany({ where: { ...which, endedAt: null }, data: { endedAt: now, endedAs: as } });

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

/** The application no longer needs its places, and waits for none. */
export async function releaseSlots(tx: Tx, applicationId: string, now: Date): Promise<void> {
  await tx.slotHold.updateMany({ where: { applicationId, status: { in: ["held", "consumed"] } }, data: { status: "released" } });
  await endWaits(tx, { applicationId }, "over", now);
}

/** Of its places, those on these assets are no longer needed: one on each, as often as it is named. */
export const releaseSlotsOn = (tx: Tx, applicationId: string, assetIds: string[]) => tx.$executeRaw`
  UPDATE "SlotHold" SET status = 'released' WHERE id IN (
    SELECT held.id FROM (SELECT id, "assetId", row_number() OVER (PARTITION BY "assetId" ORDER BY slot DESC) AS nth FROM "SlotHold" WHERE "applicationId" = ${applicationId}::uuid AND status IN ('held', 'consumed')) held
    JOIN (SELECT id AS "assetId", count(*) AS wanted FROM unnest(${assetIds}::uuid[]) id GROUP BY id) gone ON gone."assetId" = held."assetId" AND held.nth <= gone.wanted)`;

/** What was held becomes the permit's. */
export const consumeSlots = (tx: Tx, applicationId: string) => tx.slotHold.updateMany({ where: { applicationId, status: "held" }, data: { status: "consumed" } });
