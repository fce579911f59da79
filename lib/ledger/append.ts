import "server-only";
import type { Prisma, ActorKind } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";

export interface Entry {
  /** Past and dotted: "permit.suspended". */
  name: string;
  subject: { type: string; id: string };
  from: string | null;
  to: string | null;
  grantId: string | null;
  actorKind: ActorKind;
  actorId: string | null;
  /** Facts anyone may read: no personal data. */
  open: Record<string, Prisma.InputJsonValue>;
  /** Free text that may name people. */
  sealed: Record<string, Prisma.InputJsonValue>;
  causeId: string | null;
}

/** The database itself adds to an entry which one came before it on the same record (`ledger_names_previous`). */
const row = (entry: Entry): Prisma.LedgerEntryCreateManyInput => ({
  name: entry.name,
  subjectType: entry.subject.type,
  subjectId: entry.subject.id,
  fromStatus: entry.from,
  toStatus: entry.to,
  grantId: entry.grantId,
  actorKind: entry.actorKind,
  actorId: entry.actorId,
  open: entry.open,
  sealed: entry.sealed,
  causeId: entry.causeId,
});

/** Writes one entry in the transaction it is given, never in one of its own. */
export const append = (tx: Tx, entry: Entry): Promise<{ id: string; at: Date }> => tx.ledgerEntry.create({ data: row(entry), select: { id: true, at: true } });

/** The same for several entries, in their order. */
export async function appendAll(tx: Tx, entries: Entry[]): Promise<void> {
  if (entries.length > 0) await tx.ledgerEntry.createMany({ data: entries.map(row) });
}
