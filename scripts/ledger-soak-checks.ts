import pg from "pg";
import { db } from "@/lib/core/db";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { memoryOf } from "@/lib/ledger/keep";
import { leafOf, type EntryRow } from "@/lib/ledger/leaf";
import { emptyFrontier, grow, leafHash, rootOf, sameHash, type Frontier, type Hash } from "@/lib/ledger/merkle";
import { openNote, readNote, type Verifier } from "@/lib/ledger/note";
import { commitmentTo, openAll } from "@/lib/ledger/sealing";
import { readTilePath, splitHashes } from "@/lib/ledger/tiles";
import { checkpointsFrom, publishedCheckpoint, publishedTile } from "@/lib/ledger/tree";
import { verifyLedger } from "@/lib/ledger/verify";
import { permitMoves } from "@/lib/permits/lifecycle";

/** A decision that a process of the soak told as done. */
export interface Told {
  name: string;
  entryId: string;
  subjectId: string;
  key: string;
}

interface Entry {
  id: string;
  name: string;
  subjectType: string;
  subjectId: string;
  fromStatus: string | null;
  toStatus: string | null;
  previousId: string | null;
  isPlaced: boolean;
  isPending: boolean;
}

interface Standing {
  type: string;
  id: string;
  status: string;
  /** of a permit: how often it was changed; 0 where that is not counted */
  version: number;
}

interface Stored {
  entries: Entry[];
  leaves: { position: number; leaf: string; hash: Buffer }[];
  records: Standing[];
  checkpoints: { id: number; size: number; note: string }[];
  tree: { size: number; frontier: Buffer }[];
  keys: { key: string; entryId: string | null }[];
  alarms: string[];
  strays: number;
}

export interface Found {
  problems: string[];
  entries: number;
  size: number;
  checkpoints: number;
}

// Entries in the order of their positions; those that wait for one come after.
const entriesInOrder = `SELECT e.id, e.name, e."subjectType", e."subjectId", e."fromStatus", e."toStatus", e."previousId", l.position IS NOT NULL AS "isPlaced", p.seq IS NOT NULL AS "isPending"
  FROM "LedgerEntry" e LEFT JOIN "LedgerLeaf" l ON l."entryId" = e.id LEFT JOIN "LedgerPending" p ON p."entryId" = e.id ORDER BY l.position NULLS LAST, p.seq`;
const records = `SELECT 'Permit' AS type, id, status::text AS status, version FROM "Permit"
  UNION ALL SELECT 'Grant', id, CASE WHEN "endedAt" IS NULL THEN 'given' ELSE 'ended' END, 0 FROM "Grant"
  UNION ALL SELECT 'Person', id, status::text, 0 FROM "Person" UNION ALL SELECT 'Application', id, status::text, 0 FROM "Application" UNION ALL SELECT 'Partner', id, status::text, 0 FROM "Partner"`;
const strays = `SELECT (SELECT count(*) FROM "LedgerLeaf" l WHERE NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.id = l."entryId")) + (SELECT count(*) FROM "LedgerPending" p WHERE NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.id = p."entryId")) AS many`;

/** What the database holds, all of one moment. */
async function stored(ownerUrl: string, fromPosition: number, fromCheckpoint: number): Promise<Stored> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => (await client.query<T>(text, values)).rows;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return {
      entries: await rows<Entry>(entriesInOrder),
      leaves: await rows<Stored["leaves"][number]>(`SELECT position::float8 AS position, leaf, hash FROM "LedgerLeaf" WHERE position >= $1 ORDER BY position`, [fromPosition]),
      records: await rows<Standing>(records),
      checkpoints: await rows<Stored["checkpoints"][number]>(`SELECT id::float8 AS id, size::float8 AS size, note FROM "LedgerCheckpoint" WHERE id > $1 ORDER BY id`, [fromCheckpoint]),
      tree: await rows<Stored["tree"][number]>(`SELECT size::float8 AS size, frontier FROM "LedgerTree" WHERE size > $1 ORDER BY size`, [fromPosition]),
      keys: await rows<Stored["keys"][number]>(`SELECT key, outcome->>'entryId' AS "entryId" FROM "DecisionKey"`),
      alarms: (await rows<{ words: string }>(`SELECT words FROM "LedgerAlarm"`)).map(({ words }) => words),
      strays: Number((await rows<{ many: string }>(strays))[0]?.many),
    };
  } finally {
    await client.end();
  }
}

