import "server-only";
import type { Tx } from "@/lib/core/db";
import { dayOf } from "@/lib/core/calendar";
import type { ApplicationKind, PermitStatus } from "@/lib/core/prisma-client/client";
import { ok, refused, type Result } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { isStillGiven } from "@/lib/hearings/rules";

/** A permit in the place of which another is asked for. */
export interface Followed {
  id: string;
  applicationId: string;
  partnerId: string;
  reference: string;
  title: string;
  status: PermitStatus;
  placesWithheld: boolean;
}

/** One at a time begins, sends or ends something in a permit's place. */
export const followersInARow = (tx: Tx, permitId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(7162007, hashtext(${permitId}))`;

/**
 * The permit that an application would replace, as long as it can be replaced; null where the application asks for something new. Read past the
 * wall: whoever takes a permit over from another partner does not see it before. Refuses where it is over, and where it is not offered any more. What
 * runs out while the city decides can still be replaced: `sending` asks that its days are not over.
 */
export async function stillFollows(tx: Tx, application: { id: string; kind: ApplicationKind; replacesId: string | null }, sending: Date | null = null): Promise<Result<Followed | null>> {
  const { id, kind, replacesId } = application;
  if (!replacesId) return ok(null);
  await followersInARow(tx, replacesId);
  const { permit, offer } = await beyondTheWall(tx, async () => ({
    permit: await tx.permit.findUniqueOrThrow({ where: { id: replacesId }, select: { id: true, applicationId: true, partnerId: true, reference: true, title: true, status: true, expiresOn: true, placesWithheld: true } }),
    offer: kind === "transfer" ? await tx.transferOffer.findUnique({ where: { applicationId: id }, select: { status: true } }) : null,
  }));
  if (!isStillGiven(permit.status) || (sending && permit.expiresOn < dayOf(sending))) return refused("replaced_is_over", { about: { permit: permit.reference } });
  if (kind === "transfer" && offer?.status !== "accepted") return refused("offer_gone");
  return ok(permit);
}
