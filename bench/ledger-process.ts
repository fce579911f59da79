import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import pg from "pg";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { sentence } from "@/lib/core/refusals";
import { workAsSystem } from "@/lib/core/wall";
import type { Decision } from "@/lib/decisions/decision";
import { keepLedger } from "@/lib/ledger/keep";
import { leafHash } from "@/lib/ledger/merkle";
import { readVerifier } from "@/lib/ledger/note";
import { checkReceipt } from "@/lib/ledger/receipt";
import { readBundle, readTilePath, tilePath, tileWidth } from "@/lib/ledger/tiles";
import { checkpointsFrom, publishedCheckpoint, publishedTile, receiptOf } from "@/lib/ledger/tree";
import { overHttp, verifyLedger } from "@/lib/ledger/verify";
import { resumePermit } from "@/lib/permits/resume";
import { suspendPermit } from "@/lib/permits/suspend";
import { whoIs } from "./queue";
import { spreadOf, type Spread } from "./timing";

/** A process of the bench of the ledger, which does one thing after the other as it is told. */
export type Order =
  | { do: "decide"; milliseconds: number }
  | { do: "write"; milliseconds: number; isWithEntry: boolean }
  | { do: "keep" }
  | { do: "rest" }
  | { do: "serve" }
  | { do: "verify"; url: string; key: string }
  | { do: "verify again"; url: string; key: string; times: number }
  | { do: "hash"; url: string; entries: number; times: number }
  | { do: "receipts"; ids: string[]; key: string };

export interface Done {
  done: number;
  milliseconds: number;
}

export interface VerifiedIn extends Done {
  bytes: number;
  /** the most memory that the process ever had, in MB */
  memory: number;
}

export interface Receipts {
  ours: Spread;
  floor: Spread;
  /** bytes of one receipt */
  length: number;
  /** what making one leaves behind until it is swept up, in KB, and the memory of the process, in MB */
  garbage: number;
  memory: number;
}

const callers = 8;

