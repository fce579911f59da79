import "server-only";
import { decision } from "@/lib/decisions/decision";
import type { Tx } from "@/lib/core/db";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { addDays } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { filesInARow } from "@/lib/core/in-a-row";
import { draftOf, findApplication, saveSection } from "@/lib/applications/draft";
import { isWritable } from "@/lib/applications/lifecycle";
import { stillFollows } from "@/lib/applications/following";
import { freeLapsed, heldDays, holdSlots } from "@/lib/applications/occupancy";
import { closedTo, tooMuchFor } from "@/lib/applications/siting";
import { devicesOf, modelKey, modelsOf, type ModelRow } from "@/lib/applications/rules";
import { chooseSitesInput, mostDevices } from "@/lib/applications/schema";

/**
 * A member chooses places. `shown` are those on the page that was sent: what was ticked there is chosen, what was not is let go,
 * and what was on other pages stays. What is chosen is held for so many days, as far as there is room and the partner's share reaches. Refuses
 * what may not hang on such an asset.
 */
export const chooseSites = decision({
  name: "application.saved",
  input: chooseSitesInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    // In the same order as whoever sends it at this moment: first the application, then its places.
    await filesInARow(tx, input.applicationId);
    return findApplication({ tx, input });
  },
  async decide({ tx, input, record, now }) {
    const before = (draftOf(record).sites?.assetIds as string[] | undefined) ?? [];
    const shown = new Set(input.shown);
    const ticked = [...new Set([...before.filter((assetId) => !shown.has(assetId) || input.assetIds.includes(assetId)), ...input.assetIds])];
    const purpose = draftOf(record).purpose?.purpose as string | undefined;
    const lacking = input.fill ? devicesOf(draftOf(record)).slice(ticked.length) : [];
    const follows = await stillFollows(tx, record);
    if (!follows.ok) return follows;
    const described = new Map(modelsOf(draftOf(record)).map((row) => [modelKey(row), row]));
    // What was just unticked is not what is wanted.
    const others = input.shown.filter((assetId) => !ticked.includes(assetId) && !before.includes(assetId));
    const found = lacking.length > 0 && isWritable(record.status) ? await freeAmong(tx, others, { application: record, replaced: follows.value?.applicationId ?? null, purpose, models: lacking.map((device) => described.get(modelKey(device))), now }) : [];
    if (input.fill && isWritable(record.status) && found.length === 0) return refused(lacking.length > 0 ? "none_free_here" : "all_placed", { field: "assetIds" });
    const assetIds = [...ticked, ...found];
    if (assetIds.length > mostDevices) return refused("bad_input", { field: "assetIds", about: { words: `At most ${mostDevices} places in one application. Split it.` } });
    const saved = await saveSection(tx, record, input.version, "sites", { assetIds });
    if (!saved.ok) return saved;
    await freeLapsed(tx, assetIds, now);
    const held = await holdSlots(tx, record, assetIds, { now, until: addDays(now, heldDays), replaced: follows.value?.applicationId });
    if (!held.ok) return held;
    for (const id of assetIds) {
      const asset = held.value.assets.get(id);
      const why = asset && !before.includes(id) ? closedTo(asset.assetClass, purpose) : null;
      if (asset && why) return refused("asset_closed_to", { field: "assetIds", about: { asset: asset.code, why } });
    }
    return ok({ ...saved.value, open: { ...saved.value.open, places: assetIds.length, ...(held.value.notHeld.length > 0 ? { notHeld: held.value.notHeld.length } : {}) } });
  },
});

interface Wanted {
  application: { id: string };
  /** whose places it would take over */
  replaced: string | null;
  purpose: string | undefined;
  /** the models of the devices that lack a place, in their order; of those not described none */
  models: readonly (ModelRow | undefined)[];
  now: Date;
}

/** Of these assets, in their order, one for each device that lacks a place: with room as the page counts it, open to this purpose, and strong enough for what comes there. */
async function freeAmong(tx: Tx, assetIds: string[], { application, replaced, purpose, models, now }: Wanted): Promise<string[]> {
  const own = [application.id, ...(replaced ? [replaced] : [])];
  const rows = await tx.$queryRaw<{ id: string; assetClass: AssetClass; free: number }[]>`
    SELECT a.id, a."assetClass"::text AS "assetClass", (a.slots
      - (SELECT count(*) FROM "SlotHold" h WHERE h."assetId" = a.id AND h.status IN ('held', 'consumed') AND (h.until IS NULL OR h.until > ${now}::timestamptz) AND NOT h."applicationId" = ANY (${own}::uuid[]))
      - CASE WHEN EXISTS (SELECT FROM "SlotHold" h WHERE h."assetId" = a.id AND h.status IN ('held', 'consumed') AND h."applicationId" = ANY (${own}::uuid[])) THEN 0
        ELSE (SELECT count(*) FROM "PlaceWait" w WHERE w."assetId" = a.id AND w."endedAt" IS NULL AND NOT w."applicationId" = ANY (${own}::uuid[])
          AND w.id < coalesce((SELECT min(mine.id::text)::uuid FROM "PlaceWait" mine WHERE mine."assetId" = a.id AND mine."endedAt" IS NULL AND mine."applicationId" = ANY (${own}::uuid[])), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)) END)::int AS free
    FROM "Asset" a WHERE a.id = ANY (${assetIds}::uuid[])`;
  const open = new Map(rows.filter(({ assetClass, free }) => free > 0 && closedTo(assetClass, purpose) === null).map((row) => [row.id, row.assetClass]));
  const taken: string[] = [];
  for (const assetId of assetIds) {
    if (taken.length >= models.length) break;
    const assetClass = open.get(assetId);
    if (assetClass && tooMuchFor(assetClass, models[taken.length]) === null) taken.push(assetId);
  }
  return taken;
}
