import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { transaction } from "@/lib/core/transaction";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { appendAll } from "@/lib/ledger/append";
import { compare } from "@/lib/ledger/keep";
import { checkpointText } from "@/lib/ledger/checkpoint";
import { emptyFrontier, grow, leafHash, rootOf, type Hash } from "@/lib/ledger/merkle";
import { newSecretKey, readNote, signerOf, signNote } from "@/lib/ledger/note";
import { LedgerProblem, publish } from "@/lib/ledger/publish";
import { ledgerOrigin } from "@/lib/ledger/signers";
import { sealedLedger, testOrigin } from "@/lib/ledger/test-sealed";
import { publishedCheckpoint } from "@/lib/ledger/tree";
import { Untrue, verifyLedger } from "@/lib/ledger/verify";
import { addCheckpoint, type WitnessMemory } from "@/lib/ledger/witness";
import { suspendPermit } from "@/lib/permits/suspend";

/* Whoever rules the database: superuser, triggers off, rewriting whatever they like. They do not have the signing key. */

const city = await testCity();
const ledger = sealedLedger();
const entry = (n: number) => ({ name: "test.made", subject: { type: "Thing", id: randomUUID() }, from: null, to: "made", grantId: null, actorKind: "operator" as const, actorId: null, open: { n }, sealed: {}, causeId: null });
const { permitId } = await city.application("approved");
await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
await transaction((tx) => appendAll(tx, Array.from({ length: 400 }, (_, n) => entry(n))));
await ledger.seal();
await transaction((tx) => appendAll(tx, Array.from({ length: 200 }, (_, n) => entry(n))));
await ledger.seal();
const honest = (await publishedCheckpoint())?.note ?? "";
const size = await db.ledgerEntry.count();
const victim = 300;

const root = new pg.Client({ connectionString: process.env.TEST_SUPER_URL });
beforeAll(async () => {
  await root.connect();
  // As superuser one need not even disable triggers one by one.
  await root.query("SET session_replication_role = replica");
  await root.query(`ALTER TABLE "LedgerLeaf" DROP CONSTRAINT leaf_place`);
});
afterAll(() => root.end());

const tables = ["LedgerLeaf", "LedgerTile", "LedgerTree", "LedgerCheckpoint", "LedgerEntry", "Permit"];
beforeAll(async () => {
  for (const table of tables) await root.query(`CREATE TABLE "kept_${table}" AS TABLE "${table}"`);
});
/** Everything is brought back as it was before each attack. */
beforeEach(async () => {
  for (const table of tables) {
    await root.query(`DELETE FROM "${table}"`);
    const { rows } = await root.query<{ columns: string }>(`SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`);
    await root.query(`INSERT INTO "${table}" (${rows[0]?.columns}) SELECT ${rows[0]?.columns} FROM "kept_${table}"`);
  }
  await root.query(`DELETE FROM "LedgerAlarm"`);
});

/** The tree put together anew over whatever leaves there are: hashes, tiles and how it stands. */
async function rebuild(): Promise<{ size: number; root: Hash }> {
  const { rows } = await root.query<{ position: string; leaf: string }>(`SELECT position, leaf FROM "LedgerLeaf" ORDER BY position`);
  await root.query(`DELETE FROM "LedgerTile"; DELETE FROM "LedgerTree"`);
  let frontier = emptyFrontier();
  let tile: Hash[] = [];
  for (const [n, { position, leaf }] of rows.entries()) {
    const hash = leafHash(leaf);
    await root.query(`UPDATE "LedgerLeaf" SET hash = $2 WHERE position = $1`, [position, hash]);
    tile.push(hash);
    const whole: Hash[] = [];
    frontier = grow(frontier, hash, (height, _, node) => void (height === 8 && whole.push(node)));
    if (whole[0]) {
      await root.query(`INSERT INTO "LedgerTile" (level, index, hashes, root) VALUES (0, $1, $2, $3)`, [Math.floor(n / 256), Buffer.concat(tile), whole[0]]);
      tile = [];
    }
  }
  await root.query(`INSERT INTO "LedgerTree" (size, frontier) VALUES ($1, $2)`, [frontier.size, Buffer.concat(frontier.peaks)]);
  return { size: frontier.size, root: rootOf(frontier) };
}

