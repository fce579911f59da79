import "server-only";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { remembered } from "@/lib/core/remembered";
import { asSystem, behindWall } from "@/lib/core/wall";
import { openAll } from "@/lib/ledger/sealing";
import { positionsOf } from "@/lib/ledger/tree";
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
  /** in the ledger; null while it waits for it */
  position: number | null;
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

interface Row {
  id: string;
  at: Date;
  name: string;
  fromStatus: string | null;
  toStatus: string | null;
  actorId: string | null;
  actorKind: "person" | "visitor" | "operator";
  open: unknown;
}

/** Entries with who acted and where each stands. What is sealed stays sealed: for who reads the ledger and not a record of their own work. */
export const withActors = (entries: Row[]): Promise<TimelineEntry[]> => told(entries, new Map());

async function told(entries: Row[], opened: Awaited<ReturnType<typeof openAll>>): Promise<TimelineEntry[]> {
  const ids = entries.map(({ id }) => id);
  const [people, positions] = await Promise.all([namesOf(entries.map(({ actorId }) => actorId)), positionsOf(ids)]);
  return entries.map((entry) => {
    const open = entry.open as Record<string, unknown>;
    return {
      id: entry.id, at: entry.at, name: entry.name, words: entryWords[entry.name] ?? entry.name, from: entry.fromStatus, to: entry.toStatus,
      actor: entry.actorId ? (people.get(entry.actorId) ?? null) : null, actorKind: entry.actorKind, reason: text(open.reason) ?? text(opened.get(entry.id)?.get("reason")?.value), open, position: positions.get(entry.id) ?? null,
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
  // The reasons belong to what those see who may see the record.
  return told(entries, await openAll(db, entries.map(({ id }) => id)));
});

/** How the ledger stands, as it is told under every page. */
export interface Standing {
  entries: number;
  /** of the newest signed checkpoint */
  sealed: number;
  sealedAt: Date | null;
  /** by how many witnesses that was seen */
  witnesses: number;
  /** why it is not to be relied on; null while it is */
  alarm: string | null;
}

/** An entry that has waited so long for its position, or a checkpoint that none of the known witnesses has seen for so long, is too late. */
const lateAfterSeconds = 120;

/** Counted past the wall, since it is under every page. At most ten seconds old. */
/** How many entries there are at this moment: as long as it is the same, nothing was decided. */
export const ledgerSize = (): Promise<number> =>
  asSystem(async () => (await db.$queryRaw<[{ entries: number }]>`SELECT (SELECT coalesce(max(size), 0)::float8 FROM "LedgerTree") + (SELECT count(*) FROM "LedgerPending") AS entries`)[0].entries);

export const ledgerStanding = remembered(2_000, () =>
  asSystem(async (): Promise<Standing> => {
    const hasWitnesses = Boolean(process.env.LAMPPOST_WITNESSES);
    const [row] = await db.$queryRaw<{ entries: number; sealed: number | null; sealedAt: Date | null; witnesses: number; alarm: string | null; isLate: boolean; isUnsigned: boolean; isUnseen: boolean }[]>`
      SELECT (SELECT coalesce(max(size), 0)::float8 FROM "LedgerTree") + (SELECT count(*) FROM "LedgerPending") AS entries,
        c.size::float8 AS sealed, c.at AS "sealedAt", (SELECT count(*)::int FROM "LedgerCosignature" s WHERE s.size = c.size) AS witnesses,
        (SELECT words FROM "LedgerAlarm" WHERE "clearedAt" IS NULL ORDER BY "raisedAt" LIMIT 1) AS alarm,
        coalesce((SELECT e.at < now() - ${lateAfterSeconds} * interval '1 second' FROM (SELECT "entryId" FROM "LedgerPending" ORDER BY seq LIMIT 1) p JOIN "LedgerEntry" e ON e.id = p."entryId"), false) AS "isLate",
        coalesce((SELECT min(t.at) < now() - ${lateAfterSeconds} * interval '1 second' FROM "LedgerTree" t WHERE t.size > coalesce(c.size, 0)), false) AS "isUnsigned",
        coalesce(${hasWitnesses} AND c.at < now() - ${lateAfterSeconds} * interval '1 second' AND NOT EXISTS (SELECT FROM "LedgerCosignature" s WHERE s.size = c.size), false) AS "isUnseen"
      FROM (SELECT 1) one LEFT JOIN (SELECT size, at FROM "LedgerCheckpoint" ORDER BY id DESC LIMIT 1) c ON true`;
    const late = row?.isLate ? "Entries have been waiting for more than two minutes to be sealed." : row?.isUnsigned ? "Nothing has been signed for more than two minutes, although there are new entries." : row?.isUnseen ? "No witness has confirmed the ledger for more than two minutes." : null;
    return { entries: row?.entries ?? 0, sealed: row?.sealed ?? 0, sealedAt: row?.sealedAt ?? null, witnesses: row?.witnesses ?? 0, alarm: row?.alarm ?? late };
  }),
);
