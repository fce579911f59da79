import "server-only";
import { trainingsFor } from "@/lib/access/held";
import { policyOf } from "@/lib/access/policy";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { transaction } from "@/lib/core/transaction";
import { queueNotices } from "@/lib/notices/queue";
import { grantSentence } from "@/lib/people/words";

/** How many days before a training ends its person is told. */
const ahead = [30, 7] as const;

interface Ending {
  id: string;
  personId: string;
  course: string;
  validUntilOn: Date;
}

/**
 * Tells people 30 and 7 days before a training ends what will sleep then. Each is told once, however many workers run: the row is
 * marked in the transaction that queues the notice. Who has passed the course anew is not told. Answers how many were told.
 */
export async function remindOfTraining(now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(async (tx) => {
    let told = 0;
    // The nearer one first: whoever is recorded with five days left is told once, of the five days.
    for (const days of ahead.toReversed()) {
      const ending = await tx.$queryRaw<Ending[]>`
        UPDATE "Training" t SET "toldDays" = ${ahead.filter((each) => each >= days)}::int[], version = version + 1
        WHERE t.id IN (
          SELECT d.id FROM "Training" d JOIN "Person" p ON p.id = d."personId" AND p.status = 'active'
          WHERE d."endedAt" IS NULL AND d."validUntilOn" BETWEEN ${isoDay(today)}::date AND ${isoDay(today)}::date + ${days}::int AND NOT ${days}::int = ANY (d."toldDays")
            AND NOT EXISTS (SELECT FROM "Training" n WHERE n."personId" = d."personId" AND n.course = d.course AND n."endedAt" IS NULL AND n."validUntilOn" > d."validUntilOn")
          ORDER BY d.id LIMIT 100 FOR UPDATE OF d SKIP LOCKED)
        RETURNING t.id, t."personId", t.course, t."validUntilOn"`;
      const policy = policyOf((await tx.accessPolicy.findFirst({ orderBy: { number: "desc" }, select: { content: true } }))?.content);
      for (const training of ending) {
        const person = await tx.person.findUniqueOrThrow({ where: { id: training.personId }, select: { id: true, email: true, grants: { where: { endedAt: null, OR: [{ validUntil: null }, { validUntil: { gt: training.validUntilOn } }] }, include: { agency: true, zone: true, partner: true } } } });
        const left = Math.round((training.validUntilOn.getTime() - today.getTime()) / 86_400_000);
        const what = person.grants.filter((grant) => trainingsFor(grant, policy).includes(training.course)).map(grantSentence);
        await queueNotices(tx, [{ template: "training-ends", to: { personId: person.id, email: person.email }, data: { course: training.course, until: wordDay(training.validUntilOn), days: left, what } }]);
        told += 1;
      }
    }
    return told;
  });
}