/** Where a permit may go by the act of this name. */
const moveOf: Record<string, { from: readonly string[]; to: readonly string[] }> = {
  "permit.suspended": { from: permitMoves.suspend.from, to: ["suspended"] },
  "permit.resumed": { from: permitMoves.resume.from, to: ["active", "scheduled"] },
  "permit.revoked": { from: permitMoves.revoke.from, to: ["revoked"] },
};

/** The whole history replayed, and compared with how each record stands. */
function replayed({ entries, records: standing }: Stored): string[] {
  const problems: string[] = [];
  const histories = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.isPlaced === entry.isPending) problems.push(`Entry ${entry.id} ${entry.isPlaced ? "has its position and still waits for one" : "neither has a position nor waits for one"}.`);
    const key = `${entry.subjectType} ${entry.subjectId}`;
    const history = histories.get(key);
    if (history) history.push(entry);
    else histories.set(key, [entry]);
  }
  const known = new Set(standing.map(({ type, id }) => `${type} ${id}`));
  for (const [key, history] of histories) {
    const [type] = key.split(" ");
    if (!type || !["Permit", "Grant", "Person", "Application", "Partner"].includes(type)) continue;
    if (!known.has(key)) problems.push(`There are entries of ${key}, which is not there.`);
    if (type !== "Permit" && type !== "Grant") continue;
    const moves = history.filter(({ toStatus }) => toStatus !== null);
    for (const [n, { name, fromStatus, toStatus, previousId }] of moves.entries()) {
      const before = moves[n - 1];
      const allowed = type === "Permit" && before ? moveOf[name] : undefined;
      if (before ? fromStatus !== null && fromStatus !== before.toStatus : fromStatus !== null) problems.push(`${key}: ${name} says it came from ${fromStatus}, and before it was ${before?.toStatus ?? "not there"}.`);
      if (type === "Permit" && before && (!allowed || !allowed.from.includes(before.toStatus ?? "") || !allowed.to.includes(toStatus ?? ""))) problems.push(`${key}: ${name} leads from ${before.toStatus} to ${toStatus}, and no decision does.`);
      if (type === "Permit" && previousId !== (before?.id ?? null)) problems.push(`${key}: ${name} names another entry as the one before it.`);
    }
  }
  for (const { type, id, status, version } of standing) {
    const moves = histories.get(`${type} ${id}`)?.filter(({ toStatus }) => toStatus !== null) ?? [];
    const last = moves.at(-1);
    if (last?.toStatus !== status) problems.push(`${type} ${id} is ${status}, and its last entry says ${last?.toStatus ?? "nothing"}.`);
    if (type === "Grant" && (moves.filter(({ toStatus }) => toStatus === "given").length !== 1 || moves[0]?.toStatus !== "given")) problems.push(`Grant ${id} has not exactly one entry that gives it.`);
    if (version > 0 && version !== moves.length) problems.push(`${type} ${id} was changed ${version} times, and has ${moves.length} entries.`);
  }
  return problems;
}

