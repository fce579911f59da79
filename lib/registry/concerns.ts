import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { readTicket } from "@/lib/core/ids";
import { db, Prisma, readRows } from "@/lib/core/db";
import { rememberedWhile } from "@/lib/core/remembered";
import { asSystem } from "@/lib/core/wall";
import type { ConcernKind, ConcernStatus, InspectionOutcome } from "@/lib/core/prisma-client/client";
import { inForceOn, sinceDecided } from "@/lib/registry/queries";

/*
 * Of what residents report the public reads figures only; and whoever has the reference reads what they reported themselves. The wall shows a concern to nobody but
 * those who answer it, so this is asked past it.
 */

export interface ConcernTracked {
  reference: string;
  kind: ConcernKind;
  status: ConcernStatus;
  words: string | null;
  place: string | null;
  device: { code: string; name: string } | null;
  asset: { code: string; place: string } | null;
  photos: number;
  hasEmail: boolean;
  isForgotten: boolean;
  receivedAt: Date;
  dueOn: Date;
  takenAt: Date | null;
  inspections: { orderedAt: Date; dueOn: Date; outcome: InspectionOutcome | null; recordedAt: Date | null }[];
  answer: { words: string; at: Date; outcome: "resolved" | "no_action" } | null;
  /** the answer is that to another, which is about the same */
  isOfAnother: boolean;
  reopenedAt: Date | null;
}

/** What somebody reported and how it stands, for whoever has its reference; null where there is none. */
export async function concernTracked(typed: string): Promise<ConcernTracked | null> {
  const reference = readTicket(typed);
  if (!reference) return null;
  return asSystem(async () => {
    const found = await db.concern.findUnique({
      where: { reference },
      include: { device: { select: { code: true, name: true, placeWithheld: true } }, asset: { select: { code: true, place: true } }, duplicateOf: true, photos: { where: { removedAt: null }, select: { id: true } }, inspections: { orderBy: { id: "asc" }, select: { orderedAt: true, dueOn: true, outcome: true, recordedAt: true } } },
    });
    if (!found) return null;
    const { kind, status, words, place, device, asset, photos, inspections, receivedAt, dueOn, takenAt, reopenedAt, duplicateOf } = found;
    const answered = duplicateOf ?? found;
    const isAnswered = answered.status === "resolved" || answered.status === "no_action";
    return {
      reference, kind, status, words, place, device: device && { code: device.code, name: device.name }, asset: device?.placeWithheld ? null : asset, photos: photos.length, hasEmail: found.email !== null, isForgotten: found.forgottenAt !== null, receivedAt, dueOn, takenAt, inspections, reopenedAt, isOfAnother: duplicateOf !== null,
      answer: isAnswered && answered.answer && answered.answeredAt ? { words: answered.answer, at: answered.answeredAt, outcome: answered.status === "resolved" ? "resolved" : "no_action" } : null,
    };
  });
}

/** How many concerns about a device or an asset wait for an answer, and how many were answered in the last year. */
export async function concernsAbout(on: { deviceId: string } | { assetId: string }): Promise<{ open: number; answered: number }> {
  const where = "deviceId" in on ? Prisma.sql`"deviceId" = ${on.deviceId}::uuid` : Prisma.sql`"assetId" = ${on.assetId}::uuid`;
  const [row] = await asSystem(() => readRows<{ open: number; answered: number }>(Prisma.sql`
    SELECT count(*) FILTER (WHERE status IN ('received', 'acknowledged', 'investigating', 'reopened'))::int AS open, count(*) FILTER (WHERE status IN ('resolved', 'no_action') AND "answeredAt" > now() - interval '1 year')::int AS answered FROM "Concern" WHERE ${where}`));
  return row ?? { open: 0, answered: 0 };
}

export interface ConcernMonth {
  /** its first day */
  month: Date;
  received: number;
  answered: number;
  /** days to the answer, of the middle one of those answered; null where none was */
  days: number | null;
}

