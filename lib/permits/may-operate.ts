import "server-only";
import { db, Prisma } from "@/lib/core/db";
import { dayOf, isoDay } from "@/lib/core/calendar";
import type { Operation } from "@/lib/permits/words";

export interface OperationOf {
  id: string;
  code: string;
  operation: Operation;
  /** may it run, there, now */
  may: boolean;
  /** may it connect to the city's networks now */
  mayConnect: boolean;
  /** the stop that says no, by its number; the first where there are several */
  stop: number | null;
}

/**
 * May it operate? The one answer, for a page, the register, a single check and a thousand at once. It is an allow-list: a device that is
 * authorised, of a permit in force and within its dates, under no stop that stands at this instant. Expiry, beginning and lapsed emergencies
 * are computed, with no job running.
 * @param devices by their ids, or by the codes on their signs; what there is not is absent from the answer
 */
export async function mayOperate(devices: { ids: readonly string[] } | { codes: readonly string[] }, now: Date): Promise<OperationOf[]> {
  const asked = "ids" in devices ? devices.ids : devices.codes;
  if (asked.length === 0) return [];
  const these: Prisma.Sql = "ids" in devices ? Prisma.sql`d.id = ANY (${[...asked]}::uuid[])` : Prisma.sql`d.code = ANY (${[...asked]}::text[])`;
  const { operation, causes } = operationOf(now);
  const rows = await db.$queryRaw<Omit<OperationOf, "may" | "mayConnect">[]>`
    SELECT d.id, d.code, coalesce(c.stop, 0)::int AS stop, ${operation} AS operation FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" ${causes} WHERE ${these}`;
  return rows.map((row) => ({ ...row, stop: row.stop || null, may: row.operation === "operates" || row.operation === "shut_out", mayConnect: row.operation === "operates" }));
}

/** How the permit of a device `d` stands, and its dates: of the permit `p` itself, or as the device has them from it (a trigger writes them in the change that they come from). */
const standingBy = {
  permit: { status: Prisma.raw("p.status"), startsOn: Prisma.raw('p."startsOn"'), expiresOn: Prisma.raw('p."expiresOn"') },
  device: { status: Prisma.raw('d."permitStatus"'), startsOn: Prisma.raw('d."startsOn"'), expiresOn: Prisma.raw('d."expiresOn"') },
};

/**
 * The same answer within a statement over devices `d` of permits `p`: the word of an `Operation`, and the causes that it is worked out from.
 * @param by what the permit's part is read from; by the device there need be no `p`
 */
export function operationOf(now: Date, by: keyof typeof standingBy = "permit"): { operation: Prisma.Sql; causes: Prisma.Sql } {
  const today = isoDay(dayOf(now));
  const { status, startsOn, expiresOn } = standingBy[by];
  return {
    operation: Prisma.sql`CASE
        WHEN d.status = 'removed' THEN 'removed'
        WHEN ${status} IN ('superseded', 'surrendered') THEN 'given_up'
        WHEN d.status <> 'authorised' OR c.withdrawn OR ${status} IN ('revoked', 'voided') THEN 'withdrawn'
        WHEN ${status} NOT IN ('scheduled', 'active', 'restricted', 'suspended') THEN 'expired'
        WHEN ${expiresOn} < ${today}::date THEN 'expired'
        WHEN ${startsOn} > ${today}::date THEN 'not_begun'
        -- Suspended, and no cause is known that lapsed meanwhile: whatever went wrong, it is no yes.
        WHEN c.suspended OR (${status} = 'suspended' AND NOT c.lapsed) THEN 'suspended'
        WHEN c.restricted THEN 'shut_out'
        ELSE 'operates' END`,
    causes: Prisma.sql`CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(stands AND effect IN ('revoke', 'void')), false) AS withdrawn, coalesce(bool_or(stands AND effect = 'suspend'), false) AS suspended, coalesce(bool_or(stands AND effect = 'restrict'), false) AS restricted, coalesce(bool_or(NOT stands), false) AS lapsed,
        coalesce(min(number) FILTER (WHERE stands AND effect IN ('revoke', 'void')), min(number) FILTER (WHERE stands AND effect = 'suspend'), min(number) FILTER (WHERE stands)) AS stop
      FROM (SELECT s.effect, s.number, lamppost_stands(s, ${now}::timestamptz) AS stands FROM "StopReach" r JOIN "Stop" s ON s.id = r."stopId" WHERE r."deviceId" = d.id AND s."endedAt" IS NULL) known) c`,
  };
}
