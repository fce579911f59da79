import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { inDays, good, must, testCity } from "@/lib/core/test-city";
import { transaction } from "@/lib/core/transaction";
import { append, appendAll } from "@/lib/ledger/append";
import { leafOf, type Leaf } from "@/lib/ledger/leaf";
import { emptyFrontier, grow, leafHash, rootAt, rootOf, sameHash } from "@/lib/ledger/merkle";
import { readReceipt, checkReceipt } from "@/lib/ledger/receipt";
import { sequence } from "@/lib/ledger/sequence";
import { sealedLedger } from "@/lib/ledger/test-sealed";
import { frontierNow, nodesOf, publishedCheckpoint, receiptOf, tileBytes } from "@/lib/ledger/tree";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const ledger = sealedLedger();
const entry = (n: number) => ({ name: "test.made", subject: { type: "Thing", id: randomUUID() }, from: null, to: "made", grantId: null, actorKind: "operator" as const, actorId: null, open: { n }, sealed: {}, causeId: null });
const leaves = () => db.$queryRaw<{ position: number; entryId: string; leaf: string }[]>`SELECT position::float8 AS position, "entryId", leaf FROM "LedgerLeaf" ORDER BY position`;

describe("entries get their positions", () => {
  it("one after the other from 0, in the order in which they were written, each once", async () => {
    const ids = await transaction((tx) => appendAll(tx, Array.from({ length: 700 }, (_, n) => entry(n))));
    while ((await sequence(97)) > 0);
    const all = await leaves();
    expect(all.map(({ position }) => position)).toEqual(all.map((_, n) => n));
    expect(all.slice(-700).map(({ entryId }) => entryId)).toEqual(ids);
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(all.length);
    expect(all).toHaveLength(await db.ledgerEntry.count());
    expect(await db.ledgerPending.count()).toBe(0);
    expect(await sequence()).toBe(0);
  });

  it("and the tree over them is the one of RFC 6962, whatever the batches were; whole tiles are kept whole", async () => {
    const hashes = (await leaves()).map(({ leaf }) => leafHash(leaf));
    const grown = hashes.reduce((frontier, hash) => grow(frontier, hash), emptyFrontier());
    expect(await frontierNow()).toEqual(expect.objectContaining({ size: hashes.length }));
    expect(sameHash(rootOf(await frontierNow()), rootOf(grown))).toBe(true);
    expect(sameHash(await rootAt(nodesOf(hashes.length), hashes.length), rootOf(grown))).toBe(true);
    expect(await db.ledgerTile.count({ where: { level: 0 } })).toBe(Math.floor(hashes.length / 256));
    expect(Buffer.from(await tileBytes(0, 1, 256))).toEqual(Buffer.concat(hashes.slice(256, 512)));
    expect((await tileBytes(1, 0, Math.floor(hashes.length / 256))).length).toBe(Math.floor(hashes.length / 256) * 32);
  });

  it("also when many try at once: one does, and nothing is lost or doubled", async () => {
    await transaction((tx) => appendAll(tx, Array.from({ length: 300 }, (_, n) => entry(n))));
    for (let round = 0; round < 6; round++) await Promise.all(Array.from({ length: 5 }, () => sequence(60)));
    const all = await leaves();
    expect(all.map(({ position }) => position)).toEqual(all.map((_, n) => n));
    expect(all).toHaveLength(await db.ledgerEntry.count());
  });

  it("not when what wrote them is undone", async () => {
    const before = await db.ledgerEntry.count();
    await expect(transaction(async (tx) => {
      await append(tx, entry(0));
      throw new Error("undone");
    })).rejects.toThrow("undone");
    expect([await db.ledgerEntry.count(), await db.ledgerPending.count()]).toEqual([before, 0]);
  });

  it("and one too long for a leaf is refused as it is decided, and keeps none behind it waiting", async () => {
    const before = await db.ledgerEntry.count();
    const long = (length: number) => transaction((tx) => append(tx, { ...entry(0), open: { text: "x".repeat(length) } }));
    await expect(long(70_000)).rejects.toThrow("entry_fits");
    expect([await db.ledgerEntry.count(), await db.ledgerPending.count()]).toEqual([before, 0]);
    await long(59_000);
    expect(await sequence()).toBe(1);
  });

  it("an entry written earlier and committed later does not hold up the others, and comes after them", async () => {
    let release = () => undefined as void;
    const held = new Promise<void>((settle) => (release = settle));
    let written = () => undefined as void;
    const isWritten = new Promise<void>((settle) => (written = settle));
    const late = transaction(async (tx) => {
      const { id } = await append(tx, entry(1));
      written();
      await held;
      return id;
    });
    await isWritten;
    const { id: early } = await transaction((tx) => append(tx, entry(2)));
    expect(await sequence()).toBe(1);
    release();
    const lateId = await late;
    expect(await sequence()).toBe(1);
    expect((await leaves()).slice(-2).map(({ entryId }) => entryId)).toEqual([early, lateId]);
  });
});

