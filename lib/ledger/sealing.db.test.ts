import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { RolledBack, transaction } from "@/lib/core/transaction";
import { append } from "@/lib/ledger/append";
import { commitmentTo, openAll, readMasters, unwrapKey, wrapKey } from "@/lib/ledger/sealing";

const about = (personId: string, reason: string) => ({ name: "test.made", subject: { type: "Person", id: personId }, from: null, to: "made", grantId: null, actorKind: "operator" as const, actorId: null, open: {}, sealed: { reason }, causeId: null });
const written = (personId: string, reason: string) => transaction(async (tx) => (await append(tx, about(personId, reason))).id);
const openedReason = async (id: string) => (await openAll(db, [id])).get(id)?.get("reason")?.value;

describe("what is sealed", () => {
  it("stands in the entry as a commitment only, and is opened by the key of whom it is about", async () => {
    const person = randomUUID();
    const id = await written(person, "Quillon’s brother — with an accent: é, and a 🦉.");
    const { sealed } = await db.ledgerEntry.findUniqueOrThrow({ where: { id } });
    expect(Object.keys(sealed as object).toSorted()).toEqual(["reason", "subject"]);
    const stored = JSON.stringify([sealed, await db.ledgerOpening.findMany({ where: { entryId: id } }), await db.sealKey.findMany()]);
    for (const word of ["Quillon", "brother", "🦉"]) expect(stored).not.toContain(word);
    const opened = (await openAll(db, [id])).get(id)?.get("reason");
    expect(opened?.value).toBe("Quillon’s brother — with an accent: é, and a 🦉.");
    expect(commitmentTo(Buffer.from(opened?.salt ?? "", "base64"), "reason", opened?.value)).toBe((sealed as Record<string, string>).reason);
    expect(await db.ledgerOpening.findMany({ where: { entryId: id }, select: { keyId: true } })).toEqual([{ keyId: person }, { keyId: person }]);
  });

  it("the same words twice have two commitments, so nobody guesses them by trying", async () => {
    const person = randomUUID();
    const [one, other] = [await written(person, "yes"), await written(person, "yes")];
    const seals = await db.ledgerEntry.findMany({ where: { id: { in: [one, other] } }, select: { sealed: true } });
    expect(new Set(seals.map(({ sealed }) => (sealed as Record<string, string>).reason)).size).toBe(2);
  });

  it("cannot be moved to another entry or field", async () => {
    const person = randomUUID();
    const [one, other] = [await written(person, "one"), await written(person, "other")];
    const { box } = await db.ledgerOpening.findUniqueOrThrow({ where: { entryId_field: { entryId: one, field: "reason" } } });
    const { box: subject } = await db.ledgerOpening.findUniqueOrThrow({ where: { entryId_field: { entryId: other, field: "subject" } } });
    const id = randomUUID();
    await db.ledgerOpening.createMany({ data: [{ entryId: id, field: "reason", keyId: person, box }] });
    await expect(openAll(db, [id])).rejects.toThrow();
    const moved = randomUUID();
    await db.ledgerOpening.createMany({ data: [{ entryId: moved, field: "reason", keyId: person, box: subject }] });
    await expect(openAll(db, [moved])).rejects.toThrow();
  });

  it("a key that was made in what is undone is not used afterwards", async () => {
    const person = randomUUID();
    await transaction(async (tx) => {
      await append(tx, about(person, "undone"));
      await append(tx, about(person, "undone too"));
      throw new RolledBack("no");
    }).catch(() => undefined);
    expect(await db.sealKey.count({ where: { id: person } })).toBe(0);
    expect(await openedReason(await written(person, "kept"))).toBe("kept");
    expect(await openedReason(await written(person, "kept too"))).toBe("kept too");
  });

  it("many who seal for the same new person at once use one key", async () => {
    const person = randomUUID();
    const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => written(person, `reason ${n}`)));
    expect(await Promise.all(ids.map(openedReason))).toEqual(ids.map((_, n) => `reason ${n}`));
    expect(await db.sealKey.count({ where: { id: person } })).toBe(1);
  });

  it("text that no JSON can hold is refused before anything is written", async () => {
    await expect(written(randomUUID(), "half \ud800 pair")).rejects.toThrow(/whole characters/);
  });
});

describe("the master key", () => {
  it("wraps with the current one and still unwraps what an older one wrapped", () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const [before, after] = [readMasters(older.toString("base64")), readMasters(`${newer.toString("base64")},${older.toString("base64")}`)];
    const key = randomBytes(32);
    const id = randomUUID();
    const wrapped = wrapKey(key, id, before);
    expect(unwrapKey({ id, ...wrapped }, after)).toEqual(key);
    const anew = wrapKey(key, id, after);
    expect(anew.master).not.toBe(wrapped.master);
    expect(() => unwrapKey({ id, ...anew }, before)).toThrow(/is not here/);
    expect(() => unwrapKey({ id: randomUUID(), ...anew }, after)).toThrow();
  });

  it.each([["nothing", undefined], ["a short one", Buffer.alloc(16).toString("base64")], ["a word", "secret"]])("is not %s", (_, text) => {
    expect(() => readMasters(text)).toThrow(/32 bytes/);
  });
});
