import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { db } from "@/lib/core/db";
import { inDatabase } from "@/lib/core/test-database";
import { workAsSystem } from "@/lib/core/wall";
import { sequence } from "@/lib/ledger/sequence";
import { signersOf } from "@/lib/ledger/signers";
import { ownProgram } from "@/scripts/serve";
import { LongLedger } from "./ledger-fill";
import type { Done, Order, Receipts, VerifiedIn } from "./ledger-process";
import { resultMark } from "./measure";

export interface LedgerPlan {
  appUrl: string;
  superUrl: string;
  part:
    | { name: "deciding"; turns: number; milliseconds: number }
    | { name: "sequencing" }
    /** `verified`: at which of the sizes the whole ledger is verified; `atHand`: at which it is verified with its files in memory */
    | { name: "long"; sizes: number[]; verified: number; atHand: number; receipts: number; turns: number };
}

/** How a decision is written: as it is, as it is while nobody gives positions, without the ledger, in a chain. */
export const ways = ["kept", "unkept", "left out", "chained"] as const;
export type Way = (typeof ways)[number];

export interface DecidingMeasures {
  /** each turn's decisions a second, by way */
  through: Record<Way, number[]>;
  writing: Record<Exclude<Way, "kept">, number[]>;
  /** entries that waited for their position at the end of a turn, and checkpoints signed in all turns */
  backlog: number[];
  checkpoints: number;
  seconds: number;
}

export interface SequencingMeasures {
  entries: number;
  seconds: number;
  floorSeconds: number;
  batches: { ours: number; floor: number; entries: number }[];
}

export interface LongMeasures {
  stages: { size: number; fillSeconds: number; bytes: number; receipts: Receipts }[];
  verifying: { size: number; bytes: number; whole: VerifiedIn[]; hashed: Done[]; atHand: VerifiedIn };
}

const tell = (line: string) => console.log(`  ${line}`);
const perSecond = ({ done, milliseconds }: Done): number => done / (milliseconds / 1_000);

/** A process that does what it is told, one thing after the other. */
class Helper {
  private readonly child: ChildProcess;
  private isDone = false;