/** Eight who do it over and over for so long. */
async function eightAtOnce(milliseconds: number, step: (caller: number) => Promise<void>): Promise<Done> {
  const began = performance.now();
  let done = 0;
  const one = async (caller: number) => {
    for (; performance.now() - began < milliseconds; done += 1) await step(caller);
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  return { done, milliseconds: performance.now() - began };
}

/** Each caller has records of their own, so that nobody waits for a record. */
const dealt = <T>(all: readonly T[]): T[][] => Array.from({ length: callers }, (_, caller) => all.filter((__, n) => n % callers === caller));
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

/* Decisions */

const reason = "Measured: a reason that is long enough to be read.";
const until = isoDay(addDays(dayOf(new Date()), 30));

const desk = once(async () => {
  const { actor } = await whoIs("person0@city.example");
  const permits = await db.permit.findMany({ where: { status: "active", expiresOn: { gt: addDays(dayOf(new Date()), 60) } }, select: { id: true, version: true }, orderBy: { id: "asc" } });
  return { actor: { ...actor, confirmedAt: new Date() }, permits: dealt(permits.map(({ id, version }) => ({ id, version, isSuspended: false }))), turns: Array.from({ length: callers }, () => 0) };
});

/** Suspends permits that run and resumes those that were suspended, through the door. */
async function decide(milliseconds: number): Promise<Done> {
  const { actor, permits, turns } = await desk();
  const must = async <I>(decision: Decision<I>, input: unknown) => {
    const result = await decision(actor, input);
    if (!result.ok) throw new Error(`${decision.name} was refused: ${sentence(result)}`);
  };
  return eightAtOnce(milliseconds, async (caller) => {
    const mine = permits[caller] ?? [];
    const permit = mine[(turns[caller] = (turns[caller] ?? 0) + 1) % mine.length];
    if (!permit) throw new Error("there are no permits");
    if (permit.isSuspended) await must(resumePermit, { permitId: permit.id, version: permit.version, reason });
    else await must(suspendPermit, { permitId: permit.id, version: permit.version, until, reason, without: "danger" });
    permit.version += 1;
    permit.isSuspended = !permit.isSuspended;
  });
}

/* Writing alone */

const hands = once(async () => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: callers, options: "-c lamppost.who=system" });
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM "Partner" ORDER BY id`);
  return { clients: await Promise.all(Array.from({ length: callers }, () => pool.connect())), partners: dealt(rows.map(({ id }) => ({ id, isVerified: true }))), turns: Array.from({ length: callers }, () => 0) };
});

const entryByHand = `WITH opening AS (INSERT INTO "LedgerOpening" ("entryId", field, "keyId", box) VALUES ($1, 'actor', $2, $3))
  INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "fromStatus", "toStatus", "actorKind", "actorId", open, sealed) VALUES ($1, 'partner.verified', 'Partner', $2, $4, $5, 'person', $2, $6, $7)`;
const box = "x".repeat(230);
const [open, sealed] = [{ reason }, { actor: Buffer.alloc(32, 7).toString("base64") }];

/** One update and, where it is wanted, its entry: bare statements in a transaction, with every trigger that the database has. */
async function write(milliseconds: number, isWithEntry: boolean): Promise<Done> {
  const { clients, partners, turns } = await hands();
  return eightAtOnce(milliseconds, async (caller) => {
    const mine = partners[caller] ?? [];
    const partner = mine[(turns[caller] = (turns[caller] ?? 0) + 1) % mine.length];
    const client = clients[caller];
    if (!partner || !client) throw new Error("there are no partners");
    const [from, to] = partner.isVerified ? ["verified", "refused"] : ["refused", "verified"];
    await client.query("BEGIN");
    await client.query({ name: "update", text: `UPDATE "Partner" SET status = $2, version = version + 1 WHERE id = $1`, values: [partner.id, to] });
    if (isWithEntry) await client.query({ name: "entry", text: entryByHand, values: [newId(), partner.id, box, from, to, open, sealed] });
    await client.query("COMMIT");
    partner.isVerified = !partner.isVerified;
  });
}

/* Keeping */

let keeping: { stop: AbortController; ended: Promise<void> } | undefined;

function keep(): void {
  const stop = new AbortController();
  keeping = { stop, ended: keepLedger({ dataFolder: process.env.LAMPPOST_DATA ?? "", keys: process.env.LAMPPOST_LEDGER_KEY ?? "", witnesses: "", signal: stop.signal }) };
}

async function rest(): Promise<void> {
  keeping?.stop.abort();
  await keeping?.ended;
}

/* Publishing and verifying */

async function published(path: string): Promise<Uint8Array | string | null> {
  const [first, ...rest] = path.split("/");
  if (first === "checkpoint") return (await publishedCheckpoint())?.note ?? null;
  if (first === "history") return JSON.stringify(await checkpointsFrom(Number(rest[0])));
  const address = first === "tile" ? readTilePath(rest) : null;
  return address && publishedTile(address);
}

/** The ledger's files over HTTP, each read from the database when it is asked for. */
async function serve(): Promise<string> {
  const server = createServer((request, response) => {
    published((request.url ?? "").replace("/ledger/", "")).then(
      (file) => void (file === null ? response.writeHead(404).end() : response.writeHead(200, { "content-length": Buffer.byteLength(file) }).end(file)),
      (problem: unknown) => void response.writeHead(500).end(String(problem)),
    );
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/ledger`;
}

const megabytes = (bytes: number): number => bytes / 2 ** 20;

async function verify(get: (path: string) => Promise<Uint8Array | null>, key: string): Promise<VerifiedIn> {
  const began = performance.now();
  const { checkpoint, bytes } = await verifyLedger({ get, keys: [readVerifier(key)] });
  return { done: checkpoint.size, bytes, milliseconds: performance.now() - began, memory: process.resourceUsage().maxRSS / 1_024 };
}

