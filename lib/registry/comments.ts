import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { db, Prisma } from "@/lib/core/db";
import { readReference } from "@/lib/core/ids";
import { asSystem } from "@/lib/core/wall";
import type { Identifies, Purpose } from "@/lib/core/prisma-client/client";
import type { Followed } from "@/lib/registry/queries";

/*
 * Applications that residents may say something about, or could. Of what they wrote only the number is public.
 */

export interface PublicComments {
  number: number;
  reference: string;
  title: string;
  partner: string;
  zone: string | null;
  purpose: Purpose;
  why: string;
  identifies: Identifies;
  collects: string[];
  devices: number;
  about: string;
  openedAt: Date;
  until: Date;
  /** the last day is not over, and it is not decided */
  isOpen: boolean;
  outcome: string | null;
  outcomeAt: Date | null;
  comments: number;
}

async function periods(where: Prisma.Sql, take: number): Promise<PublicComments[]> {
  const today = isoDay(dayOf(new Date()));
  const rows = await db.$queryRaw<(Omit<PublicComments, "comments"> & { id: string })[]>`
    SELECT c.id, c.number, a.reference, a.title, a.partner, a.zone, a.purpose, a.why, a.identifies, a.collects, a.devices, c.about, c."openedAt", c.until, c.outcome, c."outcomeAt",
      c.until >= ${today}::date AND a.status IN ('submitted', 'in_review', 'changes_requested') AS "isOpen"
    FROM "CommentPeriod" c JOIN "CommentedApplication" a ON a.id = c."applicationId" WHERE ${where} ORDER BY c.until DESC, c.number DESC LIMIT ${take}`;
  const counts = await asSystem(() => db.comment.groupBy({ by: ["periodId"], where: { periodId: { in: rows.map(({ id }) => id) } }, _count: true }));
  return rows.map(({ id, ...period }) => ({ ...period, comments: counts.find(({ periodId }) => periodId === id)?._count ?? 0 }));
}

/** All that were ever opened, those that end last on top: a hundred. */
export const commentPeriods = (): Promise<PublicComments[]> => periods(Prisma.sql`TRUE`, 100);

/** Those on one application, the latest first; none where it never was open. */
export async function commentsOf(typed: string): Promise<PublicComments[]> {
  const reference = readReference(typed.replace(/%[0-9a-f]{2}/gi, " "));
  return reference ? periods(Prisma.sql`a.reference = ${reference}`, 20) : [];
}

/** Those open now on what is followed, by part of the city or partner, for a calendar. */
export const commentsOpenOn = async ({ zoneId, partnerId }: Followed): Promise<PublicComments[]> =>
  zoneId || partnerId ? (await periods(zoneId ? Prisma.sql`a."zoneId" = ${zoneId}::uuid` : Prisma.sql`a."partnerId" = ${partnerId}::uuid`, 100)).filter(({ isOpen }) => isOpen) : [];
