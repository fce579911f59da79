import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { isWritable } from "@/lib/applications/lifecycle";
import { placesLeft } from "@/lib/applications/occupancy";
import { isPartOpen } from "@/lib/applications/rules";
import { placeOfInput } from "@/lib/applications/schema";

/** For how many places one application may wait. */
const mostWaits = 20;

/** A member waits for a place on an asset that is full. When one is free, whoever came first has it held for them, and is told. Refuses where one is free now. */
export const waitForPlace = decision({
  name: "place.awaited",
  input: placeOfInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now }) {
    if (!isWritable(application.status)) return refused("not_a_draft");
    if (!isPartOpen(application, "sites")) return refused("part_not_asked");
    const asset = await tx.asset.findUnique({ where: { id: input.assetId }, select: { id: true, code: true } });
    if (!asset) return refused("asset_unknown", { about: { asset: "one you chose" } });
    const waits = await tx.placeWait.findMany({ where: { applicationId: application.id, endedAt: null }, select: { assetId: true } });
    if (waits.some(({ assetId }) => assetId === asset.id)) return refused("waits_already", { about: { asset: asset.code } });
    if (waits.length >= mostWaits) return refused("waits_too_many", { about: { most: mostWaits } });
    if ((await placesLeft(tx, asset.id, now)) > 0) return refused("place_free", { about: { asset: asset.code } });
    await tx.placeWait.create({ data: { id: newId(), assetId: asset.id, applicationId: application.id, since: now }, select: { id: true } });
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { asset: asset.code }, reference: application.reference });
  },
});
