import "server-only";
import { onForget } from "@/lib/core/process-memory";
import { db, Prisma, type Tx } from "@/lib/core/db";
import { inclusionProof, type Frontier, type NodeReader } from "@/lib/ledger/merkle";
import { bundleOf, nodesThroughTiles, splitHashes, tileWidth, widthOf, type TileAddress, type TileReader } from "@/lib/ledger/tiles";
import { receiptText } from "@/lib/ledger/receipt";

/* The tree as it is kept in the database. All of it is published, so whoever asks may read it. */

type Reader = Pick<Tx, "$queryRaw">;

/** How the tree stands. */
export async function frontierNow(tx: Reader = db): Promise<Frontier> {
  const [row] = await tx.$queryRaw<{ size: number; frontier: Uint8Array }[]>`SELECT size::float8 AS size, frontier FROM "LedgerTree" ORDER BY "LedgerTree".size DESC LIMIT 1`;
  return { size: row?.size ?? 0, peaks: row ? splitHashes(row.frontier) : [] };
}

/** The first `width` hashes of a tile, as bytes; fewer where the tree has no more. */
export async function tileBytes(level: number, index: number, width: number, tx: Reader = db): Promise<Uint8Array> {
  const [first, last] = [index * tileWidth, index * tileWidth + width - 1];
  const growing =
    level === 0
      ? Prisma.sql`SELECT string_agg(hash, ''::bytea ORDER BY position) FROM "LedgerLeaf" WHERE position BETWEEN ${first}::bigint AND ${last}::bigint`
      : Prisma.sql`SELECT string_agg(root, ''::bytea ORDER BY index) FROM "LedgerTile" WHERE level = ${level - 1}::int AND index BETWEEN ${first}::bigint AND ${last}::bigint`;
  const [row] = await tx.$queryRaw<{ hashes: Uint8Array | null }[]>(
    Prisma.sql`SELECT coalesce((SELECT substr(hashes, 1, ${width * 32}::int) FROM "LedgerTile" WHERE level = ${level}::int AND index = ${index}::bigint), (${growing})) AS hashes`,
  );
  return row?.hashes ?? new Uint8Array();
}

const tilesOf = (tx: Reader): TileReader => async (level, index, width) => splitHashes(await tileBytes(level, index, width, tx));

/** Reads nodes of the tree as it was at this size. */
export const nodesOf = (size: number, tx: Reader = db): NodeReader => nodesThroughTiles(tilesOf(tx), size);

/** How far the tree was signed when it was last asked. What was signed stays so. */
let signedSize = 0;
onForget(() => (signedSize = 0));

/** True where the tree is signed as far as the tile goes. */
async function isSigned(level: number, index: number, width: number): Promise<boolean> {
  if (widthOf(level, index, signedSize) >= width) return true;
  signedSize = (await publishedCheckpoint())?.size ?? 0;
  return widthOf(level, index, signedSize) >= width;
}

/** The bytes of a tile or a bundle of entries of a published tree; null where the tree is not that far. */
export async function publishedTile({ level, index, width }: TileAddress): Promise<Uint8Array | null> {
  // Only as far as it is signed: what is handed out for ever is not taken back by a database that fails in the next moment.
  if (!(await isSigned(level === "entries" ? 0 : level, index, width))) return null;
  if (level !== "entries") {
    const bytes = await tileBytes(level, index, width);
    return bytes.length === width * 32 ? bytes : null;
  }
  const rows = await db.$queryRaw<{ leaf: string }[]>`SELECT leaf FROM "LedgerLeaf" WHERE position >= ${index * tileWidth}::bigint AND position < ${index * tileWidth + width}::bigint ORDER BY position`;
  return rows.length === width ? bundleOf(rows.map(({ leaf }) => leaf)) : null;
}

export interface Published {
  size: number;
  /** signed, with the witnesses' signatures */
  note: string;
  at: Date;
}

/** The newest signed checkpoint of a tree that holds at least so many entries, with whoever saw it. */
export async function publishedCheckpoint(atLeast = 0, tx: Reader = db): Promise<Published | null> {
  const [row] = await tx.$queryRaw<{ size: number; note: string; at: Date; seen: string | null }[]>`
    SELECT c.size::float8 AS size, c.note, c.at, (SELECT string_agg(s.line, '' ORDER BY s.witness) FROM "LedgerCosignature" s WHERE s.size = c.size) AS seen
    FROM (SELECT * FROM "LedgerCheckpoint" ORDER BY id DESC LIMIT 1) c WHERE c.size >= ${atLeast}::bigint`;
  return row ? { size: row.size, note: row.note + (row.seen ?? ""), at: row.at } : null;
}

/** Signed checkpoints in the order in which they were published, a page of at most 1,000 from a size on. */
export const checkpointsFrom = async (size: number): Promise<string[]> =>
  (await db.$queryRaw<{ note: string }[]>`SELECT note FROM "LedgerCheckpoint" WHERE size >= ${size}::bigint ORDER BY size, id LIMIT 1000`).map(({ note }) => note);

/** Where an entry stands: its position and published text; null while it waits for them. */
export async function leafOfEntry(entryId: string, tx: Reader = db): Promise<{ position: number; leaf: string } | null> {
  const [row] = await tx.$queryRaw<{ position: number; leaf: string }[]>`SELECT position::float8 AS position, leaf FROM "LedgerLeaf" WHERE "entryId" = ${entryId}::uuid`;
  return row ?? null;
}

/** The receipt of an entry under the newest checkpoint that covers it; null while there is none. */
export async function receiptOf(entryId: string): Promise<string | null> {
  const [found, checkpoint] = await Promise.all([leafOfEntry(entryId), publishedCheckpoint()]);
  if (!found || !checkpoint || checkpoint.size <= found.position) return null;
  const { size, note } = checkpoint;
  return receiptText({ entry: found.leaf, index: found.position, proof: await inclusionProof(nodesOf(size), found.position, size), checkpoint: note });
}

/** The positions of entries, by their ids; what waits for one is absent. */
export async function positionsOf(entryIds: string[]): Promise<Map<string, number>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; position: number }[]>(Prisma.sql`SELECT "entryId" AS id, position::float8 AS position FROM "LedgerLeaf" WHERE "entryId" = ANY (${entryIds}::uuid[])`);
  return new Map(rows.map(({ id, position }) => [id, position]));
}
