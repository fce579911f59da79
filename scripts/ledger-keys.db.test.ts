import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { transaction } from "@/lib/core/transaction";
import { append } from "@/lib/ledger/append";
import { openNote } from "@/lib/ledger/note";
import { memoryInFile, publish } from "@/lib/ledger/publish";
import { openAll } from "@/lib/ledger/sealing";
import { sequence } from "@/lib/ledger/sequence";
import { ledgerOrigin, signersOf } from "@/lib/ledger/signers";
import { publishedCheckpoint } from "@/lib/ledger/tree";
import { runChild } from "./child-process";
import { ownProgram } from "./serve";

const origin = "http://localhost:3000";
const folder = mkdtempSync(join(tmpdir(), "lamppost-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { LAMPPOST_MASTER_KEY: _, ...rest } = process.env;
const env = { ...rest, LAMPPOST_DATA: folder, LAMPPOST_LEDGER_KEY: "", LAMPPOST_LEDGER_VERIFIERS: "", LAMPPOST_MASTER_KEY: "", DATABASE_OWNER_URL: process.env.TEST_OWNER_URL ?? "" };
const keys = async (action: string) => {
  const program = ownProgram("scripts/ledger-keys.ts");
  const { code, lines } = await runChild({ name: "keys", ...program, args: [...program.args, action], env });
  return { code, said: lines.join("\n") };
};
const file = (name: string) => readFileSync(join(folder, "keys", name), "utf8").trim().split("\n");
const memory = memoryInFile(join(folder, "ledger", "last-checkpoint"));
const seal = async () => {
  while ((await sequence()) > 0);
  await publish(ledgerOrigin(origin), signersOf(origin, file("ledger").join(",")), memory);
  return (await publishedCheckpoint())?.note ?? "";
};
const personId = randomUUID();
/** Seals with the master keys that are in the folder now, as a server does that was started with them. */
const sealed = async (reason: string) => {
  process.env.LAMPPOST_MASTER_KEY = file("master").join(",");
  return (await transaction((tx) => append(tx, { name: "test.made", subject: { type: "Person", id: personId }, from: null, to: "made", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: { reason }, causeId: null }))).id;
};
const opened = async (id: string) => {
  process.env.LAMPPOST_MASTER_KEY = file("master").join(",");
  return (await openAll(db, [id])).get(id)?.get("reason")?.value;
};
const told = async () => (await db.ledgerEntry.findMany({ where: { name: "ledger.keys_changed" }, orderBy: { id: "asc" } })).map(({ toStatus }) => toStatus);

// In this order, as an operator goes through it.
describe("the keys of the ledger", () => {
  it("are made at set-up, each in a file that only its owner reads", async () => {
    const { code, said } = await keys("show");
    expect([code, said]).toEqual([0, expect.stringMatching(/^signs, today's {2}localhost:3000\/ledger\+[0-9a-f]{8}\+/m)]);
    for (const name of ["ledger", "master"]) expect(statSync(join(folder, "keys", name)).mode & 0o777).toBe(0o600);
  });

  it("a signing key is added: both sign, and the ledger says so; then the old one retires", async () => {
    const [old = ""] = file("ledger");
    await sealed("before");
    const [before] = signersOf(origin, old);
    expect(openNote(await seal(), before ? [before] : []).by).toHaveLength(1);
    expect((await keys("add")).code).toBe(0);
    expect(file("ledger")).toEqual([expect.any(String), old]);
    const both = signersOf(origin, file("ledger").join(","));
    const note = await seal();
    expect(openNote(note, both).by).toHaveLength(2);
    // Whoever knows only the old key still checks it.
    expect(openNote(note, before ? [before] : []).by).toHaveLength(1);
    expect((await keys("retire")).code).toBe(0);
    expect(file("ledger")).toHaveLength(1);
    const after = await seal();
    expect(() => openNote(after, before ? [before] : [])).toThrow(/no key that is known/);
    expect(openNote(after, both).by).toHaveLength(1);
    expect(await told()).toEqual(["signing_key_added", "signing_key_retired"]);
    expect((await keys("retire")).said).toContain("There is only one signing key");
  });

  it("the master key is exchanged, and what was sealed opens before, between and after", async () => {
    const id = await sealed("the first");
    expect((await keys("rewrap")).said).toContain("There is only one master key");
    expect((await keys("master")).code).toBe(0);
    expect(file("master")).toHaveLength(2);
    const between = await sealed("in between");
    expect([await opened(id), await opened(between)]).toEqual(["the first", "in between"]);
    expect((await keys("rewrap")).said).toMatch(/keys are wrapped anew/);
    expect(file("master")).toHaveLength(1);
    expect([await opened(id), await opened(between)]).toEqual(["the first", "in between"]);
    expect(await db.sealKey.groupBy({ by: ["master"] })).toHaveLength(1);
    expect((await told()).at(-1)).toBe("master_key_replaced");
  });

  it("an alarm is cleared by a person, who is told which", async () => {
    await db.ledgerAlarm.create({ data: { id: randomUUID(), kind: "differs", words: "Something differs." } });
    expect((await keys("clear")).said).toBe("cleared: differs: Something differs.");
    expect((await keys("clear")).said).toBe("No alarm stands.");
  });

  it("says how to use it where it is asked for something else", async () => {
    expect(await keys("steal")).toEqual({ code: 1, said: expect.stringContaining("show | add | retire") });
  });
});
