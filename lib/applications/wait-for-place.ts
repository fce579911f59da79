import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { filesInARow } from "@/lib/core/in-a-row";
import { draftOf, findApplication } from "@/lib/applications/draft";
import { isWritable } from "@/lib/applications/lifecycle";
import { placesLeft } from "@/lib/applications/occupancy";
import { isPartOpen } from "@/lib/applications/rules";
import { closedTo } from "@/lib/applications/siting";
import { placeOfInput } from "@/lib/applications/schema";

/** For how many places one application may wait. */
const mostWaits = 20;

/** A member waits for a place on an asset that is full. When one is free, whoever came first has it held for them, and is told. Refuses where one is free now, and where it is not for such a thing. */
export const waitForPlace = decision({
  name: "place.awaited",
  input: placeOfInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    // Whoever sends it at this moment is waited for, and so is whoever closes it: else a wait would stay behind that nobody ends.
    await filesInARow(tx, input.applicationId);
    await tx.$queryRaw`SELECT id FROM "Application" WHERE id = ${input.applicationId}::uuid FOR UPDATE`;
    return findApplication({ tx, input });
  },
  async decide({ tx, input, record: application, now }) {
    if (!isWritable(application.status)) return refused("not_a_draft");
    if (!isPartOpen(application, "sites")) return refused("part_not_asked");
    const asset = await tx.asset.findUnique({ where: { id: input.assetId }, select: { id: true, code: true, assetClass: true } });
    if (!asset) return refused("asset_unknown", { about: { asset: "one you chose" } });
    const why = closedTo(asset.assetClass, draftOf(application).purpose?.purpose as string | undefined);
    if (why) return refused("asset_closed_to", { about: { asset: asset.code, why } });
    const waits = await tx.placeWait.findMany({ where: { applicationId: application.id, endedAt: null }, select: { assetId: true } });
    if (waits.some(({ assetId }) => assetId === asset.id)) return refused("waits_already", { about: { asset: asset.code } });
    if (waits.length >= mostWaits) return refused("waits_too_many", { about: { most: mostWaits } });
    // One after the other of the same partner: it stands once in each row, however many applications it writes.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162008, hashtext(${application.partnerId}))`;
    const others = await tx.placeWait.findFirst({ where: { assetId: asset.id, endedAt: null, application: { partnerId: application.partnerId } }, select: { id: true } });
    if (others) return refused("waits_already", { about: { asset: asset.code } });
    const has = await tx.slotHold.findFirst({ where: { assetId: asset.id, applicationId: application.id, status: "held", OR: [{ until: null }, { until: { gt: now } }] }, select: { id: true } });
    if (has) return refused("place_held", { about: { asset: asset.code } });
    if ((await placesLeft(tx, asset.id, now)) > 0) return refused("place_free", { about: { asset: asset.code } });
    await tx.placeWait.create({ data: { id: newId(), assetId: asset.id, applicationId: application.id, since: now }, select: { id: true } });
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { asset: asset.code }, reference: application.reference });
  },
});
