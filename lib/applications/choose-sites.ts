import "server-only";
import { decision } from "@/lib/decisions/decision";
import type { Tx } from "@/lib/core/db";
import { addDays } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { filesInARow } from "@/lib/core/in-a-row";
import { draftOf, findApplication, saveSection } from "@/lib/applications/draft";
import { stillFollows } from "@/lib/applications/following";
import { freeLapsed, heldDays, holdSlots, placesLeft } from "@/lib/applications/occupancy";
import { closedTo } from "@/lib/applications/siting";
import { devicesOf } from "@/lib/applications/rules";
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
    const lacking = input.fill ? devicesOf(draftOf(record)).length - ticked.length : 0;
    const assetIds = lacking > 0 ? [...ticked, ...(await freeAmong(tx, input.shown.filter((assetId) => !ticked.includes(assetId)), { purpose, now, most: lacking }))] : ticked;
    if (input.fill && assetIds.length === ticked.length) return refused(lacking > 0 ? "none_free_here" : "all_placed", { field: "assetIds" });
    if (assetIds.length > mostDevices) return refused("bad_input", { field: "assetIds", about: { words: `At most ${mostDevices} places in one application. Split it.` } });
    const follows = await stillFollows(tx, record);
    if (!follows.ok) return follows;
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

/** Of these assets the first that have room, and on which such a thing may hang. */
async function freeAmong(tx: Tx, assetIds: string[], { purpose, now, most }: { purpose: string | undefined; now: Date; most: number }): Promise<string[]> {
  const open = new Set((await tx.asset.findMany({ where: { id: { in: assetIds } }, select: { id: true, assetClass: true } })).filter(({ assetClass }) => closedTo(assetClass, purpose) === null).map(({ id }) => id));
  const free: string[] = [];
  for (const assetId of assetIds) {
    if (free.length >= most) break;
    if (open.has(assetId) && (await placesLeft(tx, assetId, now)) > 0) free.push(assetId);
  }
  return free;
}
