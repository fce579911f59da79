import "server-only";
import { addDays, dayOf, startOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { forgetAsker } from "@/lib/rights/forget-asker";
import { daysKept, daysUnanswered } from "@/lib/rights/lifecycle";

/** Whose time is over: who asked is forgotten. @returns how many */
export async function forgetAskers(now: Date): Promise<number> {
  const before = startOf(addDays(dayOf(now), -daysKept));
  const due = await db.dataRequest.findMany({ where: { forgottenAt: null, askedAt: { lt: before }, parts: { every: { OR: [{ answeredAt: { lt: before } }, { answeredAt: null, dueOn: { lt: addDays(dayOf(now), -daysUnanswered) } }] } } }, orderBy: { id: "asc" }, take: 50, select: { id: true } });
  let count = 0;
  // Another worker may have been there first: then it is refused, and nothing is lost.
  for (const { id } of due) if ((await forgetAsker({ kind: "operator" }, { requestId: id })).ok) count += 1;
  return count;
}
