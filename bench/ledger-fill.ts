import pg from "pg";
import { checkpointText } from "@/lib/ledger/checkpoint";
import { emptyFrontier, grow, rootOf, type Frontier, type Hash } from "@/lib/ledger/merkle";
import { signNote, type Signer } from "@/lib/ledger/note";
import { splitHashes, tileHeight, tileWidth } from "@/lib/ledger/tiles";
import { means } from "./fill";

/** Statements for the filling only. What is sealed is a commitment, as long as a true one. */
const ledgerMeans = `${means}
CREATE FUNCTION pg_temp.commitment(n bigint, field text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT encode(sha256(convert_to(field || n, 'UTF8')), 'base64') $$;
`;

/** Entries as decisions write them, half of them about persons, that wait for their positions. */
export async function fillWaiting(superUrl: string, entries: number): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off");
    await client.query(ledgerMeans);
    await client.query(
      `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "fromStatus", "toStatus", "grantId", "actorKind", "actorId", open, sealed, "previousId", "policyVersion")
       SELECT pg_temp.id(30, n), now() - (${entries} - n) * interval '1 second', CASE WHEN n % 2 = 0 THEN 'permit.suspended' ELSE 'grant.given' END, CASE WHEN n % 2 = 0 THEN 'Permit' ELSE 'Grant' END, pg_temp.id(31, n),
         CASE WHEN n % 2 = 0 THEN 'active' END, CASE WHEN n % 2 = 0 THEN 'suspended' ELSE 'given' END, pg_temp.id(32, n % 500), 'person', pg_temp.id(33, n % 200),
         CASE WHEN n % 2 = 0 THEN jsonb_build_object('reference', pg_temp.reference(n), 'title', 'Air sensors in Harbour Street', 'reason', 'The poles bear the weight and no person can be identified.', 'until', '2028-10-20')
           ELSE jsonb_build_object('capability', 'permits.suspend', 'zoneId', pg_temp.id(2, n % 10)) END,
         jsonb_build_object('actor', pg_temp.commitment(n, 'actor')) || CASE WHEN n % 2 = 0 THEN '{}' ELSE jsonb_build_object('subject', pg_temp.commitment(n, 'subject'), 'reason', pg_temp.commitment(n, 'reason'), 'toPerson', pg_temp.commitment(n, 'toPerson')) END,
         CASE WHEN n % 2 = 0 AND n > 400 THEN pg_temp.id(30, n - 400) END, 3
       FROM generate_series(0, ${entries - 1}) n`,
    );
    await client.query(`INSERT INTO "LedgerPending" ("entryId") SELECT id FROM "LedgerEntry" ORDER BY id`);
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}

/** A published entry as long as those of a real ledger, in its canonical form. */
const wholeLeaf = `'{"actor":"person","at":"2028-10-20T09:00:00.000Z","cause":null,"from":"active","grant":"' || pg_temp.id(32, n % 500) || '","id":"' || pg_temp.id(30, n) || '","name":"permit.suspended","open":{"reason":"The poles bear the weight and no person can be identified.","reference":"' || pg_temp.reference(n) || '","title":"Air sensors in Harbour Street","until":"2028-10-20"},"policy":3,"previous":"' || pg_temp.id(30, n - 400) || '","sealed":{"actor":"' || pg_temp.commitment(n, 'actor') || '"},"subject":{"id":"' || pg_temp.id(31, n % 100000) || '","type":"Permit"},"to":"suspended","v":1}'`;
/** One that only makes the tree larger. */
const shortLeaf = `'{"entry":' || n || '}'`;
const leavesAtOnce = tileWidth * tileWidth;

/** A ledger that grows to the sizes at which it is measured: leaves by SQL, the tree over them here, in one stream; all of it true. */
export class LongLedger {
  private frontier: Frontier = emptyFrontier();
  /** of each level, the hashes that do not fill a tile yet */
  private readonly rows: Hash[][] = [];

