import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { transaction } from "@/lib/core/transaction";
import { membersOf, queueNotices } from "@/lib/notices/queue";

/** How many days before an answer is due the partner is reminded. */
const ahead = [7, 2] as const;

/** Reminds partners of changes they were asked for. Each once for each of the days, however many workers run: the row is marked in the transaction that queues the notice. @returns how many applications */
export async function remindOfAnswers(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    // The nearer one first, so that who is asked with two days left is told once.
    for (const days of ahead.toReversed()) {
      const due = await tx.$queryRaw<{ id: string; partnerId: string; reference: string; title: string; answerBy: Date }[]>`
        UPDATE "Application" SET "remindedDays" = ${ahead.filter((each) => each >= days)}::int[] WHERE id IN (
          SELECT id FROM "Application" WHERE status = 'changes_requested' AND "answerBy" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${days}::int AND NOT ${days}::int = ANY ("remindedDays") ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
        RETURNING id, "partnerId", reference, title, "answerBy"`;
      for (const { partnerId, reference, title, answerBy } of due) {
        const left = Math.round((answerBy.getTime() - today.getTime()) / 86_400_000);
        await queueNotices(tx, (await membersOf(tx, partnerId)).map((to) => ({ template: "answer-due" as const, to, data: { reference, title, days: left, by: wordDay(answerBy), link: `${origin()}/partner/applications/${reference}` } })));
        told += 1;
      }
    }
    return told;
  });
}
