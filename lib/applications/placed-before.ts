import "server-only";
import type { Tx } from "@/lib/core/db";
import { beyondTheWall } from "@/lib/core/transaction";
import { modelKey } from "@/lib/applications/rules";
import { contentSchema, type Content } from "@/lib/applications/schema";
import { misplacedIn } from "@/lib/applications/siting";

/**
 * The devices of a submission that may not go where they are to go, of those that are new there. What the same application was sent with before, or what
 * hangs there under the permit that it would replace, was let through by the table as it was then: a table that changed keeps nobody from answering or renewing.
 * Read past the wall, since that permit may be another partner's.
 */
export async function misplacedAnew(tx: Tx, application: { id: string; replacesId: string | null }, content: Content): Promise<ReturnType<typeof misplacedIn>> {
  const misplaced = misplacedIn(content);
  if (misplaced.length === 0) return [];
  const before = await tx.submission.findFirst({ where: { applicationId: application.id }, orderBy: { number: "desc" }, select: { content: true } });
  const { replacesId } = application;
  const there = replacesId ? await beyondTheWall(tx, () => tx.device.findMany({ where: { permitId: replacesId, status: "authorised" }, select: { assetId: true, make: true, model: true } })) : [];
  const sent = before ? contentSchema.parse(before.content) : null;
  const known = new Set([
    ...there.map(({ assetId, ...device }) => `${assetId} ${modelKey(device)}`),
    ...(sent ? sent.devices.devices.map((device, index) => `${sent.sites.assetIds[index]} ${modelKey(device)}`) : []),
  ]);
  return misplaced.filter(({ index }) => {
    const device = content.devices.devices[index];
    return !device || !known.has(`${content.sites.assetIds[index]} ${modelKey(device)}`);
  });
}
