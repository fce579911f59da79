import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { Prisma } from "@/lib/core/db";
import { transaction } from "@/lib/core/transaction";
import { membersOf, queueNotices } from "@/lib/notices/queue";

/** How many days before a permit's last day its partner is reminded. */
const ahead = [90, 30, 7, 1] as const;

/** How many days before, and after, something is to be shown its partner is reminded. */
const aheadOfDue = [14, 3, 0] as const;
const overdueBy = -1;

/** Reminds partners of what is to be shown: before it is due, and once when it is overdue. @returns how many obligations */
export async function remindOfObligations(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    for (const days of [overdueBy, ...aheadOfDue.toReversed()]) {
      const marks = days === overdueBy ? [...aheadOfDue, overdueBy] : aheadOfDue.filter((each) => each >= days);
      const range = days === overdueBy ? Prisma.sql`"dueOn" < ${isoDay(today)}::date` : Prisma.sql`"dueOn" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${days}::int`;
      const due = await tx.$queryRaw<{ partnerId: string; dueOn: Date; reference: string; title: string; words: string }[]>`
        WITH marked AS (UPDATE "Obligation" SET "remindedDays" = ${marks}::int[] WHERE id IN (
          SELECT o.id FROM "Obligation" o JOIN "Permit" p ON p.id = o."permitId" AND p.status IN ('scheduled', 'active', 'restricted', 'suspended') AND p."expiresOn" >= ${isoDay(today)}::date
          WHERE o.status IN ('due', 'sent_back') AND ${range} AND NOT ${days}::int = ANY (o."remindedDays") ORDER BY o.id LIMIT 100 FOR UPDATE OF o SKIP LOCKED)
        RETURNING "partnerId", "dueOn", "permitId", "conditionId")
        SELECT marked."partnerId", marked."dueOn", p.reference, p.title, c.words FROM marked JOIN "Permit" p ON p.id = marked."permitId" JOIN "PermitCondition" c ON c.id = marked."conditionId"`;
      for (const { partnerId, dueOn, reference, title, words } of due) {
        const left = Math.round((dueOn.getTime() - today.getTime()) / 86_400_000);
        await queueNotices(tx, (await membersOf(tx, partnerId)).map((to) => ({ template: "obligation-due" as const, to, data: { permit: reference, title, condition: words, days: left, by: wordDay(dueOn), link: `${origin()}/partner/permits/${reference}#obligations` } })));
        told += 1;
      }
    }
    return told;
  });
}

/** Reminds partners of permits that end. Each once for each of the days, however many workers run: the row is marked in the transaction that queues the notice. @returns how many permits */
export async function remindOfExpiry(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    // The nearer one first, so that a short permit is told of once.
    for (const days of ahead.toReversed()) {
      const ending = await tx.$queryRaw<{ partnerId: string; reference: string; title: string; expiresOn: Date }[]>`
        UPDATE "Permit" SET "remindedDays" = ${ahead.filter((each) => each >= days)}::int[] WHERE id IN (
          SELECT id FROM "Permit" WHERE status IN ('scheduled', 'active', 'restricted', 'suspended') AND "expiresOn" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${days}::int AND NOT ${days}::int = ANY ("remindedDays") ORDER BY "expiresOn", id LIMIT 100 FOR UPDATE SKIP LOCKED)
        RETURNING "partnerId", reference, title, "expiresOn"`;
      for (const { partnerId, reference, title, expiresOn } of ending) {
        const left = Math.round((expiresOn.getTime() - today.getTime()) / 86_400_000);
        await queueNotices(tx, (await membersOf(tx, partnerId)).map((to) => ({ template: "permit-ends" as const, to, data: { permit: reference, title, days: left, on: wordDay(expiresOn), link: `${origin()}/partner/permits/${reference}` } })));
        told += 1;
      }
    }
    return told;
  });
}