const alter = (text: string): string => text.replace('"to":"made"', '"to":"void"');
const moveUp = (from: number) => root.query(`UPDATE "LedgerLeaf" SET position = -position - 2 WHERE position >= $1`, [from]).then(() => root.query(`UPDATE "LedgerLeaf" SET position = -position - 1 WHERE position < 0`));
const moveDown = (from: number) => root.query(`UPDATE "LedgerLeaf" SET position = -position WHERE position > $1`, [from]).then(() => root.query(`UPDATE "LedgerLeaf" SET position = -position - 1 WHERE position < 0`));
const swap = async (one: number, other: number) => {
  await root.query(`UPDATE "LedgerLeaf" SET position = -1 WHERE position = $1`, [one]);
  await root.query(`UPDATE "LedgerLeaf" SET position = $1 WHERE position = $2`, [one, other]);
  await root.query(`UPDATE "LedgerLeaf" SET position = $1 WHERE position = -1`, [other]);
};
const change = async () => {
  const { rows } = await root.query<{ leaf: string }>(`SELECT leaf FROM "LedgerLeaf" WHERE position = $1`, [victim]);
  await root.query(`UPDATE "LedgerLeaf" SET leaf = $2 WHERE position = $1`, [victim, alter(rows[0]?.leaf ?? "")]);
};
const remove = async () => {
  await root.query(`DELETE FROM "LedgerLeaf" WHERE position = $1`, [victim]);
  await moveDown(victim);
};
const insert = async () => {
  await moveUp(victim);
  await root.query(`INSERT INTO "LedgerLeaf" (position, "entryId", leaf, hash) VALUES ($1, $2, '{"forged":true}', $3)`, [victim, randomUUID(), leafHash('{"forged":true}')]);
};
const cutTo = async (length: number) => {
  await root.query(`DELETE FROM "LedgerLeaf" WHERE position >= $1`, [length]);
  await rebuild();
};
/** As a backup of an hour ago has it: the older checkpoint is the newest there. */
const setBack = async () => {
  const { rows } = await root.query<{ size: string }>(`SELECT size FROM "LedgerCheckpoint" ORDER BY id LIMIT 1`);
  await root.query(`DELETE FROM "LedgerCheckpoint" WHERE size > $1`, [rows[0]?.size]);
  await cutTo(Number(rows[0]?.size));
};

const verified = (since?: string) => verifyLedger({ get: ledger.get, keys: ledger.signers, register: ledger.register, ...(since ? { since } : {}) }).then(() => "all true", (problem: unknown) => problem);

describe("an honest ledger", () => {
  it("verifies, deep and against what was kept", async () => {
    expect(await verified()).toBe("all true");
    expect(await verified(honest)).toBe("all true");
  });
});

