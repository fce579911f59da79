import "server-only";
import type { Tx } from "@/lib/core/db";
import { transaction } from "@/lib/core/transaction";
import { leafOf, type EntryRow } from "@/lib/ledger/leaf";
import { growInPlace, leafHash, type Frontier, type Hash } from "@/lib/ledger/merkle";
import { splitHashes, tileHeight, tileWidth } from "@/lib/ledger/tiles";
import { frontierNow, tileBytes } from "@/lib/ledger/tree";

/** One sequencer at a time, whichever process it is in. */
const sequencerLock = 7_162_001;
export const mostAtOnce = 4_096;

interface Tile {
  level: number;
  index: number;
  hashes: Buffer;
  root: Hash;
}

/** Tiles as they become whole while the tree grows. What stood in them before is read once, and only where one becomes whole. */
async function growing(tx: Tx, from: Frontier, leaves: Hash[]): Promise<{ frontier: Frontier; tiles: Tile[] }> {
  const rows = new Map<number, Hash[]>();
  const tiles: Tile[] = [];
  const willEnd = from.size + leaves.length;
  for (let level = 0; Math.floor(willEnd / tileWidth ** (level + 1)) > Math.floor(from.size / tileWidth ** (level + 1)); level++) {
    const count = Math.floor(from.size / tileWidth ** level);
    rows.set(level, count % tileWidth === 0 ? [] : splitHashes(await tileBytes(level, Math.floor(count / tileWidth), count % tileWidth, tx)));
  }
  const onNode = (height: number, index: number, hash: Hash) => {
    if (height % tileHeight !== 0) return;
    const level = height / tileHeight;
    rows.get(level)?.push(hash);
    // A node of the next level is the root over a whole tile of this one.
    const below = level === 0 ? undefined : rows.get(level - 1);
    if (!below) return;
    if (below.length !== tileWidth) throw new Error(`tile ${level - 1}/${index} of the ledger is not whole`);
    tiles.push({ level: level - 1, index, hashes: Buffer.concat(below), root: hash });
    below.length = 0;
  };
  const frontier = { size: from.size, peaks: [...from.peaks] };
  for (const leaf of leaves) {
    onNode(0, frontier.size, leaf);
    growInPlace(frontier, leaf, onNode);
  }
  return { frontier, tiles };
}

/**
 * Gives positions to entries that have none, at most 4,096 at once, and extends the tree by them; all or nothing, in one statement. Whoever
 * is killed in the middle leaves everything as it was.
 * @returns how many got their position; 0 also where another process is at it
 */
export async function sequence(most: number = mostAtOnce): Promise<number> {
  return transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`SELECT pg_try_advisory_xact_lock(${sequencerLock}::bigint) AS "isOurs"`;
      if (!lock?.isOurs) return 0;
      const rows = await tx.$queryRaw<EntryRow[]>`
        SELECT e.id, e.at, e.name, e."subjectType", e."subjectId", e."fromStatus", e."toStatus", e."grantId", e."actorKind"::text AS "actorKind", e.open, e.sealed, e."causeId", e."previousId", e."policyVersion",
          (SELECT c."subjectType" FROM "LedgerEntry" c WHERE c.id = e."causeId") AS "causeType"
        FROM (SELECT seq, "entryId" FROM "LedgerPending" ORDER BY seq LIMIT ${most}::int) p JOIN "LedgerEntry" e ON e.id = p."entryId" ORDER BY p.seq`;
      if (rows.length === 0) return 0;
      const leaves = rows.map(leafOf);
      const hashes = leaves.map((leaf) => leafHash(leaf));
      const from = await frontierNow(tx);
      const { frontier, tiles } = await growing(tx, from, hashes);
      const base64 = (hash: Uint8Array) => Buffer.from(hash).toString("base64");
      // One text for each column: the driver escapes an array element by element, which takes longer than the rest. No canonical JSON holds a line end.
      const [ids, texts, hashed] = [rows.map(({ id }) => id), leaves, hashes.map(base64)].map((column) => column.join("\n"));
      await tx.$executeRaw`
        WITH placed AS (
          INSERT INTO "LedgerLeaf" (position, "entryId", leaf, hash)
          SELECT ${from.size}::bigint + r.n - 1, r.id::uuid, r.leaf, decode(r.hash, 'base64') FROM unnest(string_to_array(${ids}, chr(10)), string_to_array(${texts}, chr(10)), string_to_array(${hashed}, chr(10))) WITH ORDINALITY AS r (id, leaf, hash, n)
        ), whole AS (
          INSERT INTO "LedgerTile" (level, index, hashes, root)
          SELECT r.level, r.index, decode(r.hashes, 'base64'), decode(r.root, 'base64') FROM unnest(${tiles.map(({ level }) => level)}::int[], ${tiles.map(({ index }) => index)}::int[], ${tiles.map((tile) => base64(tile.hashes))}::text[], ${tiles.map(({ root }) => base64(root))}::text[]) AS r (level, index, hashes, root)
        ), stands AS (
          INSERT INTO "LedgerTree" (size, frontier) VALUES (${frontier.size}::bigint, decode(${base64(Buffer.concat(frontier.peaks))}, 'base64'))
        )
        DELETE FROM "LedgerPending" WHERE "entryId" = ANY (string_to_array(${ids}, chr(10))::uuid[])`;
      return rows.length;
    },
    { timeout: 60_000 },
  );
}
