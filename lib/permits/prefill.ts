import "server-only";
import type { Tx } from "@/lib/core/db";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { isoDay } from "@/lib/core/calendar";
import { newId, newReference } from "@/lib/core/ids";
import { openStatuses } from "@/lib/applications/lifecycle";
import { contentSchema } from "@/lib/applications/schema";
import { followersInARow } from "@/lib/applications/following";
import { modelKey, modelsAmong, renewedParts } from "@/lib/applications/rules";

/** An offer as it is once nobody else is at its permit. */
export async function offerInARow(tx: Tx, id: string) {
  const before = await tx.transferOffer.findUnique({ where: { id }, select: { permitId: true } });
  if (!before) return null;
  await followersInARow(tx, before.permitId);
  return tx.transferOffer.findUnique({ where: { id } });
}

/** The application, if there is one, that would replace a permit and is not decided; as far as whoever asks sees it: another partner's is past the wall. */
export const openFollowUp = (tx: Pick<Tx, "application">, permitId: string) => tx.application.findFirst({ where: { replacesId: permitId, status: { in: [...openStatuses] } }, select: { id: true, reference: true, kind: true } });

/**
 * The draft of an application in a permit's place: what was sent for it, with the devices that it still has. Another partner gets what belongs to
 * the devices; how they are kept safe, who answers and who pays it says itself. A renewal asks until when.
 * @returns the row to store
 */
export async function draftInPlaceOf(tx: Tx, permit: { id: string; partnerId: string; title: string; submissionId: string; expiresOn: Date }, kind: "amendment" | "renewal" | "transfer", partnerId: string) {
  const submission = await tx.submission.findUniqueOrThrow({ where: { id: permit.submissionId }, select: { content: true } });
  const { purpose, devices: { models = [] }, networks, data, security, contact, terms } = contentSchema.parse(submission.content);
  const devices = await tx.device.findMany({ where: { permitId: permit.id, status: "authorised" }, orderBy: { id: "asc" }, select: { name: true, make: true, model: true, serial: true, firmware: true, assetId: true } });
  const there = modelsAmong(devices);
  const described = models.filter((row) => there.has(modelKey(row)));
  const draft = {
    purpose: { ...purpose, until: kind === "renewal" ? "" : isoDay(permit.expiresOn) },
    devices: { devices: devices.map(({ assetId: _, firmware, ...device }) => ({ ...device, ...(firmware ? { firmware } : {}) })), ...(described.length > 0 ? { models: described } : {}) },
    sites: { assetIds: devices.map(({ assetId }) => assetId) },
    data,
    ...(kind === "transfer" ? {} : { networks: { networkIds: networks.networkIds, talksTo: networks.talksTo }, security, contact, terms }),
  };
  return {
    data: { id: newId(), reference: newReference(), partnerId, title: permit.title, kind, replacesId: permit.id, fromPartnerId: permit.partnerId, draft: draft as Prisma.InputJsonObject, askedParts: kind === "renewal" ? [...renewedParts] : [] },
    devices: devices.length,
  };
}
