import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { transaction } from "@/lib/core/transaction";
import { membersOf, queueNotices } from "@/lib/notices/queue";

/** How many days before a permit's last day its partner is reminded. */
const ahead = [90, 30, 7, 1] as const;

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