describe("whoever verifies finds", () => {
  it.each<[what: string, attack: () => Promise<unknown>, at: number | null, says: RegExp]>([
    ["a changed entry", change, victim, /Entry 300 is not what was sealed/],
    ["a removed entry, the others moved up", remove, victim, /Entry 300 is not what was sealed/],
    ["a hole where an entry was", () => root.query(`DELETE FROM "LedgerLeaf" WHERE position = ${victim}`), victim, /Entry 300 is missing/],
    ["two entries in another order", () => swap(victim, victim + 1), victim, /Entry 300 is not what was sealed/],
    ["an entry added in between", insert, victim, /Entry 300 is not what was sealed/],
    ["a cut tail", () => cutTo(size - 50), size - 50, /missing/],
    ["a changed entry, with every hash and tile made to fit", async () => { await change(); await rebuild(); }, 0, /altered between positions 0 and \d+/],
    ["an entry added, with every hash and tile made to fit", async () => { await insert(); await rebuild(); }, 0, /altered between positions 0 and \d+/],
    ["a changed entry of lately, with every hash and tile made to fit", async () => { await root.query(`UPDATE "LedgerLeaf" SET leaf = replace(leaf, '"to":"made"', '"to":"void"') WHERE position = ${size - 5}`); await rebuild(); }, null, /altered between positions \d{3} and \d+/],
    ["a tile exchanged", () => root.query(`UPDATE "LedgerTile" SET hashes = overlay(hashes PLACING decode(repeat('00', 32), 'hex') FROM 33 FOR 32) WHERE level = 0 AND index = 0`), 1, /Entry 1 is not what was sealed/],
    ["a checkpoint signed by another key", () => root.query(`UPDATE "LedgerCheckpoint" SET note = $1`, [signNote(readNote(honest).text, signerOf(ledgerOrigin(testOrigin), newSecretKey()))]), null, /cannot be trusted/],
    ["a checkpoint whose size was written over", () => root.query(`UPDATE "LedgerCheckpoint" SET note = replace(note, E'\\n${size}\\n', E'\\n${size - 1}\\n')`), null, /cannot be trusted/],
    ["a permit changed in the register", () => root.query(`UPDATE "Permit" SET status = 'active' WHERE id = '${permitId}'`), null, /says that permit LP-.* is active, and its last entry, at position \d+, says suspended/],
    ["a permit removed from the register", async () => { await root.query(`DELETE FROM "Permit" WHERE id = '${permitId}'`); }, null, /granted a permit at position \d+ that the register does not show/],
  ])("%s, and says where", async (_, attack, at, says) => {
    await attack();
    const problem = await verified();
    expect(problem).toBeInstanceOf(Untrue);
    expect((problem as Untrue).message).toMatch(says);
    if (at !== null) expect((problem as Untrue).position).toBe(at);
  });

  it("a database set back an hour, by the checkpoint that they kept", async () => {
    await setBack();
    // It is true in itself: only who remembers more knows better.
    expect(await verified()).toBe("all true");
    const problem = await verified(honest);
    expect((problem as Untrue).message).toMatch(new RegExp(`was cut: it held ${size} entries`));
  });
});

describe("who signs refuses to sign", () => {
  it.each([
    ["a ledger set back an hour", setBack, "set_back"],
    ["a ledger that was rewritten and has grown", async () => { await change(); await insert(); await rebuild(); }, "forked"],
    ["a ledger that was rewritten at the same length", async () => { await change(); await rebuild(); }, "forked"],
  ])("%s", async (_, attack, kind) => {
    await attack();
    const problem = await publish(ledgerOrigin(testOrigin), ledger.signers, ledger.memory).catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(LedgerProblem);
    expect((problem as LedgerProblem).kind).toBe(kind);
  });

  it("even without a memory of its own, what the portal itself published before", async () => {
    await change();
    await rebuild();
    const problem = await publish(ledgerOrigin(testOrigin), ledger.signers, { last: () => null, keep: () => undefined }).catch((thrown: unknown) => thrown);
    expect((problem as LedgerProblem).kind).toBe("forked");
  });
});

