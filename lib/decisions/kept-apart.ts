import "server-only";
import type { Held } from "@/lib/access/ability";
import { pairs, type Pair } from "@/lib/access/policy";
import type { Tx } from "@/lib/core/db";

type Verdict = { kind: "free"; exceptionId: string | null } | { kind: "ended" } | { kind: "apart"; pair: Pair; words: string };

const said: Record<Pair, string> = {
  assess_decide: "You assessed or reviewed this case yourself, so another person must decide it.",
  tier_decide: "You set the risk tier of this case, so another person must decide it.",
  decide_ratify: "You acted in this emergency yourself, so another person must ratify it.",
  grant_use: "This permission goes back to one that you gave yourself, so you cannot use it. Another administrator can give it to you.",
  register_verify: "You registered this partner yourself, so another person must verify it.",
};

/** The records that are one case: an application and its permit. */
function caseOf(record: object): string[] {
  const { id, applicationId } = record as { id?: string; applicationId?: string };
  return [id, applicationId].filter((each) => typeof each === "string");
}

/**
 * Separation of duties on one case: whether this person already did what must lie in another hand. Asked of the ledger, inside the
 * decision's transaction. The grant is locked besides, so that its end, given meanwhile by somebody else, waits for us or is seen by us.
 * An exception in force lets it pass, and is named in the entry. Where a grant only took a wider one's place, the question goes to the
 * wider one: who reduces gives nothing.
 */
export async function keptApart(tx: Tx, { decision, personId, grantId, record, held }: { decision: string; personId: string; grantId: string; record: object; held: Held }): Promise<Verdict> {
  const [grant] = await tx.$queryRaw<{ comesBack: boolean }[]>`
    WITH RECURSIVE chain AS (
      SELECT g.id, g."givenById", g."givenUnderId", g."supersedesId" FROM "Grant" g WHERE g.id = ${grantId}::uuid
      UNION SELECT g.id, g."givenById", g."givenUnderId", g."supersedesId" FROM "Grant" g JOIN chain ON g.id = coalesce(chain."supersedesId", chain."givenUnderId"))
    SELECT EXISTS (SELECT FROM chain WHERE "givenById" = ${personId}::uuid AND "supersedesId" IS NULL) AS "comesBack" FROM "Grant" WHERE id = ${grantId}::uuid AND "endedAt" IS NULL FOR SHARE OF "Grant"`;
  if (!grant) return { kind: "ended" };
  const inForce = held.policy.apart;
  const broken: Pair[] = grant.comesBack && inForce.includes("grant_use") ? ["grant_use"] : [];
  for (const pair of inForce) {
    const { first, second } = pairs[pair] as { first: readonly string[]; second: readonly string[] };
    if (!second.includes(decision)) continue;
    const done = await tx.ledgerEntry.findFirst({ where: { subjectId: { in: caseOf(record) }, actorId: personId, name: { in: [...first] } }, select: { id: true } });
    if (done) broken.push(pair);
  }
  let exceptionId: string | null = null;
  for (const pair of broken) {
    const [exception] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "ApartException" WHERE "personId" = ${personId}::uuid AND pair = ${pair} AND "endedAt" IS NULL AND "validUntil" > now() ORDER BY id LIMIT 1`;
    if (!exception) return { kind: "apart", pair, words: said[pair] };
    exceptionId = exception.id;
  }
  return { kind: "free", exceptionId };
}