  private constructor(private readonly client: pg.Client, private readonly signer: Signer) {}

  static async open(superUrl: string, signer: Signer): Promise<LongLedger> {
    const client = new pg.Client({ connectionString: superUrl });
    await client.connect();
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'");
    await client.query(ledgerMeans);
    return new LongLedger(client, signer);
  }

  /** Grows to a size and signs it. @returns the signed checkpoint */
  async growTo(size: number, isShort: boolean): Promise<string> {
    const from = this.frontier.size;
    await this.client.query(`ALTER TABLE "LedgerLeaf" DROP CONSTRAINT IF EXISTS "LedgerLeaf_pkey"; DROP INDEX IF EXISTS "LedgerLeaf_entryId_key"`);
    for (let at = from; at < size; at += leavesAtOnce * 8) {
      const last = Math.min(size, at + leavesAtOnce * 8) - 1;
      await this.client.query(`INSERT INTO "LedgerLeaf" (position, "entryId", leaf, hash) SELECT n, pg_temp.id(30, n), leaf, sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')) FROM (SELECT n, ${isShort ? shortLeaf : wholeLeaf} AS leaf FROM generate_series(${at}::bigint, ${last}::bigint) n OFFSET 0) each`);
    }
    await this.client.query(`ALTER TABLE "LedgerLeaf" ADD CONSTRAINT "LedgerLeaf_pkey" PRIMARY KEY (position); CREATE UNIQUE INDEX "LedgerLeaf_entryId_key" ON "LedgerLeaf" ("entryId")`);
    for (let at = from; at < size; at += leavesAtOnce) {
      const { rows } = await this.client.query<{ hashes: Buffer }>(`SELECT string_agg(hash, ''::bytea ORDER BY position) AS hashes FROM "LedgerLeaf" WHERE position >= $1 AND position < $2`, [at, Math.min(size, at + leavesAtOnce)]);
      await this.addTiles(splitHashes(rows[0]?.hashes ?? Buffer.alloc(0)));
    }
    await this.client.query(`INSERT INTO "LedgerTree" (size, frontier) VALUES ($1, $2)`, [size, Buffer.concat(this.frontier.peaks)]);
    const note = signNote(checkpointText({ origin: this.signer.name, size, root: rootOf(this.frontier) }), this.signer);
    await this.client.query(`INSERT INTO "LedgerCheckpoint" (size, note) VALUES ($1, $2)`, [size, note]);
    await this.client.query("VACUUM (ANALYZE)");
    await this.client.query("CHECKPOINT");
    return note;
  }

  /** Grows the tree by these leaves, and stores the tiles that became whole. */
  private async addTiles(leaves: Hash[]): Promise<void> {
    const [levels, indices, hashes, roots]: [number[], number[], Buffer[], Hash[]] = [[], [], [], []];
    const onNode = (height: number, index: number, hash: Hash) => {
      if (height % tileHeight !== 0) return;
      const level = height / tileHeight;
      (this.rows[level] ??= []).push(hash);
      const below = level === 0 ? undefined : this.rows[level - 1];
      if (!below) return;
      levels.push(level - 1);
      indices.push(index);
      hashes.push(Buffer.concat(below));
      roots.push(hash);
      below.length = 0;
    };
    for (const leaf of leaves) this.frontier = grow(this.frontier, leaf, onNode);
    if (levels.length > 0) await this.client.query(`INSERT INTO "LedgerTile" (level, index, hashes, root) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bytea[], $4::bytea[])`, [levels, indices, hashes, roots]);
  }

  /** The entries at so many positions, drawn by chance from the whole. */
  async someEntries(count: number): Promise<string[]> {
    const positions = Array.from({ length: count }, () => Math.floor(Math.random() * this.frontier.size));
    const { rows } = await this.client.query<{ id: string }>(`SELECT "entryId" AS id FROM "LedgerLeaf" WHERE position = ANY ($1::bigint[]) ORDER BY random()`, [positions]);
    return rows.map(({ id }) => id);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
