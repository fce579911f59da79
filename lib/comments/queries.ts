import "server-only";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";

/** When residents could say what they think of a case, the latest first, with the newest two hundred things that they said. For those who may see the case: the caller has checked. */
export const commentsOn = behindWall(async (_who: { person: { id: string } }, applicationId: string) => {
  const periods = await db.commentPeriod.findMany({ where: { applicationId }, orderBy: { number: "desc" }, include: { comments: { orderBy: { id: "desc" }, take: 200, select: { id: true, words: true, receivedAt: true } }, _count: { select: { comments: true } } } });
  const names = await namesOf(periods.flatMap(({ openedById, outcomeById }) => [openedById, outcomeById]));
  return periods.map(({ openedById, outcomeById, ...period }) => ({ ...period, openedBy: names.get(openedById)?.name ?? "An officer", outcomeBy: names.get(outcomeById ?? "")?.name ?? "An officer" }));
});
