import "server-only";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { Prisma, readRows } from "@/lib/core/db";
import { rememberedWhile } from "@/lib/core/remembered";
import { asSystem } from "@/lib/core/wall";
import type { Identifies, Purpose } from "@/lib/core/prisma-client/client";
import { inForceOn, sinceDecided } from "@/lib/registry/queries";

/** How many of each, the most first. */
interface Counted {
  name: string;
  count: number;
}

/** What was decided in a month, and how long the middle one of its decisions took. */
export interface MonthOf {
  /** its first day */
  month: Date;
  granted: number;
  refused: number;
  suspended: number;
  revoked: number;
  /** calendar days from the sending to the decision, of the middle one of those decided; null where none was */
  days: number | null;
}

export interface Numbers {
  purposes: { purpose: Purpose; count: number }[];
  identifies: { level: Identifies; count: number }[];
  zones: Counted[];
  partners: Counted[];
  months: MonthOf[];
}

const mostPartners = 15;
const monthsBack = 12;
const timeZone = (): string => process.env.LAMPPOST_TIME_ZONE ?? "Europe/London";

/** The register in figures, as of the last decision. */
export const numbers = rememberedWhile(sinceDecided, async (): Promise<Numbers> => {
  const today = dayOf(new Date());
  const now = inForceOn(today);
  const [purposes, identifies, zones, partners, months] = await Promise.all([
    readRows<{ purpose: Purpose; count: number }>(Prisma.sql`SELECT d.purpose, count(*)::int AS count FROM "DeviceUnplaced" d WHERE ${now} GROUP BY 1 ORDER BY 2 DESC, 1`),
    readRows<{ level: Identifies; count: number }>(Prisma.sql`SELECT d.identifies AS level, count(*)::int AS count FROM "DeviceUnplaced" d WHERE ${now} GROUP BY 1 ORDER BY 1`),
    readRows<Counted>(Prisma.sql`SELECT z.name, found.count FROM (SELECT d."zoneId", count(*)::int AS count FROM "DeviceUnplaced" d WHERE ${now} GROUP BY 1) found JOIN "Zone" z ON z.id = found."zoneId" ORDER BY 2 DESC, 1`),
    readRows<Counted>(Prisma.sql`SELECT p.name, found.count FROM (SELECT d."partnerId", count(*)::int AS count FROM "DeviceUnplaced" d WHERE ${now} GROUP BY 1) found JOIN "Partner" p ON p.id = found."partnerId" ORDER BY 2 DESC, 1 LIMIT ${mostPartners}`),
    monthsUpTo(today),
  ]);
  return { purposes, identifies, zones, partners, months };
});

/** The last twelve months and this one, the oldest first. What was sent when is not public; of it only the middle number of days goes out. */
async function monthsUpTo(today: Date): Promise<MonthOf[]> {
  // Counted by the city's own calendar.
  const rows = await asSystem(() =>
    readRows<{ month: string; granted: number; refused: number; suspended: number; revoked: number; days: number | null }>(Prisma.sql`
      SELECT to_char(month, 'YYYY-MM-DD') AS month,
        count(*) FILTER (WHERE e.name = 'permit.granted')::int AS granted, count(*) FILTER (WHERE e.name = 'application.refused')::int AS refused,
        count(*) FILTER (WHERE e.name = 'permit.suspended')::int AS suspended, count(*) FILTER (WHERE e.name = 'permit.revoked')::int AS revoked,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM e.at - coalesce(p."submittedAt", a."submittedAt")) / 86400) FILTER (WHERE e.name IN ('permit.granted', 'application.refused'))::float8 AS days
      FROM generate_series(date_trunc('month', ${isoDay(today)}::timestamp) - ${monthsBack} * interval '1 month', date_trunc('month', ${isoDay(today)}::timestamp), interval '1 month') month
      LEFT JOIN "LedgerEntry" e ON e.name IN ('permit.granted', 'application.refused', 'permit.suspended', 'permit.revoked') AND e.at >= month AT TIME ZONE ${timeZone()} AND e.at < (month + interval '1 month') AT TIME ZONE ${timeZone()}
      LEFT JOIN "Application" a ON e.name = 'application.refused' AND a.id = e."subjectId"
      LEFT JOIN LATERAL (SELECT app."submittedAt" FROM "Permit" permit JOIN "Application" app ON app.id = permit."applicationId" WHERE e.name = 'permit.granted' AND permit.id = e."subjectId") p ON true
      GROUP BY 1 ORDER BY 1`),
  );
  return rows.map((row) => ({ ...row, month: new Date(`${row.month}T00:00:00Z`) }));
}
