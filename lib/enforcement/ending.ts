import "server-only";
import type { Tx } from "@/lib/core/db";
import { beyondTheWall } from "@/lib/core/transaction";

/** True where whoever acts may see every permit that a stop reached: who keeps away from one of the partners would let the others go and not that one. */
export async function seesAll(tx: Tx, stopId: string): Promise<boolean> {
  const permits = () => tx.$queryRaw<[{ permits: number }]>`SELECT count(*)::int AS permits FROM "Permit" WHERE id IN (SELECT "permitId" FROM "StopReach" WHERE "stopId" = ${stopId}::uuid)`;
  const [[seen], [all]] = [await permits(), await beyondTheWall(tx, permits)];
  return seen.permits === all.permits;
}