export interface ConcernFigures {
  open: number;
  overdue: number;
  months: ConcernMonth[];
  /** what inspections on residents' word found in the last year */
  inspected: { onRegister: number; missing: number; nothingThere: number; notOurs: number };
  /** found missing in the register at any time, and not put right yet */
  missingNow: number;
  /** may be there today */
  devices: number;
}

const monthsBack = 12;
const timeZone = (): string => process.env.LAMPPOST_TIME_ZONE ?? "Europe/London";

/** What residents reported, in figures, as of the last decision. */
export const concernFigures = rememberedWhile(sinceDecided, (): Promise<ConcernFigures> =>
  asSystem(async () => {
    const today = dayOf(new Date());
    const [[now], months, [found], [devices]] = await Promise.all([
      readRows<{ open: number; overdue: number }>(Prisma.sql`SELECT count(*)::int AS open, count(*) FILTER (WHERE "dueOn" < ${isoDay(today)}::date)::int AS overdue FROM "Concern" WHERE status IN ('received', 'acknowledged', 'investigating', 'reopened')`),
      readRows<{ month: string; received: number; answered: number; days: number | null }>(Prisma.sql`
        SELECT to_char(m, 'YYYY-MM-DD') AS month, count(*) FILTER (WHERE c."receivedAt" >= m AT TIME ZONE ${timeZone()} AND c."receivedAt" < (m + interval '1 month') AT TIME ZONE ${timeZone()})::int AS received,
          count(*) FILTER (WHERE c."answeredAt" >= m AT TIME ZONE ${timeZone()} AND c."answeredAt" < (m + interval '1 month') AT TIME ZONE ${timeZone()})::int AS answered,
          percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c."answeredAt" - c."receivedAt") / 86400) FILTER (WHERE c."answeredAt" >= m AT TIME ZONE ${timeZone()} AND c."answeredAt" < (m + interval '1 month') AT TIME ZONE ${timeZone()})::float8 AS days
        FROM generate_series(date_trunc('month', ${isoDay(today)}::timestamp) - ${monthsBack} * interval '1 month', date_trunc('month', ${isoDay(today)}::timestamp), interval '1 month') m
        LEFT JOIN "Concern" c ON c."receivedAt" < (m + interval '1 month') AT TIME ZONE ${timeZone()} AND (c."receivedAt" >= m AT TIME ZONE ${timeZone()} OR c."answeredAt" >= m AT TIME ZONE ${timeZone()})
        GROUP BY m ORDER BY m`),
      readRows<{ onRegister: number; missing: number; nothingThere: number; notOurs: number; missingNow: number }>(Prisma.sql`
        SELECT count(*) FILTER (WHERE outcome = 'on_register' AND "recordedAt" > now() - interval '1 year')::int AS "onRegister", count(*) FILTER (WHERE outcome = 'missing' AND "recordedAt" > now() - interval '1 year')::int AS missing,
          count(*) FILTER (WHERE outcome = 'nothing_there' AND "recordedAt" > now() - interval '1 year')::int AS "nothingThere", count(*) FILTER (WHERE outcome = 'not_ours' AND "recordedAt" > now() - interval '1 year')::int AS "notOurs",
          count(*) FILTER (WHERE outcome = 'missing' AND settled IS NULL)::int AS "missingNow" FROM "Inspection"`),
      readRows<{ count: number }>(Prisma.sql`SELECT count(*)::int AS count FROM "DeviceUnplaced" d WHERE ${inForceOn(today)}`),
    ]);
    const { missingNow = 0, ...inspected } = found ?? { onRegister: 0, missing: 0, nothingThere: 0, notOurs: 0 };
    return { open: now?.open ?? 0, overdue: now?.overdue ?? 0, months: months.map((row) => ({ ...row, month: new Date(`${row.month}T00:00:00Z`) })), inspected, missingNow, devices: devices?.count ?? 0 };
  }),
);

/**
 * Of what may hang in the city or was found to, the part that is in the register, between 0 and 1: what is known to be missing counts against it until it is put right.
 */
export const completeness = ({ devices, missingNow }: Pick<ConcernFigures, "devices" | "missingNow">): number => (devices + missingNow === 0 ? 1 : devices / (devices + missingNow));
