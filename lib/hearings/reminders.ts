import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { transaction } from "@/lib/core/transaction";
import { membersOf, queueNotices } from "@/lib/notices/queue";

/** How many days before the last day to answer a partner is reminded. */
const ahead = [3, 0] as const;

/** Reminds partners of notices that they can still answer. Each once for each of the days, however many workers run. @returns how many notices */
export async function remindOfConsiderations(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    for (const days of ahead.toReversed()) {
      const due = await tx.$queryRaw<{ number: number; partnerId: string; reference: string; title: string; answerBy: Date }[]>`
        WITH marked AS (UPDATE "Consideration" SET "remindedDays" = ${ahead.filter((each) => each >= days)}::int[] WHERE id IN (
          SELECT c.id FROM "Consideration" c LEFT JOIN "Application" a ON a.id = c."applicationId" LEFT JOIN "Permit" p ON p.id = c."permitId" WHERE c.status = 'open'
            AND (a.status IN ('submitted', 'in_review') AND c."submissionId" = (SELECT s.id FROM "Submission" s WHERE s."applicationId" = a.id ORDER BY s.number DESC LIMIT 1) OR p.status IN ('scheduled', 'active', 'restricted', 'suspended')) AND c."answerBy" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${days}::int AND NOT ${days}::int = ANY (c."remindedDays") ORDER BY c.id LIMIT 100 FOR UPDATE OF c SKIP LOCKED)
        RETURNING number, "partnerId", "applicationId", "permitId", "answerBy")
        SELECT marked.number, marked."partnerId", marked."answerBy", coalesce(a.reference, p.reference) AS reference, coalesce(a.title, p.title) AS title FROM marked LEFT JOIN "Application" a ON a.id = marked."applicationId" LEFT JOIN "Permit" p ON p.id = marked."permitId"`;
      for (const { number, partnerId, reference, title, answerBy } of due) {
        const left = Math.round((answerBy.getTime() - today.getTime()) / 86_400_000);
        await queueNotices(tx, (await membersOf(tx, partnerId)).map((to) => ({ template: "consideration-due" as const, to, data: { reference, title, days: left, by: wordDay(answerBy), link: `${origin()}/partner/notices/${number}` } })));
        told += 1;
      }
    }
    return told;
  });
}
