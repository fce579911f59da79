import "server-only";
import type { Action, SubjectName } from "@/lib/access/ability";
import { pairs, type Pair, type Policy } from "@/lib/access/policy";
import type { Tx } from "@/lib/core/db";

/** The entries that an act writes, where a pair of acts that is kept apart knows them. */
const entriesOf: Partial<Record<`${Action} ${SubjectName}`, readonly string[]>> = {
  "approve Application": ["application.approved"],
  "refuse Application": ["application.refused"],
  "ratify Grant": ["grant.ratified"],
  "verify Partner": ["partner.verified", "partner.refused"],
};

export interface Broken {
  pair: Pair;
  /** Until when an exception lets it pass; null where none does. */
  exceptedUntil: Date | null;
}

/**
 * Which pairs of acts that are kept apart this act of this person would join, under this grant, as things stood at an instant
 * (null: now). The door asks the same again, with locks (`lib/decisions/kept-apart.ts`); this is for saying so beforehand.
 */
export async function wouldJoin(tx: Pick<Tx, "$queryRaw">, { action, kind, record, personId, grantId, policy, at }: { action: Action; kind: SubjectName; record: object; personId: string; grantId: string; policy: Policy; at: Date | null }): Promise<Broken[]> {
  const entries = entriesOf[`${action} ${kind}`] ?? [];
  const asked = policy.apart.filter((pair) => pairs[pair].second.some((name: string) => entries.includes(name)));
  const { id, applicationId } = record as { id?: string; applicationId?: string };
  const caseIds = [id, applicationId].filter((each) => typeof each === "string");
  const firsts = asked.flatMap((pair): string[] => [...pairs[pair].first]);
  const [found] = await tx.$queryRaw<[{ comesBack: boolean; done: string[] | null; exceptions: { pair: string; until: string }[] | null }]>`
    WITH RECURSIVE chain AS (
      SELECT g."givenById", g."givenUnderId" FROM "Grant" g WHERE g.id = ${grantId}::uuid
      UNION SELECT g."givenById", g."givenUnderId" FROM "Grant" g JOIN chain ON g.id = chain."givenUnderId"),
    instant AS (SELECT coalesce(${at}::timestamptz, now()) AS now)
    SELECT EXISTS (SELECT FROM chain WHERE "givenById" = ${personId}::uuid) AS "comesBack",
      (SELECT array_agg(DISTINCT e.name) FROM "LedgerEntry" e, instant WHERE e."subjectId" = ANY (${caseIds}::uuid[]) AND e."actorId" = ${personId}::uuid AND e.name = ANY (${firsts}::text[]) AND e.at <= instant.now) AS done,
      (SELECT jsonb_agg(jsonb_build_object('pair', x.pair, 'until', x."validUntil")) FROM "ApartException" x, instant
        WHERE x."personId" = ${personId}::uuid AND x."givenAt" <= instant.now AND x."validUntil" > instant.now AND (x."endedAt" IS NULL OR x."endedAt" > instant.now)) AS exceptions`;
  const broken: Pair[] = found.comesBack && policy.apart.includes("grant_use") ? ["grant_use"] : [];
  broken.push(...asked.filter((pair) => pairs[pair].first.some((name: string) => found.done?.includes(name))));
  return broken.map((pair) => {
    const until = found.exceptions?.find((exception) => exception.pair === pair)?.until;
    return { pair, exceptedUntil: until ? new Date(until) : null };
  });
}
