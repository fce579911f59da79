import "server-only";
import { wordDay, dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import type { Tx } from "@/lib/core/db";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { forgetKey } from "@/lib/ledger/sealing";
import { forgetPersonInput } from "@/lib/people/schema";

/** When the last such act of a person was; null where there was none. */
async function lastAct(tx: Tx, personId: string, names: "city" | "partner"): Promise<Date | null> {
  const [row] = await tx.$queryRaw<[{ at: Date | null }]>`
    SELECT max(e.at) AS at FROM "LedgerEntry" e LEFT JOIN "Grant" g ON g.id = e."grantId" WHERE e."actorId" = ${personId}::uuid
      AND CASE WHEN ${names} = 'city' THEN g.capability NOT IN ('deployments.apply', 'members.invite') ELSE e.name IN ('application.submitted', 'terms.signed') END`;
  return row.at;
}

const yearsAfter = (at: Date, years: number): Date => {
  const day = new Date(at);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return day;
};

/**
 * The portal forgets who somebody was: their key is destroyed, so that nothing that the ledger sealed about them opens again, and every
 * table loses their name and the texts about them. Proofs still hold. Refused while a legal hold stands, while the law keeps who decided
 * or applied, and while their account is open.
 */
export const forgetPerson = decision({
  name: "person.forgotten",
  input: forgetPersonInput,
  // Texts are looked for in every submission and notice there is.
  timeout: 120_000,
  may: ["forget", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId } }),
  async decide({ tx, input, record: person, now, policy }) {
    if (person.status !== "deactivated") return refused("still_open_account");
    const kept = await beyondTheWall(tx, async () => {
      // Two at once, and whoever places a hold meanwhile, come one after the other.
      const [locked] = await tx.$queryRaw<{ version: number; forgottenAt: Date | null }[]>`SELECT version, "forgottenAt" FROM "Person" WHERE id = ${person.id}::uuid FOR UPDATE`;
      if (locked?.forgottenAt) return refused("forgotten_already");
      if (locked?.version !== input.version) return refused("changed_since_read");
      const hold = await tx.legalHold.findFirst({ where: { personId: person.id, endedAt: null }, orderBy: { id: "asc" }, select: { reason: true } });
      if (hold) return refused("held_by_law", { about: { reason: hold.reason } });
      if (await tx.finding.findFirst({ where: { concernsId: person.id, status: { not: "closed" } }, select: { id: true } })) return refused("finding_open");
      for (const [kind, years, what] of [["city", policy.keep.cityYears, "decided for the city"], ["partner", policy.keep.partnerYears, "sent an application or signed the city’s terms"]] as const) {
        const last = await lastAct(tx, person.id, kind);
        const until = last && yearsAfter(last, years);
        if (until && until > now) return refused("kept_by_law", { about: { what, until: wordDay(dayOf(until)) } });
      }
      await tx.savedView.deleteMany({ where: { personId: person.id } });
      await tx.bulkRun.updateMany({ where: { ownerId: person.id }, data: { input: {} } });
      await tx.$executeRaw`SELECT lamppost_forget(${person.id}::uuid)`;
      return null;
    });
    if (kept) return kept;
    forgetKey(person.id);
    return ok({ subject: { type: "Person", id: person.id }, from: "deactivated", to: "forgotten", sealed: { reason: input.reason }, reference: person.id });
  },
});
