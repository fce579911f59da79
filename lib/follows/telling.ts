import "server-only";
import { addDays } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { transaction } from "@/lib/core/transaction";
import { queueNotices } from "@/lib/notices/queue";
import { pageFor } from "@/lib/notices/to-residents";
import { decisionsOn } from "@/lib/registry/queries";
import { lapseFollow } from "@/lib/follows/lapse";
import { daysToConfirm, hoursBetween } from "@/lib/follows/lifecycle";
import { tokenOf } from "@/lib/follows/token";

/** In one mail; what is more comes with the next. */
const mostInMail = 20;
/** In one round of the worker, which has other work too. */
const mostAtOnce = 200;

/** Tells those who follow something what was decided on it since they were told last: in one mail, and not twice within a day. @returns how many were told */
export async function tellFollowers(now: Date): Promise<number> {
  const before = new Date(now.getTime() - hoursBetween * 3_600_000);
  const [latest] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM "LedgerEntry" ORDER BY id DESC LIMIT 1`;
  if (!latest) return 0;
  // Who was looked at since anything was decided is not looked at again; the others in turn, so many at a time.
  const due = await db.follow.findMany({ where: { status: "following", AND: [{ OR: [{ toldAt: null }, { toldAt: { lt: before } }] }, { OR: [{ toldUpTo: null }, { toldUpTo: { lt: latest.id } }] }] }, orderBy: { toldUpTo: "asc" }, take: mostAtOnce, select: { id: true } });
  let told = 0;
  for (const { id } of due) told += await transaction(async (tx) => {
    // Another worker may be at it: then it is left to that one.
    const [follow] = await tx.$queryRaw<{ email: string; language: string; street: string | null; zoneId: string | null; partnerId: string | null; deviceId: string | null; toldUpTo: string | null; name: string }[]>`
      SELECT f.email, f.language, f.street, f."zoneId", f."partnerId", f."deviceId", f."toldUpTo", coalesce(z.name, p.name, d.name, f.street) AS name FROM "Follow" f LEFT JOIN "Zone" z ON z.id = f."zoneId" LEFT JOIN "Partner" p ON p.id = f."partnerId" LEFT JOIN "Device" d ON d.id = f."deviceId"
      WHERE f.id = ${id}::uuid AND f.status = 'following' AND (f."toldAt" IS NULL OR f."toldAt" < ${before}::timestamptz) FOR UPDATE OF f SKIP LOCKED`;
    if (!follow) return 0;
    const { street, zoneId, partnerId, deviceId, toldUpTo } = follow;
    const decisions = await decisionsOn({ street: street ?? undefined, zoneId: zoneId ?? undefined, partnerId: partnerId ?? undefined, deviceId: deviceId ?? undefined }, { after: toldUpTo ?? undefined, take: mostInMail });
    const [newest] = decisions;
    // Nothing new up to here: the next look begins after it.
    if (!newest) await tx.follow.update({ where: { id }, data: { toldUpTo: latest.id } });
    if (!newest) return 0;
    await tx.follow.update({ where: { id }, data: { toldUpTo: newest.id, toldAt: now } });
    await queueNotices(tx, [{ template: "follow-news", to: { email: follow.email }, data: { reference: id, language: follow.language, name: follow.name, news: decisions.map(({ name, title, partner, id: entryId }) => ({ what: name, title, partner, link: pageFor(follow.language, `/ledger/entries/${entryId}`) })), link: pageFor(follow.language, `/follow/${tokenOf(id)}`) } }]);
    return 1;
  });
  return told;
}

/** Who did not confirm in time is forgotten. @returns how many */
export async function forgetUnconfirmed(now: Date): Promise<number> {
  const due = await db.follow.findMany({ where: { status: "asked", startedAt: { lt: addDays(now, -daysToConfirm) } }, orderBy: { id: "asc" }, take: 50, select: { id: true } });
  let count = 0;
  for (const { id } of due) if ((await lapseFollow({ kind: "operator" }, { followId: id })).ok) count += 1;
  return count;
}
