import "server-only";
import type { Tx } from "@/lib/core/db";
import type { PermitStatus } from "@/lib/core/prisma-client/client";
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
}

/**
 * The permit that an application would replace, as long as it can be replaced; null where the application asks for something new. Read past the
 * wall: whoever takes a permit over from another partner does not see it before. Refuses where it is over.
 */
export async function stillFollows(tx: Tx, application: { replacesId: string | null }): Promise<Result<Followed | null>> {
  const { replacesId } = application;
  if (!replacesId) return ok(null);
  const permit = await beyondTheWall(tx, () => tx.permit.findUniqueOrThrow({ where: { id: replacesId }, select: { id: true, applicationId: true, partnerId: true, reference: true, title: true, status: true } }));
  return isStillGiven(permit.status) ? ok(permit) : refused("replaced_is_over", { about: { permit: permit.reference } });
}