describe("a witness refuses", () => {
  const signer = signerOf("witness.test", newSecretKey(), "witness");
  const fork = async () => {
    // Another tree of the same ledger, signed by its true key: what a city that shows two faces would hand out.
    await insert();
    const { size: forked, root: top } = await rebuild();
    return signNote(checkpointText({ origin: ledgerOrigin(testOrigin), size: forked, root: top }), ...ledger.signers);
  };
  const memory = () => {
    let seen: ReturnType<WitnessMemory["last"]> = null;
    const accused: string[][] = [];
    const made: WitnessMemory & { accused: string[][] } = { accused, last: () => seen, keep: (_, each) => void (seen = each), accuse: (_, notes) => void accused.push(notes) };
    return made;
  };
  const ask = (note: string, old: number, kept: WitnessMemory) => addCheckpoint(`old ${old}\n\n${note}`, { signer, logs: ledger.signers, memory: kept, now: new Date() });

  it("the ledger forked for one reader, by the true key", async () => {
    const kept = memory();
    expect(ask(honest, 0, kept).status).toBe(200);
    const forked = await fork();
    // It cannot be shown to continue what the witness saw.
    expect(ask(forked, size, kept).status).toBe(422);
    expect(kept.last("")?.size).toBe(size);
  });

  it("another tree of the same size, and keeps both as evidence", async () => {
    const kept = memory();
    ask(honest, 0, kept);
    await change();
    const { size: same, root: top } = await rebuild();
    const other = signNote(checkpointText({ origin: ledgerOrigin(testOrigin), size: same, root: top }), ...ledger.signers);
    expect(ask(other, size, kept).status).toBe(409);
    expect(kept.accused).toEqual([[other]]);
    // What is the same tree and only badly asked for accuses nobody.
    expect(addCheckpoint(`old ${size}\n${Buffer.alloc(32).toString("base64")}\n\n${honest}`, { signer, logs: ledger.signers, memory: kept, now: new Date() }).status).toBe(422);
    expect(kept.accused).toHaveLength(1);
  });

  it("a ledger that is smaller than it was", () => {
    const kept = memory();
    ask(honest, 0, kept);
    const older = signNote(checkpointText({ origin: ledgerOrigin(testOrigin), size: 3, root: Buffer.alloc(32) }), ...ledger.signers);
    expect(ask(older, 3, kept)).toMatchObject({ status: 409, body: `${size}\n` });
  });

  it.each([
    ["garbage", "x", 400],
    ["nothing", "", 400],
    ["a size that is none", `old -1\n\n${honest}`, 400],
    ["a proof that is none", `old 0\nnot base64\n\n${honest}`, 400],
    ["a checkpoint without a signature", `old 0\n\n${ledgerOrigin(testOrigin)}\n1\n${Buffer.alloc(32).toString("base64")}\n`, 400],
    ["a ledger that it does not know", `old 0\n\n${signNote(checkpointText({ origin: "other/ledger", size: 1, root: Buffer.alloc(32) }), signerOf("other/ledger", newSecretKey()))}`, 404],
    ["a known name with another key", `old 0\n\n${signNote(checkpointText({ origin: ledgerOrigin(testOrigin), size: 1, root: Buffer.alloc(32) }), signerOf(ledgerOrigin(testOrigin), newSecretKey()))}`, 403],
    ["a size beyond the checkpoint", `old ${size + 1}\n\n${honest}`, 400],
    ["a proof where there is nothing to prove", `old 0\n${Buffer.alloc(32).toString("base64")}\n\n${honest}`, 422],
  ])("%s", (_, body, status) => {
    expect(addCheckpoint(body, { signer, logs: ledger.signers, memory: memory(), now: new Date() }).status).toBe(status);
  });
});

describe("the portal itself notices", () => {
  it.each([
    ["that an entry was changed behind the pages that show it", () => root.query(`UPDATE "LedgerEntry" SET "toStatus" = 'void' WHERE id = (SELECT "entryId" FROM "LedgerLeaf" WHERE position = ${victim})`), /portal shows of entry 300 is not what was sealed/],
    ["that an entry is gone", () => root.query(`DELETE FROM "LedgerEntry" WHERE id = (SELECT "entryId" FROM "LedgerLeaf" WHERE position = ${victim})`), /Entry 300 was sealed, and the portal holds it no more/],
  ])("%s", async (_, attack, says) => {
    for (let at = 0; (at = await compare(at)) > 0; );
    expect(await db.ledgerAlarm.count()).toBe(0);
    await attack();
    for (let at = 0; (at = await compare(at)) > 0; );
    expect(await db.ledgerAlarm.findMany({ select: { kind: true, words: true } })).toEqual([{ kind: "differs", words: expect.stringMatching(says) }]);
  });
});
