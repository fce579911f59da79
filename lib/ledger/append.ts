import "server-only";
import type { Prisma, ActorKind } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { ownerOf, personalKinds } from "@/lib/ledger/personal";
import { sealAll } from "@/lib/ledger/sealing";

export interface Entry {
  /** Past and dotted: "permit.suspended". */
  name: string;
  subject: { type: string; id: string };
  from: string | null;
  to: string | null;
  grantId: string | null;
  actorKind: ActorKind;
  actorId: string | null;
  /** The name by which the person was known then; sealed with their id. */
  actorName?: string | null;
  /** Facts anyone may read: no personal data. */
  open: Record<string, Prisma.InputJsonValue>;
  /** Free text that may name people. */
  sealed: Record<string, Prisma.InputJsonValue>;
  causeId: string | null;
  /** Of the rules of access in force; 0 before the city published its own. */
  policyVersion?: number;
}

/** What of an entry is sealed, and for whom. */
function sealedFields(entry: Entry) {
  const owner = ownerOf(entry);
  const fields = Object.entries(entry.sealed).map(([field, value]) => ({ field, value: value as unknown, owner }));
  // Of somebody forgotten the id alone is left, which is nobody's any more.
  if (personalKinds.has(entry.subject.type)) fields.push({ field: "subject", value: entry.subject.id, owner });
  // Nor by which grant: all that is done under one would lead to its holder.
  if (personalKinds.has(entry.subject.type) && entry.grantId) fields.push({ field: "grant", value: entry.grantId, owner: entry.actorId ? { id: entry.actorId, kind: "person" } : owner });
  if (entry.actorId) fields.push({ field: "actor", value: { id: entry.actorId, ...(entry.actorName ? { name: entry.actorName } : {}) }, owner: { id: entry.actorId, kind: "person" } });
  return fields;
}

/**
 * Writes entries in the transaction it is given, never in one of its own, in their order; one statement, sealed fields and all.
 * The database itself adds which entry came before on the same record, and lets each wait for its position.
 * @returns their ids
 */
export async function appendAll(tx: Tx, entries: Entry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const ids = entries.map(() => newId());
  const sealed = await sealAll(tx, entries.map((entry, n) => ({ entryId: ids[n] as string, fields: sealedFields(entry) })));
  const rows = entries.map((entry, n) => ({
    id: ids[n], n, name: entry.name, subjectType: entry.subject.type, subjectId: entry.subject.id, fromStatus: entry.from, toStatus: entry.to, grantId: entry.grantId,
    actorKind: entry.actorKind, actorId: entry.actorId, open: entry.open, sealed: sealed[n]?.commitments ?? {}, causeId: entry.causeId, policyVersion: entry.policyVersion ?? 0,
  }));
  const openings = sealed.flatMap((each, n) => each.openings.map((opening) => ({ entryId: ids[n], ...opening })));
  await tx.$executeRaw`
    WITH opening AS (
      INSERT INTO "LedgerOpening" ("entryId", field, "keyId", box) SELECT r."entryId", r.field, r."keyId", r.box FROM jsonb_to_recordset(${JSON.stringify(openings)}::jsonb) AS r ("entryId" uuid, field text, "keyId" uuid, box text))
    INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "fromStatus", "toStatus", "grantId", "actorKind", "actorId", open, sealed, "causeId", "policyVersion")
    SELECT r.id, r.name, r."subjectType", r."subjectId", r."fromStatus", r."toStatus", r."grantId", r."actorKind"::"ActorKind", r."actorId", r.open, r.sealed, r."causeId", r."policyVersion"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id uuid, n int, name text, "subjectType" text, "subjectId" uuid, "fromStatus" text, "toStatus" text, "grantId" uuid, "actorKind" text, "actorId" uuid, open jsonb, sealed jsonb, "causeId" uuid, "policyVersion" int)
    ORDER BY r.n`;
  return ids;
}

/** The same for one. */
export async function append(tx: Tx, entry: Entry): Promise<{ id: string }> {
  const [id = ""] = await appendAll(tx, [entry]);
  return { id };
}
