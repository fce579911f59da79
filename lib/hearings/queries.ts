import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { namesOf } from "@/lib/access/names";
import { dayOf } from "@/lib/core/calendar";
import { db, type Prisma } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";
import { isOpenMatter, stillGiven, withOfficer } from "@/lib/hearings/rules";
import { considerationStateOn, isHeard } from "@/lib/hearings/lifecycle";

type Found = Prisma.ConsiderationGetPayload<object>;

/** Notices with where they are on their way today, and the names of who gave and who answered them as far as whoever asks may know them. */
async function asRead<N extends Found>(notices: N[]) {
  const names = await namesOf(notices.flatMap(({ openedById, answeredById }) => [openedById, ...(answeredById ? [answeredById] : [])]));
  const today = dayOf(new Date());
  return notices.map((notice) => {
    const state = considerationStateOn(notice, today);
    return { ...notice, state, isHeard: isHeard(state), openedBy: names.get(notice.openedById)?.name ?? "An officer", answeredBy: notice.answeredById ? (names.get(notice.answeredById)?.name ?? "A member") : null };
  });
}
export type Notice = Awaited<ReturnType<typeof asRead<Found>>>[number];

/** The notices about an application or a permit, newest first. For a page that may show it: called behind the wall. */
export const noticesOn = async (of: { applicationId: string } | { permitId: string }) => asRead(await db.consideration.findMany({ where: of, orderBy: { number: "desc" }, take: 50 }));

/** What a member can still answer, the most urgent first. */
export const noticesToAnswer = behindWall((who: Who) =>
  db.consideration.findMany({
    where: { AND: [authorizedWhere(who.ability, "answer", "Consideration"), { status: "open", answerBy: { gte: dayOf(new Date()) } }, { OR: [{ application: { status: { in: [...withOfficer] } } }, { permit: { status: { in: [...stillGiven] } } }] }] },
    orderBy: [{ answerBy: "asc" }, { number: "asc" }],
    take: 100,
    select: { number: true, intends: true, answerBy: true, application: { select: { title: true, reference: true, status: true } }, permit: { select: { title: true, reference: true, status: true } } },
  }));

/** One notice as a member of its partner reads it; null for all others. */
export const noticeToPartner = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const found = await db.consideration.findFirst({
    where: { AND: [{ number: Number(number) }, authorizedWhere(who.ability, "read", "Consideration")] },
    include: { application: { select: { title: true, reference: true, status: true, submissions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } } }, permit: { select: { title: true, reference: true, status: true } } },
  });
  const [notice] = found ? await asRead([found]) : [];
  return notice ? { ...notice, isAnswerable: notice.state === "open" && isOpenMatter(notice) } : null;
});