/** Every decision that was told as done, or whose key was used up, against the entries; each key decided once. */
function accounted({ entries, keys }: Stored, told: readonly Told[], begunWith: number): string[] {
  const problems: string[] = [];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const byKey = new Map(keys.map(({ key, entryId }) => [key, entryId]));
  for (const { name, entryId, subjectId, key } of told) {
    const entry = byId.get(entryId);
    if (!entry) problems.push(`${name} of ${subjectId} was told as decided, and entry ${entryId} is not there.`);
    else if (entry.name !== name || entry.subjectId !== subjectId) problems.push(`Entry ${entryId} says ${entry.name} of ${entry.subjectId}; told was ${name} of ${subjectId}.`);
    if (byKey.get(key) !== entryId) problems.push(`${name} of ${subjectId}: its key is not kept with its entry.`);
  }
  for (const { key, entryId } of keys) if (!entryId || !byId.has(entryId)) problems.push(`The key ${key} was used up, and its entry is not there.`);
  // Refused attempts are entries too, without a key.
  const decided = entries.filter(({ name }) => name !== "attempt.denied").length - begunWith;
  if (decided !== keys.length) problems.push(`${keys.length} keys decided, and there are ${decided} entries of them.`);
  return problems;
}

const few = (problems: string[]): string[] => (problems.length > 8 ? [...problems.slice(0, 8), `… and ${problems.length - 8} more.`] : problems);

/**
 * Looks at the books again and again while they are shaken. It remembers the root at every size that it saw, so that a history which
 * changed behind it is noticed.
 */
export class Checks {
  private frontier: Frontier = emptyFrontier();
  private readonly roots: Hash[] = [rootOf(emptyFrontier())];
  private lastCheckpoint = 0;
  private checkpoints = 0;

  /** @param begunWith entries that the city had before the soak */
  constructor(private readonly options: { ownerUrl: string; dataFolder: string; keys: readonly Verifier[]; begunWith: number }) {}

  /** A signed checkpoint against the leaves: its root is the one that they have at its size. */
  private signedProblem(note: string, where: string): string | null {
    const { size, root } = openCheckpoint(note, this.options.keys);
    const ours = this.roots[size];
    if (!ours) return `${where} is of ${size} entries, and the tree has ${this.frontier.size}.`;
    return sameHash(ours, root) ? null : `A fork: ${where} of ${size} entries has another root than the leaves.`;
  }

  /** All that can be seen without anything standing still. `told`: what was told as decided before now. */
  async look(told: readonly Told[]): Promise<Found> {
    // Before the database is asked: what this machine signed is in it by then.
    const remembered = memoryOf(this.options.dataFolder).last();
    const now = await stored(this.options.ownerUrl, this.frontier.size, this.lastCheckpoint);
    const problems = [...replayed(now), ...accounted(now, told, this.options.begunWith)];
    if (now.strays !== 0) problems.push(`${now.strays} leaves or waiting places have no entry.`);
    for (const words of now.alarms) problems.push(`An alarm stands: ${words}`);
    const standing = new Map(now.tree.map(({ size, frontier }) => [size, frontier]));
    for (const { position, leaf, hash } of now.leaves) {
      if (position !== this.frontier.size) {
        problems.push(`After position ${this.frontier.size - 1} comes ${position}.`);
        break;
      }
      if (!sameHash(leafHash(leaf), hash)) problems.push(`The leaf at ${position} has another hash than its text.`);
      this.frontier = grow(this.frontier, leafHash(leaf));
      this.roots.push(rootOf(this.frontier));
      const kept = standing.get(this.frontier.size);
      if (kept && !(kept.length === this.frontier.peaks.length * 32 && splitHashes(kept).every((peak, n) => sameHash(peak, this.frontier.peaks[n] as Hash)))) problems.push(`The tree of ${this.frontier.size} entries stands otherwise than its leaves.`);
    }
    if (now.leaves.length > 0 && now.tree.at(-1)?.size !== this.frontier.size) problems.push(`There are ${this.frontier.size} leaves, and the tree says ${now.tree.at(-1)?.size}.`);
    for (const { id, note } of now.checkpoints) {
      const problem = this.signedProblem(note, `checkpoint ${id}`);
      if (problem) problems.push(problem);
      this.lastCheckpoint = id;
      this.checkpoints += 1;
    }
    const problem = remembered && this.signedProblem(remembered, "the checkpoint in the data folder");
    if (problem) problems.push(problem);
    return { problems: few(problems), entries: now.entries.length, size: this.frontier.size, checkpoints: this.checkpoints };
  }
}

