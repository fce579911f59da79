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
  const leaf: Leaf = {
    v: 1,
    id: row.id,
    at: row.at.toISOString(),
    name: row.name,
    subject: { type: row.subjectType, ...(isPersonal ? {} : { id: row.subjectId }) },
    from: row.fromStatus,
    to: row.toStatus,
    policy: row.policyVersion,
    grant: isPersonal ? null : row.grantId,
    actor: row.actorKind,
    open: row.open as Leaf["open"],
    sealed: row.sealed as Leaf["sealed"],
    cause: isPersonal || (row.causeType !== null && personalKinds.has(row.causeType)) ? null : row.causeId,
    previous: isPersonal ? null : row.previousId,
  };
  return canonicalJson(leaf);
}