describe("what is published of an entry", () => {
  it("says what was decided on what, under which grant and rules; and who, only as a seal", async () => {
    const { permitId, reference } = await city.application("approved");
    const { entryId } = await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
    await ledger.seal();
    const receipt = (await receiptOf(entryId)) ?? "";
    const leaf = JSON.parse(readReceipt(receipt).entry) as Leaf;
    const { grantId } = await db.ledgerEntry.findUniqueOrThrow({ where: { id: entryId } });
    expect(leaf).toMatchObject({ v: 1, id: entryId, name: "permit.suspended", subject: { type: "Permit", id: permitId }, from: "active", to: "suspended", policy: 0, grant: grantId, actor: "person", open: { reference, reason: good }, sealed: { actor: expect.any(String) } });
    expect(leaf.previous).not.toBeNull();
    expect(JSON.stringify(leaf)).not.toContain(city.officer.id);
    expect(checkReceipt(receipt, ledger.signers).index).toBeGreaterThan(0);
  });

  it("of an entry about a person does not say which one, nor what came before or caused it", async () => {
    const rows = await leaves();
    const people = await db.person.findMany();
    const personal = rows.filter(({ leaf }) => ["Person", "Grant"].includes((JSON.parse(leaf) as Leaf).subject.type));
    expect(personal.length).toBeGreaterThan(5);
    for (const { leaf } of personal) {
      expect(JSON.parse(leaf)).toMatchObject({ previous: null, cause: null });
      expect((JSON.parse(leaf) as Leaf).subject).not.toHaveProperty("id");
    }
    const published = rows.map(({ leaf }) => leaf).join("\n");
    for (const { id, email, name } of people) for (const secret of [id, email, name]) expect(published).not.toContain(secret);
  });

  it("is what the database holds of it, at any time after", async () => {
    const entries = await db.ledgerEntry.findMany();
    const types = new Map(entries.map(({ id, subjectType }) => [id, subjectType]));
    const byId = new Map((await leaves()).map(({ entryId, leaf }) => [entryId, leaf]));
    for (const row of entries) expect(leafOf({ ...row, causeType: row.causeId ? (types.get(row.causeId) ?? null) : null })).toBe(byId.get(row.id));
  });
});

describe("a receipt", () => {
  it("is there for every entry as soon as it is sealed, under the newest checkpoint", async () => {
    const rows = await leaves();
    for (const { entryId, position, leaf } of rows.filter((_, n) => n % 37 === 0 || n === rows.length - 1)) {
      const checked = checkReceipt((await receiptOf(entryId)) ?? "", ledger.signers);
      expect([checked.index, checked.entry, checked.checkpoint.size]).toEqual([position, leaf, rows.length]);
    }
  });

  it("is not there before", async () => {
    const { id } = await transaction((tx) => append(tx, entry(3)));
    expect(await receiptOf(id)).toBeNull();
    await sequence();
    expect(await receiptOf(id)).toBeNull();
    await ledger.seal();
    expect(await receiptOf(id)).not.toBeNull();
    expect((await publishedCheckpoint())?.size).toBe(await db.ledgerEntry.count());
  });
});

describe("the database refuses, to the portal's own role,", () => {
  it.each([
    ["to change what was sealed", `UPDATE "LedgerLeaf" SET leaf = '{}'`],
    ["to remove it", `DELETE FROM "LedgerLeaf"`],
    ["to empty the tree", `TRUNCATE "LedgerTile"`],
    ["to change a tile", `UPDATE "LedgerTile" SET root = hashes`],
    ["to change what was signed", `UPDATE "LedgerCheckpoint" SET note = ''`],
    ["to remove what was signed", `DELETE FROM "LedgerCheckpoint"`],
    ["to change how the tree stood", `DELETE FROM "LedgerTree"`],
    ["to exchange what opens an entry", `UPDATE "LedgerOpening" SET box = ''`],
    ["to take back that a witness saw it", `DELETE FROM "LedgerCosignature"`],
    ["to remove a key", `DELETE FROM "SealKey"`],
    ["to write over a key", `UPDATE "SealKey" SET wrapped = 'x'`],
    ["to take an entry off the list without a position", `DELETE FROM "LedgerPending"`],
    ["to place what is no entry", `INSERT INTO "LedgerLeaf" (position, "entryId", leaf, hash) SELECT max(position) + 1, gen_random_uuid(), '{}', decode(repeat('00', 32), 'hex') FROM "LedgerLeaf"`],
    ["to leave a gap", `INSERT INTO "LedgerLeaf" (position, "entryId", leaf, hash) SELECT max(position) + 2, gen_random_uuid(), '{}', decode(repeat('00', 32), 'hex') FROM "LedgerLeaf"`],
    ["to say that the tree is larger than its leaves", `INSERT INTO "LedgerTree" (size, frontier) VALUES (4503599627370496, '')`],
    ["to date an entry back", `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "actorKind") VALUES (gen_random_uuid(), now() - interval '1 year', 'x.y', 'Thing', gen_random_uuid(), 'operator')`],
  ])("%s", async (_, statement) => {
    await transaction((tx) => append(tx, entry(4)));
    await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied|only ever added to|without a position|follow each other|ends where its leaves end/);
  });
});
