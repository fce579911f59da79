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

/** Writes one entry in the transaction it is given, never in one of its own, and names the entry before it on the same record. */
export async function append(tx: Tx, entry: Entry): Promise<{ id: string; at: Date }> {
  const previous = await tx.ledgerEntry.findFirst({
    where: { subjectType: entry.subject.type, subjectId: entry.subject.id },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return tx.ledgerEntry.create({
    data: {
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
      previousId: previous?.id ?? null,
    },
    select: { id: true, at: true },
  });
}
