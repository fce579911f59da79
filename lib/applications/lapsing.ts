import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { givePlace } from "@/lib/applications/give-place";
import { lapseApplication } from "@/lib/applications/lapse";
import { lapseHolds } from "@/lib/applications/lapse-holds";

/*
 * What time alone brings about, written down by the worker. Another worker may have been there first, or somebody acted in this moment: then it
 * is refused, and nothing is lost.
 */
const operator = { kind: "operator" } as const;
const atOnce = 20;

/** Which applications lapsed because no answer came in time. @returns how many */
export async function lapseApplications(now: Date): Promise<number> {
  const late = await db.application.findMany({ where: { status: "changes_requested", answerBy: { lt: dayOf(now) } }, orderBy: { id: "asc" }, take: atOnce, select: { id: true } });
  let count = 0;
  for (const { id } of late) if ((await lapseApplication(operator, { applicationId: id })).ok) count += 1;
  return count;
}

/** Which places are not held any more, and who has those that others waited for. @returns how many applications it touched */
export async function passPlacesOn(now: Date): Promise<number> {
  const lapsed = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT "applicationId" AS id FROM "SlotHold" WHERE (status = 'held' AND until <= ${now}::timestamptz) OR (status = 'lapsed' AND NOT "lapseTold") ORDER BY 1 LIMIT ${atOnce}`;
  let count = 0;
  for (const { id } of lapsed) if ((await lapseHolds(operator, { applicationId: id })).ok) count += 1;
  const freed = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (a.id) w.id FROM "PlaceWait" w JOIN "Asset" a ON a.id = w."assetId" WHERE w."endedAt" IS NULL
      AND (SELECT count(*) FROM "SlotHold" h WHERE h."assetId" = a.id AND h.status IN ('held', 'consumed') AND (h.until IS NULL OR h.until > ${now}::timestamptz)) < a.slots ORDER BY a.id, w.id LIMIT ${atOnce * 5}`;
  // The first in each row: who comes after them is next time's first.
  for (const { id } of freed) if ((await givePlace(operator, { waitId: id })).ok) count += 1;
  return count;
}
