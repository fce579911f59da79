import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain } from "@/lib/access/explain";
import { namesOf } from "@/lib/access/names";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db, type Prisma } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";
import { daysToAppeal } from "@/lib/appeals/lifecycle";

const of = { application: { select: { reference: true, title: true, status: true } }, permit: { select: { reference: true, title: true, status: true } }, stop: { select: { number: true, effect: true, reason: true, orderedAt: true } } } satisfies Prisma.AppealInclude;

/** Appeals with the names of who lodged and decided them, as far as whoever asks may know them. */
async function named<A extends { lodgedById: string; decidedById: string | null; decidedFirstById: string }>(appeals: A[]) {
  const names = await namesOf(appeals.flatMap(({ lodgedById, decidedById, decidedFirstById }) => [lodgedById, decidedFirstById, ...(decidedById ? [decidedById] : [])]));
  return appeals.map((appeal) => ({ ...appeal, lodgedBy: names.get(appeal.lodgedById)?.name ?? "A member", decidedBy: names.get(appeal.decidedById ?? "")?.name ?? "An officer", decidedFirstBy: names.get(appeal.decidedFirstById)?.name ?? "An officer" }));
}

/** A member's appeals about an application or a permit, newest first. */
export const ownAppeals = behindWall(async (who: Who, on: { applicationId: string } | { permitId: string }) => named(await db.appeal.findMany({ where: { AND: [authorizedWhere(who.ability, "read", "Appeal"), on] }, orderBy: { number: "desc" }, take: 50 })));

/** The appeals that an officer may see: those that wait first, oldest first; then what was decided. By keyset on their number. */
export const appealsSeenBy = behindWall(async (who: Who, { view, after }: { view: "waiting" | "decided"; after?: number | undefined }) => {
  const found = await db.appeal.findMany({
    where: { AND: [authorizedWhere(who.ability, "examine", "Appeal"), view === "waiting" ? { status: "lodged" } : { status: { not: "lodged" } }, after ? { number: view === "waiting" ? { gt: after } : { lt: after } } : {}] },
    orderBy: { number: view === "waiting" ? "asc" : "desc" },
    take: 26,
    include: { ...of, partner: { select: { name: true } } },
  });
  return { appeals: await named(found.slice(0, 25)), more: found.length > 25 ? found[24]?.number : undefined };
});

/** One appeal as an officer reads it, with whether they may decide on it and why not; null where it is not theirs to see. */
export const appealFile = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const found = await db.appeal.findFirst({ where: { AND: [{ number: Number(number) }, authorizedWhere(who.ability, "examine", "Appeal")] }, include: { ...of, partner: { select: { name: true } } } });
  const [appeal] = found ? await named([found]) : [];
  return appeal ? { ...appeal, may: await explain(who.held, "decide", "Appeal", appeal) } : null;
});

/** How many appeals wait, of those that an officer may see. */
export const appealsWaiting = behindWall((who: Who) => db.appeal.count({ where: { AND: [authorizedWhere(who.ability, "examine", "Appeal"), { status: "lodged" }] } }));

/** The last day on which a decision may be appealed; null where it is over. */
export function appealableUntil(decidedAt: Date): Date | null {
  const last = addDays(dayOf(decidedAt), daysToAppeal);
  return last < dayOf(new Date()) ? null : last;
}
