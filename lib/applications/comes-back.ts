import "server-only";
import type { Tx } from "@/lib/core/db";
import { beyondTheWall } from "@/lib/core/transaction";
import { carriedOver, type Wanted } from "@/lib/applications/carried";

/**
 * Whether a device that was withdrawn from the permit that is to be replaced is asked for again in its place: then it would come back by the
 * replacement, as if nobody had withdrawn it. Read past the wall, since the permit may be another partner's. @returns the first of them; null where there is none
 */
export async function comesBack(tx: Tx, permitId: string, wanted: readonly Wanted[]): Promise<{ device: string; asset: string } | null> {
  // Also what was withdrawn from those before it: what was left out once is not slipped in a step later.
  const line = await beyondTheWall(tx, () => tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (SELECT ${permitId}::uuid AS id, 1 AS depth UNION ALL SELECT p.id, line.depth + 1 FROM line JOIN "Permit" p ON p."replacedById" = line.id WHERE line.depth < 20) SELECT id FROM line`);
  const gone = await beyondTheWall(tx, () => tx.device.findMany({ where: { permitId: { in: line.map(({ id }) => id) }, OR: [{ permitId }, { stops: { some: { stop: { effect: { in: ["revoke", "void"] }, endedAt: null } } } }], status: "deauthorised" }, orderBy: { id: "asc" }, select: { id: true, assetId: true, name: true, make: true, model: true, serial: true, asset: { select: { code: true } } } }));
  if (gone.length === 0) return null;
  const there = await beyondTheWall(tx, () => tx.device.findMany({ where: { permitId, status: "authorised" }, orderBy: { id: "asc" }, select: { id: true, assetId: true, name: true, make: true, model: true, serial: true } }));
  // What goes on is not what was withdrawn, though it hang on the same pole.
  const goesOn = carriedOver(wanted, there);
  const [first] = carriedOver(wanted.filter((_, index) => !goesOn.has(index)), gone).values();
  const device = gone.find(({ id }) => id === first);
  return device ? { device: device.name, asset: device.asset.code } : null;
}
