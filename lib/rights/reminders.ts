import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { transaction } from "@/lib/core/transaction";
import { membersOf, queueNotices } from "@/lib/notices/queue";
import { remindedAhead } from "@/lib/rights/lifecycle";

/** Reminds partners of what somebody asked about their own data. Each once for each of the days, however many workers run. @returns how many parts */
export async function remindOfRequests(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    // What is nearest first, so that who is told that it is late is not told at once that it will be.
    for (const days of remindedAhead.toReversed()) {
      const due = await tx.$queryRaw<{ number: number; partnerId: string; dueOn: Date }[]>`
        UPDATE "DataRequestPart" SET "remindedDays" = ${remindedAhead.filter((each) => each >= days)}::int[] WHERE id IN (
          SELECT id FROM "DataRequestPart" WHERE status <> 'answered' AND "dueOn" <= ${isoDay(today)}::date + ${days}::int AND NOT ${days}::int = ANY ("remindedDays") ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
        RETURNING number, "partnerId", "dueOn"`;
      for (const { number, partnerId, dueOn } of due) {
        const left = Math.round((dueOn.getTime() - today.getTime()) / 86_400_000);
        await queueNotices(tx, (await membersOf(tx, partnerId)).map((to) => ({ template: "rights-due" as const, to, data: { number, days: left, by: wordDay(dueOn), link: `${origin()}/partner/data-requests/${number}` } })));
        told += 1;
      }
    }
    return told;
  });
}