/** The same with every file at hand already: what of verifying is not waiting for files. The fastest of several. */
async function verifyAgain(url: string, key: string, times: number): Promise<VerifiedIn> {
  const [{ get }, files] = [overHttp(url), new Map<string, Uint8Array | null>()];
  await verify(async (path) => {
    const file = await get(path);
    files.set(path, file);
    return file;
  }, key);
  const found: VerifiedIn[] = [];
  for (let turn = 0; turn < times; turn++) found.push(await verify(async (path) => files.get(path) ?? null, key));
  return found.toSorted((a, b) => a.milliseconds - b.milliseconds)[0] as VerifiedIn;
}

const toHash: Uint8Array[] = [];

/** The hashes of entries and nothing else: so many of them, over and over. */
async function hash(url: string, entries: number, times: number): Promise<Done> {
  for (let index = 0; toHash.length < entries; index++) {
    const bundle = await overHttp(url).get(tilePath({ level: "entries", index, width: Math.min(tileWidth, entries - index * tileWidth) }));
    toHash.push(...((bundle && readBundle(bundle)) ?? []));
  }
  const began = performance.now();
  let sum = 0;
  for (let time = 0; time < times; time++) for (const entry of toHash) sum += leafHash(entry)[0] ?? 0;
  if (!Number.isFinite(sum)) throw new Error("the hashes were not used");
  return { done: toHash.length * times, milliseconds: performance.now() - began };
}

/* Receipts */

setFlagsFromString("--expose_gc");
const sweep = runInNewContext("gc") as () => void;

// The entry, the newest checkpoint and the tiles on the way to its root, as one statement.
const receiptByHand = `SELECT l.position, l.leaf, c.note, (SELECT array_agg(t.hashes) FROM "LedgerTile" t WHERE (t.level, t.index) IN ((0, l.position / 256), (1, l.position / 65536), (2, l.position / 16777216))) AS tiles
  FROM "LedgerLeaf" l, (SELECT note FROM "LedgerCheckpoint" ORDER BY id DESC LIMIT 1) c WHERE l."entryId" = $1`;
const reading = once(async () => new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 }));

/** A receipt for each of these entries, in turns with the same rows read by hand. The first tenth is not counted; each is checked. */
async function receipts(ids: string[], key: string): Promise<Receipts> {
  const pool = await reading();
  const keys = [readVerifier(key)];
  const [ours, floor]: [number[], number[]] = [[], []];
  let length = 0;
  for (const [turn, id] of ids.entries()) {
    const began = performance.now();
    const receipt = await receiptOf(id);
    const made = performance.now();
    await pool.query({ name: "receipt", text: receiptByHand, values: [id] });
    if (turn >= ids.length / 10) {
      ours.push(made - began);
      floor.push(performance.now() - made);
    }
    checkReceipt(receipt ?? "", keys);
    length = Math.max(length, Buffer.byteLength(receipt ?? ""));
  }
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const left: number[] = [];
  for (const id of ids.slice(0, 20)) {
    sweep();
    const before = used();
    await receiptOf(id);
    left.push(used() - before);
  }
  sweep();
  return { ours: spreadOf(ours), floor: spreadOf(floor), length, garbage: spreadOf(left).p50 / 1_024, memory: megabytes(process.memoryUsage().rss) };
}

async function obey(order: Order): Promise<unknown> {
  if (order.do === "decide") return decide(order.milliseconds);
  if (order.do === "write") return write(order.milliseconds, order.isWithEntry);
  if (order.do === "keep") return keep();
  if (order.do === "rest") return rest();
  if (order.do === "serve") return serve();
  if (order.do === "verify") return verify(overHttp(order.url).get, order.key);
  if (order.do === "verify again") return verifyAgain(order.url, order.key, order.times);
  if (order.do === "hash") return hash(order.url, order.entries, order.times);
  return receipts(order.ids, order.key);
}

// Told what to do by the program that measures, and gone with it.
if (process.send) {
  workAsSystem();
  process.on("disconnect", () => process.exit(0));
  process.on("message", (order: Order) => {
    void obey(order).then(
      (answer) => process.send?.({ answer: answer ?? null }),
      (problem: unknown) => process.send?.({ problem: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) }),
    );
  });
}
