import "server-only";
import { addDays, dayOf, startOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { daysKept } from "@/lib/concerns/lifecycle";
import { forgetReporter } from "@/lib/concerns/forget-reporter";

/** Whose time is over: what they reported is forgotten. @returns how many */
export async function forgetReporters(now: Date): Promise<number> {
  const before = startOf(addDays(dayOf(now), -daysKept));
  const due = await db.concern.findMany({
    where: { forgottenAt: null, receivedAt: { lt: before }, OR: [{ status: { in: ["resolved", "no_action"] }, answeredAt: { lt: before } }, { status: "duplicate", duplicateOf: { status: { in: ["resolved", "no_action"] }, answeredAt: { lt: before } } }] },
    orderBy: { id: "asc" },
    take: 50,
    select: { id: true },
  });
  let count = 0;
  // Another worker may have been there first, or it was reopened in this moment: then it is refused, and nothing is lost.
  for (const { id } of due) if ((await forgetReporter({ kind: "operator" }, { concernId: id })).ok) count += 1;
  return count;
}
