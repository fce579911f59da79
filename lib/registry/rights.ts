import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { db, Prisma, readRows } from "@/lib/core/db";
import { readTicket } from "@/lib/core/ids";
import { rememberedWhile } from "@/lib/core/remembered";
import { asSystem } from "@/lib/core/wall";
import type { DataRequestKind, DataRequestOutcome, DataRequestStatus } from "@/lib/core/prisma-client/client";
import { sinceDecided } from "@/lib/registry/queries";

/*
 * Of what people ask about their own data the public reads how long each partner takes; and whoever has the reference reads what they asked themselves. The wall shows a
 * request to nobody but its partners, so this is asked past it.
 */

export interface RequestTracked {
  reference: string;
  kind: DataRequestKind;
  words: string | null;
  device: { code: string; name: string } | null;
  street: string | null;
  onDay: Date | null;
  around: string | null;
  askedAt: Date;
  isForgotten: boolean;
  parts: { partner: string; contact: string; devices: number; status: DataRequestStatus; dueOn: Date; extension: { reason: string; at: Date } | null; answer: { outcome: DataRequestOutcome; words: string | null; at: Date } | null }[];
}

/** What somebody asked and how it stands with each partner, for whoever has its reference; null where there is none. */
export async function requestTracked(typed: string): Promise<RequestTracked | null> {
  const reference = readTicket(typed, "R");
  if (!reference) return null;
  return asSystem(async () => {
    const found = await db.dataRequest.findUnique({ where: { reference }, include: { device: { select: { code: true, name: true } }, parts: { orderBy: { number: "asc" }, include: { partner: { select: { name: true, publicContact: true } } } } } });
    if (!found) return null;
    const { kind, words, device, street, onDay, around, askedAt, forgottenAt, parts } = found;
    return {
      reference, kind, words, device, street, onDay, around, askedAt, isForgotten: forgottenAt !== null,
      parts: parts.map((part) => ({
        partner: part.partner.name, contact: part.partner.publicContact, devices: part.devices.length, status: part.status, dueOn: part.dueOn,
        extension: part.extensionReason !== null && part.extendedAt ? { reason: part.extensionReason, at: part.extendedAt } : null,
        answer: part.outcome && part.answeredAt ? { outcome: part.outcome, words: part.answer, at: part.answeredAt } : null,
      })),
    };
  });
}

export interface AnswerTimes {
  partner: string;
  asked: number;
  answered: number;
  /** of those answered, in how many days the middle one was; null where none was */
  days: number | null;
  /** answered after their day, or still not answered past it */
  late: number;
}

/** How each partner answered what people asked about their own data in the last two years, as of the last decision. The most asked first. */
export const answerTimes = rememberedWhile(sinceDecided, (): Promise<AnswerTimes[]> =>
  asSystem(() =>
    readRows<AnswerTimes>(Prisma.sql`
      SELECT p.name AS partner, count(*)::int AS asked, count(part."answeredAt")::int AS answered,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM part."answeredAt" - r."askedAt") / 86400) FILTER (WHERE part."answeredAt" IS NOT NULL)::float8 AS days,
        count(*) FILTER (WHERE coalesce((part."answeredAt" AT TIME ZONE ${process.env.LAMPPOST_TIME_ZONE ?? "Europe/London"})::date, ${isoDay(dayOf(new Date()))}::date) > part."dueOn")::int AS late
      FROM "DataRequestPart" part JOIN "DataRequest" r ON r.id = part."requestId" JOIN "Partner" p ON p.id = part."partnerId" WHERE r."askedAt" > now() - interval '2 years' GROUP BY p.id, p.name ORDER BY 2 DESC, 1 LIMIT 200`),
  ),
);
