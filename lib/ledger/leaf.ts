import { canonicalJson } from "@/lib/core/canonical-json";
import { personalKinds } from "@/lib/ledger/personal";

/** What the database holds of an entry, with the kind of the entry that caused it. */
export interface EntryRow {
  id: string;
  at: Date;
  name: string;
  subjectType: string;
  subjectId: string;
  fromStatus: string | null;
  toStatus: string | null;
  grantId: string | null;
  actorKind: string;
  open: unknown;
  sealed: unknown;
  causeId: string | null;
  causeType: string | null;
  previousId: string | null;
  policyVersion: number;
}

/** What a leaf says, once it is read. */
export interface Leaf {
  v: 1;
  id: string;
  at: string;
  name: string;
  subject: { type: string; id?: string };
  from: string | null;
  to: string | null;
  policy: number;
  grant: string | null;
  actor: string;
  open: Record<string, unknown>;
  sealed: Record<string, string>;
  cause: string | null;
  previous: string | null;
}

/**
 * The published text of an entry: canonical JSON. Of an entry about a person it does not say which one, nor which entry came before or
 * caused it, nor under which grant, so that nothing published leads along a person.
 */
export function leafOf(row: EntryRow): string {
  const isPersonal = personalKinds.has(row.subjectType);
  const text = (value: string | null) => JSON.stringify(value);
  const cause = isPersonal || (row.causeType !== null && personalKinds.has(row.causeType)) ? null : row.causeId;
  // The keys in the order of canonical JSON, written out: what they hold is the portal's own words, ids and times. Sorting them anew for each entry would take most of the time of giving it a position.
  return `{"actor":${text(row.actorKind)},"at":${text(row.at.toISOString())},"cause":${text(cause)},"from":${text(row.fromStatus)},"grant":${text(isPersonal ? null : row.grantId)},"id":${text(row.id)},"name":${text(row.name)},"open":${canonicalJson(row.open)},"policy":${row.policyVersion},"previous":${text(isPersonal ? null : row.previousId)},"sealed":${canonicalJson(row.sealed)},"subject":{${isPersonal ? "" : `"id":${text(row.subjectId)},`}"type":${text(row.subjectType)}},"to":${text(row.toStatus)},"v":1}`;
}
