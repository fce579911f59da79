import "server-only";
import { db } from "@/lib/core/db";
import { lapseStop } from "@/lib/enforcement/lapse-stop";

/** Writes down which emergency stops lapsed. @returns how many */
export async function lapseStops(): Promise<number> {
  const lapsed = await db.$queryRaw<{ id: string }[]>`SELECT id FROM "Stop" WHERE "endedAt" IS NULL AND "ratifiedAt" IS NULL AND "ratifyBy" <= now() ORDER BY id LIMIT 20`;
  let count = 0;
  // Another worker may have been there first: then it is refused, and nothing is lost.
  for (const { id } of lapsed) if ((await lapseStop({ kind: "operator" }, { stopId: id })).ok) count += 1;
  return count;
}
