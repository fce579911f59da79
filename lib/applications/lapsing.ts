import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { lapseApplication } from "@/lib/applications/lapse";

/** Writes down which applications lapsed because no answer came in time. @returns how many */
export async function lapseApplications(now: Date): Promise<number> {
  const late = await db.application.findMany({ where: { status: "changes_requested", answerBy: { lt: dayOf(now) } }, orderBy: { id: "asc" }, take: 20, select: { id: true } });
  let count = 0;
  // Another worker may have been there first, or the answer came in this moment: then it is refused, and nothing is lost.
  for (const { id } of late) if ((await lapseApplication({ kind: "operator" }, { applicationId: id })).ok) count += 1;
  return count;
}
