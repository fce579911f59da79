import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import type { AppAbility } from "@/lib/access/ability";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { remembered } from "@/lib/core/remembered";
import { asSystem, behindWall } from "@/lib/core/wall";
import { entryWords } from "@/lib/ledger/words";

export interface TimelineEntry {
  id: string;
  at: Date;
  name: string;
  words: string;
  from: string | null;
  to: string | null;
  actor: { id: string; name: string } | null;
  actorKind: "person" | "visitor" | "operator";
  reason: string | null;
  open: Record<string, unknown>;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

async function withActors(entries: { id: string; at: Date; name: string; fromStatus: string | null; toStatus: string | null; actorId: string | null; actorKind: "person" | "visitor" | "operator"; open: unknown; sealed: unknown }[]): Promise<TimelineEntry[]> {
  const people = await namesOf(entries.map(({ actorId }) => actorId));
  return entries.map((entry) => {
    const open = entry.open as Record<string, unknown>;
    return {
      id: entry.id, at: entry.at, name: entry.name, words: entryWords[entry.name] ?? entry.name, from: entry.fromStatus, to: entry.toStatus,
      actor: entry.actorId ? (people.get(entry.actorId) ?? null) : null, actorKind: entry.actorKind, reason: text(open.reason) ?? text((entry.sealed as Record<string, unknown>).reason), open,
    };
  });
}

/** What happened to some records, newest first, with who did it and why. For those who may see the records: the caller has checked. */
export const timelineOf = behindWall(async (_who: { person: { id: string } }, subjects: { type: string; id: string }[], options: { leaveOut?: string[] } = {}): Promise<TimelineEntry[]> => {
  const entries = await db.ledgerEntry.findMany({
    where: { OR: subjects.map(({ type, id }) => ({ subjectType: type, subjectId: id })), name: { notIn: options.leaveOut ?? [] } },
    orderBy: { id: "desc" },
    take: 100,
  });
  return withActors(entries);
});

/** The ledger, newest first, in pages of 50, for those who may read it. */
export const ledgerPage = behindWall(async ({ ability }: { person: { id: string }; ability: AppAbility }, { before, name, actorId }: { before?: string | undefined; name?: string | undefined; actorId?: string | undefined }) => {
  const entries = await db.ledgerEntry.findMany({
    where: { AND: [authorizedWhere(ability, "examine", "LedgerEntry"), before && isId(before) ? { id: { lt: before } } : {}, name && Object.hasOwn(entryWords, name) ? { name } : {}, actorId && isId(actorId) ? { actorId } : {}] },
    orderBy: { id: "desc" },
    take: 51,
  });
  const page = await withActors(entries.slice(0, 50));
  return { entries: page.map((entry, index) => ({ ...entry, subjectType: entries[index]?.subjectType ?? "", subjectId: entries[index]?.subjectId ?? "", grantId: entries[index]?.grantId ?? null })), more: entries.length > 50 ? entries[49]?.id : undefined };
});

/** How much the ledger holds and when it was last written: under every page, so counted past the wall. At most half a minute old. */
export const ledgerSize = remembered(30_000, async () => {
  const [entries, last] = await asSystem(() => Promise.all([db.ledgerEntry.count(), db.ledgerEntry.findFirst({ orderBy: { id: "desc" }, select: { at: true } })]));
  return { entries, lastAt: last?.at ?? null };
});