/** Every entry that is placed is published as it stands, and none waits. */
async function leavesProblems(): Promise<string[]> {
  const problems: string[] = [];
  const waiting = await db.ledgerPending.count();
  if (waiting > 0) problems.push(`${waiting} entries still wait for their position.`);
  for (let from = 0; ; from += 2_000) {
    const rows = await db.$queryRaw<(EntryRow & { position: number; leaf: string | null })[]>`
      SELECT l.position::float8 AS position, l.leaf, e.id, e.at, e.name, e."subjectType", e."subjectId", e."fromStatus", e."toStatus", e."grantId", e."actorKind"::text AS "actorKind", e.open, e.sealed, e."causeId", e."previousId", e."policyVersion",
        (SELECT c."subjectType" FROM "LedgerEntry" c WHERE c.id = e."causeId") AS "causeType"
      FROM "LedgerEntry" e LEFT JOIN "LedgerLeaf" l ON l."entryId" = e.id ORDER BY e.id LIMIT 2000 OFFSET ${from}`;
    for (const row of rows) if (leafOf(row) !== row.leaf) problems.push(`Entry ${row.id} is ${row.leaf === null ? "not published" : "published otherwise than it stands"}.`);
    const opened = await openAll(db, rows.map(({ id }) => id));
    for (const { id, sealed } of rows) {
      for (const [field, commitment] of Object.entries(sealed as Record<string, string>)) {
        const found = opened.get(id)?.get(field);
        if (!found || commitmentTo(Buffer.from(found.salt, "base64"), field, found.value) !== commitment) problems.push(`What is sealed as ${field} in entry ${id} does not open to its commitment.`);
      }
    }
    if (rows.length < 2_000) return problems;
  }
}

/** Every signature of the witness, over the checkpoint that it says it saw. */
async function cosignatureProblems(witness: Verifier): Promise<string[]> {
  const signed = await db.$queryRaw<{ note: string; line: string }[]>`SELECT c.note, s.line FROM "LedgerCosignature" s JOIN LATERAL (SELECT note FROM "LedgerCheckpoint" c WHERE c.size = s.size ORDER BY id DESC LIMIT 1) c ON true`;
  return signed.flatMap(({ note, line }) => {
    try {
      openNote(`${readNote(note).text}\n${line}`, [witness]);
      return [];
    } catch (problem) {
      return [`A signature of the witness is none: ${String(problem)}`];
    }
  });
}

/** Reads what is published straight from where the pages read it. */
async function publishedFile(path: string): Promise<Uint8Array | null> {
  const [first, ...rest] = path.split("/");
  if (first === "checkpoint") return Buffer.from((await publishedCheckpoint())?.note ?? "");
  if (first === "history") return Buffer.from(JSON.stringify(await checkpointsFrom(Number(rest[0]))));
  const address = first === "tile" ? readTilePath(rest) : null;
  return address && publishedTile(address);
}

/** All permits as they stand, a page at a time. */
async function permitsAfter(after: string) {
  const permits = (await db.permit.findMany({ where: after ? { id: { gt: after } } : {}, select: { id: true, reference: true, status: true }, orderBy: { id: "asc" }, take: 100 })).map((permit) => ({ ...permit, status: String(permit.status) }));
  return { permits, next: permits.length === 100 ? (permits.at(-1)?.id ?? null) : null };
}

/** Once everything stands still: as somebody outside would check it, and what only the portal itself can see. */
export async function thorough({ keys, witness }: { keys: readonly Verifier[]; witness: Verifier }): Promise<{ problems: string[]; size: number }> {
  const problems = [...(await leavesProblems()), ...(await cosignatureProblems(witness))];
  const [first] = await checkpointsFrom(0);
  try {
    const { checkpoint } = await verifyLedger({ get: publishedFile, keys, witnesses: [witness], register: permitsAfter, ...(first ? { since: first } : {}) });
    return { problems: few(problems), size: checkpoint.size };
  } catch (problem) {
    return { problems: few([...problems, problem instanceof Error ? problem.message : String(problem)]), size: 0 };
  }
}