  constructor(appUrl: string, env: Record<string, string>, isWithoutLedger = false) {
    const { command, args } = ownProgram("bench/ledger-process.ts");
    const before = isWithoutLedger ? ["--import", "./bench/ledger-leave-out.ts"] : [];
    this.child = spawn(command, [...args.slice(0, -1), ...before, ...args.slice(-1)], { env: { ...process.env, ...env, DATABASE_URL: appUrl }, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }

  ask<T>(order: Order): Promise<T> {
    return new Promise<T>((settle, fail) => {
      const ended = (code: number | null) => (this.isDone ? undefined : fail(new Error(`a process of the bench ended (code ${code})`)));
      this.child.once("exit", ended);
      this.child.once("message", ({ answer, problem }: { answer?: T; problem?: string }) => {
        this.child.off("exit", ended);
        if (problem === undefined) settle(answer as T);
        else fail(new Error(problem));
      });
      this.child.send(order);
    });
  }

  end(): void {
    this.isDone = true;
    this.child.disconnect();
  }
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/* Deciding: with the ledger, without it, and in a chain */

/** Nothing in this copy asks for entries any more, and none are written: see ledger-left-out.ts. */
const leaveOut = `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tgname, tgrelid::regclass AS at FROM pg_trigger WHERE NOT tgisinternal AND tgfoid IN ('lamppost_needs_entry'::regproc, 'lamppost_needs_entry_or_forgets'::regproc) LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.at);
  END LOOP; END $$`;
/** In this copy an entry does not wait for its position: it is chained to the one before it, whosever that is, within the decision. */
const chain = `CREATE TABLE "BenchChain" (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "entryId" uuid NOT NULL, hash bytea NOT NULL);
CREATE FUNCTION bench_chains() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7162999);
  INSERT INTO "BenchChain" ("entryId", hash) SELECT NEW.id, sha256(coalesce((SELECT hash FROM "BenchChain" ORDER BY n DESC LIMIT 1), ''::bytea) || convert_to(row_to_json(NEW)::text, 'UTF8'));
  RETURN NULL;
END $$;
DROP TRIGGER ledger_waits ON "LedgerEntry";
CREATE TRIGGER ledger_chains AFTER INSERT ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION bench_chains()`;

async function measureDeciding({ appUrl, superUrl }: LedgerPlan, { turns, milliseconds }: { turns: number; milliseconds: number }, env: Record<string, string>): Promise<DecidingMeasures> {
  const [city, anywhere] = [new URL(superUrl).pathname.slice(1), inDatabase(superUrl, "postgres")];
  const copies = { "left out": `${city}_left_out`, chained: `${city}_chained` };
  await asSuperuser(anywhere, async (client) => {
    for (const copy of Object.values(copies)) await client.query(`CREATE DATABASE ${copy} TEMPLATE ${city} OWNER lamppost_owner`);
  });
  await asSuperuser(inDatabase(superUrl, copies["left out"]), (client) => client.query(leaveOut));
  await asSuperuser(inDatabase(superUrl, copies.chained), (client) => client.query(chain));

  const ours = new Helper(appUrl, env);
  const keeper = new Helper(appUrl, env);
  const helpers: Record<Way, Helper> = { kept: ours, unkept: ours, "left out": new Helper(inDatabase(appUrl, copies["left out"]), env, true), chained: new Helper(inDatabase(appUrl, copies.chained), env) };
  const through: DecidingMeasures["through"] = { kept: [], unkept: [], "left out": [], chained: [] };
  const writing: DecidingMeasures["writing"] = { unkept: [], "left out": [], chained: [] };
  const backlog: number[] = [];
  const began = performance.now();
  // The first turn is not counted; each begins with another way.
  const eachTurn = async <W extends Way>(of: readonly W[], into: Record<W, number[]>, one: (way: W) => Promise<Done>) => {
    for (let turn = 0; turn <= turns; turn++) {
      for (let n = 0; n < of.length; n++) {
        const way = of[(turn + n) % of.length] as W;
        while ((await sequence()) > 0);
        const done = await one(way);
        if (turn > 0) into[way].push(perSecond(done));
      }
    }
  };
  await eachTurn(ways, through, async (way) => {
    if (way !== "kept") return helpers[way].ask<Done>({ do: "decide", milliseconds });
    await keeper.ask({ do: "keep" });
    const done = await ours.ask<Done>({ do: "decide", milliseconds });
    backlog.push(await db.ledgerPending.count());
    await keeper.ask({ do: "rest" });
    return done;
  });
  const seconds = (performance.now() - began) / 1_000;
  tell("decisions through the door");
  const checkpoints = await db.ledgerCheckpoint.count();
  await eachTurn(["unkept", "left out", "chained"] as const, writing, (way) => helpers[way].ask<Done>({ do: "write", milliseconds, isWithEntry: way !== "left out" }));
  tell("writing alone");
  for (const helper of [keeper, ...new Set(Object.values(helpers))]) helper.end();
  await asSuperuser(anywhere, async (client) => {
    for (const copy of Object.values(copies)) await client.query(`DROP DATABASE ${copy} WITH (FORCE)`);
  });
  return { through, writing, backlog, checkpoints, seconds };
}

/* Sequencing */

async function measureSequencing({ appUrl, superUrl }: LedgerPlan): Promise<SequencingMeasures> {
  await asSuperuser(superUrl, (client) => client.query(`CREATE TABLE "BenchLeaf" (LIKE "LedgerLeaf" INCLUDING ALL); GRANT SELECT, INSERT ON "BenchLeaf" TO lamppost_app`));
  const pool = new pg.Pool({ connectionString: appUrl, max: 1, options: "-c lamppost.who=system" });
  const batches: SequencingMeasures["batches"] = [];
  for (let position = 0; ; ) {
    const began = performance.now();
    const entries = await sequence();
    const ours = performance.now() - began;
    if (entries === 0) break;
    const { rows } = await pool.query<{ entryId: string; leaf: string; hash: string }>(`SELECT "entryId", leaf, encode(hash, 'base64') AS hash FROM "LedgerLeaf" WHERE position >= $1 ORDER BY position`, [position]);
    // Joined texts are what the driver hands over fastest: a published entry holds no line's end.
    const values = [position, ...(["entryId", "leaf", "hash"] as const).map((column) => rows.map((row) => row[column]).join("\n"))];
    const before = performance.now();
    await pool.query(`INSERT INTO "BenchLeaf" (position, "entryId", leaf, hash) SELECT $1::bigint + r.n - 1, r.id::uuid, r.leaf, decode(r.hash, 'base64') FROM unnest(string_to_array($2, chr(10)), string_to_array($3, chr(10)), string_to_array($4, chr(10))) WITH ORDINALITY AS r (id, leaf, hash, n)`, values);
    batches.push({ ours, floor: performance.now() - before, entries });
    position += entries;
  }
  await pool.end();
  tell("sequencing");
  // The first batch, in which everything is done for the first time, is not counted.
  batches.shift();
  const sum = (of: (batch: SequencingMeasures["batches"][number]) => number) => batches.reduce((total, batch) => total + of(batch), 0);
  return { entries: sum(({ entries }) => entries), seconds: sum(({ ours }) => ours) / 1_000, floorSeconds: sum(({ floor }) => floor) / 1_000, batches };
}

/* A long ledger: verified whole, and receipts of it */

async function measureLong({ appUrl, superUrl }: LedgerPlan, { sizes, verified, atHand, receipts, turns }: Extract<LedgerPlan["part"], { name: "long" }>, env: Record<string, string>): Promise<LongMeasures> {
  const [signer] = signersOf(env.LAMPPOST_ORIGIN ?? "", env.LAMPPOST_LEDGER_KEY ?? "");
  if (!signer) throw new Error("there is no key");
  const ledger = await LongLedger.open(superUrl, signer);
  const server = new Helper(appUrl, env);
  const key = signer.text;
  const url = await server.ask<string>({ do: "serve" });
  const stages: LongMeasures["stages"] = [];
  let verifying: LongMeasures["verifying"] | undefined;
  let alreadyThere: VerifiedIn | undefined;
  for (const size of sizes) {
    const began = performance.now();
    await ledger.growTo(size, size > verified);
    const fillSeconds = (performance.now() - began) / 1_000;
    // A process of its own for each size, so that what it remembers and holds is of this one.
    const reader = new Helper(appUrl, env);
    const made = await reader.ask<Receipts>({ do: "receipts", ids: await ledger.someEntries(receipts), key });
    reader.end();
    const bytes = await asSuperuser(superUrl, async (client) => Number((await client.query<{ bytes: string }>("SELECT pg_database_size(current_database()) AS bytes")).rows[0]?.bytes));
    stages.push({ size, fillSeconds, bytes, receipts: made });
    tell(`receipts of ${size.toLocaleString("en-GB")} entries, after ${fillSeconds.toFixed(0)} s of filling`);
    if (size === atHand) {
      const verifier = new Helper(appUrl, env);
      alreadyThere = await verifier.ask<VerifiedIn>({ do: "verify again", url, key, times: 3 });
      verifier.end();
    }
    if (size !== verified) continue;
    const [whole, hashed]: [VerifiedIn[], Done[]] = [[], []];
    const verifier = new Helper(appUrl, env);
    const hasher = new Helper(appUrl, env);
    const hashedAtOnce = Math.min(size, 50_000);
    // The first turn of both is not counted.
    for (let turn = 0; turn <= turns; turn++) {
      hashed.push(await hasher.ask<Done>({ do: "hash", url, entries: hashedAtOnce, times: Math.ceil(200_000 / hashedAtOnce) }));
      whole.push(await verifier.ask<VerifiedIn>({ do: "verify", url, key }));
    }
    verifier.end();
    hasher.end();
    if (!alreadyThere) throw new Error("the ledger was not verified from memory before it was verified whole");
    verifying = { size, bytes: whole[0]?.bytes ?? 0, whole: whole.slice(1), hashed: hashed.slice(1), atHand: alreadyThere };
    tell("verifying");
  }
  server.end();
  await ledger.close();
  if (!verifying) throw new Error("no size was verified");
  return { stages, verifying };
}

if (process.env.LEDGER_PLAN) {
  const plan = JSON.parse(process.env.LEDGER_PLAN) as LedgerPlan;
  workAsSystem();
  const folder = mkdtempSync(join(tmpdir(), "lamppost-bench-ledger-"));
  const env = { LAMPPOST_DATA: folder, LAMPPOST_ORIGIN: "http://lamppost-bench.localhost", LAMPPOST_LEDGER_KEY: randomBytes(32).toString("base64") };
  Object.assign(process.env, env);
  try {
    const { part } = plan;
    const measures = part.name === "deciding" ? await measureDeciding(plan, part, env) : part.name === "sequencing" ? await measureSequencing(plan) : await measureLong(plan, part, env);
    console.log(resultMark + JSON.stringify(measures));
  } finally {
    await db.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
