import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { db } from "@/lib/core/db";
import { log } from "@/lib/core/log";
import { workAsSystem } from "@/lib/core/wall";
import { readCheckpointText } from "@/lib/ledger/checkpoint";
import { memoryOf } from "@/lib/ledger/keep";
import { consistencyProof } from "@/lib/ledger/merkle";
import { newSecretKey, readNote, signerOf, type Signer } from "@/lib/ledger/note";
import { signersOf } from "@/lib/ledger/signers";
import { checkpointsFrom, nodesOf, publishedCheckpoint } from "@/lib/ledger/tree";
import { addCheckpoint, type WitnessMemory } from "@/lib/ledger/witness";
import { StopAsked, stopAsked } from "./ask-to-stop";
import { birthOf, keepChild, runChild, stopChildren, type Environment, type KeptChild } from "./child-process";
import { DatabaseProblem, openCluster, type OpenDatabase } from "./database";
import { Checks, thorough, type Found, type Told } from "./ledger-soak-checks";
import type { Said } from "./ledger-soak-child";
import { officers } from "./ledger-soak-city";
import { migrate } from "./migrate";
import { ownProgram } from "./serve";

/*
 * Kills whatever keeps the ledger, at any instant and without warning, while decisions go on: the process that gives entries their
 * positions and signs, processes that decide, and the whole PostgreSQL. Looks at the books after each death of the database and at the
 * end: nothing decided without its entry, no entry of what was not decided, no gap, no fork, and everything verifies from outside.
 */
const help = `npm run ledger:soak -- [--kills 500] [--seconds N]

  --kills N     how often something is killed, at least; default: 500
  --seconds N   goes on at least so long, also where it has killed enough

Everything happens in a temporary folder with a database of its own, and is removed at the end. Ends with 0 where all holds, 1 otherwise.`;

type Kind = "keeper" | "app" | "database";
/** Of ten deaths, so many of each kind. The database's takes longest to get over. */
const tenDeaths: readonly Kind[] = ["keeper", "keeper", "keeper", "keeper", "app", "app", "app", "app", "app", "database"];

/** Between a process's beginning and its death, at most, in milliseconds. */
const longestLife = 1_500;
/** Most keepers live until they have signed something, but no longer than this. */
const patience = 8_000;

const tell = (line: string) => console.log(line);
const someOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];
const shuffled = <T>(list: readonly T[]): T[] => list.map((each) => [Math.random(), each] as const).toSorted((a, b) => a[0] - b[0]).map(([, each]) => each);

/* The processes */

interface Process {
  kind: "keeper" | "app";
  email: string;
  child: KeptChild;
  /** When it may be killed: some time after it began to work, so that death finds it at anything it does. */
  dueAt: number;
  /** It was killed or asked to stop: its end is no surprise. */
  isGone: boolean;
}

/** Processes that work, and what they told. One that ends by itself is a problem. */
class Processes {
  readonly told: Told[] = [];
  readonly refusals = new Map<string, number>();
  readonly problems: string[] = [];
  faults = 0;
  toldAt = Date.now();
  private running: Process[] = [];

  constructor(private readonly environment: () => Environment) {}

  start(kind: Process["kind"], email = ""): Process {
    const lines: string[] = [];
    const child = keepChild({
      name: kind === "keeper" ? "The keeper of the ledger" : `A process that decides for ${email}`,
      ...ownProgram("scripts/ledger-soak-child.ts"),
      args: [...ownProgram("scripts/ledger-soak-child.ts").args, kind, email],
      env: this.environment(),
      onLine: (line) => this.hear(one, line, lines),
    });
    const one: Process = { kind, email, child, dueAt: Infinity, isGone: false };
    this.running.push(one);
    void child.ended.then((code) => {
      this.running = this.running.filter((each) => each !== one);
      if (!one.isGone) this.problems.push(`${child.name} ended by itself (code ${code}). It said last:\n${lines.filter((line) => !line.startsWith("{")).slice(-30).join("\n")}`);
    });
    return one;
  }

  private hear(one: Process, line: string, lines: string[]): void {
    lines.push(line);
    if (lines.length > 60) lines.shift();
    let said: Said | undefined;
    try {
      said = JSON.parse(line) as Said;
    } catch {
      return;
    }
    if (said.is === "ready") one.dueAt = Date.now() + (one.kind === "keeper" && Math.random() < 0.75 ? patience : Math.random() * longestLife);
    else if (said.is === "faulted") this.faults += 1;
    else if (said.is === "refused") this.refusals.set(said.refusal, (this.refusals.get(said.refusal) ?? 0) + 1);
    else if (said.is === "decided") {
      this.told.push({ name: said.name, entryId: said.entryId, subjectId: said.subjectId, key: said.key });
      this.toldAt = Date.now();
    }
  }

  /** The keeper has just had a checkpoint signed by the witness: from now on it may be killed. */
  hasSigned(): void {
    for (const one of this.running) if (one.kind === "keeper") one.dueAt = Math.min(one.dueAt, Date.now() + Math.random() * longestLife);
  }

  /** Kills one of them that is at work, this instant; another takes its place with the same duty. False where none is to be had now. */
  kill(kind: Process["kind"]): boolean {
    const one = someOf(this.running.filter((each) => each.kind === kind && each.dueAt <= Date.now() && !each.isGone));
    if (!one) return false;
    one.isGone = true;
    one.child.kill();
    void one.child.ended.then(() => (this.isOver || isStopping ? undefined : this.start(kind, one.email)));
    return true;
  }

  private isOver = false;
  /** Asks all of a kind to stop, and starts none anew. */
  async stop(kind: Process["kind"]): Promise<void> {
    this.isOver = true;
    await Promise.all(this.running.filter((each) => each.kind === kind).map((each) => ((each.isGone = true), each.child.stop())));
  }
}

/* The database */

function childrenOf(pid: number): number[] {
  const numbers = (text: string) => text.split(/\s+/).map(Number).filter((each) => each > 0);
  try {
    return numbers(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"));
  } catch {
    const { stdout = "" } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return stdout.split("\n").map(numbers).flatMap(([child, parent]) => (child && parent === pid ? [child] : []));
  }
}

const killNow = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
};

/** Kills PostgreSQL: its first process alone, whose others then notice, or all of them at once. Returns when none is left. */
async function killDatabase(folder: string): Promise<void> {
  const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
  const all = [pid, ...childrenOf(pid)].map((each) => ({ pid: each, birth: birthOf(each) }));
  for (const each of Math.random() < 0.5 ? all : all.slice(0, 1)) killNow(each.pid);
  for (let waited = 0; waited < 300 && all.some((each) => each.birth !== null && birthOf(each.pid) === each.birth); waited += 1) await pause(50);
}

/* The witness */

/** A witness without a disk, which cannot be shaken: it tells whatever it refuses. */
class Witness {
  readonly signer: Signer = signerOf("witness.soak", newSecretKey(), "witness");
  readonly refused: string[] = [];
  readonly accused: string[] = [];
  signed = 0;
  onSigned: () => void = () => undefined;
  /** It had seen more than the portal remembered: the keeper was killed between its signature and the keeping of it. */
  behind = 0;
  private seen: ReturnType<WitnessMemory["last"]> = null;

  constructor(private readonly logs: readonly Signer[]) {}

  ask(body: string) {
    const memory: WitnessMemory = { last: () => this.seen, keep: (_, seen) => void (this.seen = seen), accuse: (_, notes) => void this.accused.push(...notes) };
    const answer = addCheckpoint(body, { signer: this.signer, logs: this.logs, memory, now: new Date() });
    if (answer.status === 200) {
      this.signed += 1;
      this.onSigned();
    } else if (answer.status === 409) this.behind += 1;
    else this.refused.push(`${answer.status} ${answer.body.trim()}`);
    return answer;
  }

  async listen(): Promise<{ server: Server; url: string }> {
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (part: string) => (body += part)).on("end", () => {
        const { status, type, body: answered } = this.ask(body);
        response.writeHead(status, { "content-type": type, connection: "close" }).end(answered);
      });
    });
    await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
    const address = server.address();
    return { server, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
  }
}

/** Another witness is shown every checkpoint that was ever published, one after the other, and has to sign each. */
async function witnessedAll(signers: Signer[]): Promise<string[]> {
  const witness = new Witness(signers);
  const { size } = readCheckpointText(readNote((await publishedCheckpoint())?.note ?? "").text);
  const read = nodesOf(size);
  let before = 0;
  for (let from = 0; ; ) {
    const notes = await checkpointsFrom(from);
    for (const note of notes) {
      const checkpoint = readCheckpointText(readNote(note).text);
      const proof = before === 0 || before === checkpoint.size ? [] : await consistencyProof(read, before, checkpoint.size);
      witness.ask([`old ${before}`, ...proof.map((hash) => Buffer.from(hash).toString("base64")), "", note].join("\n"));
      before = checkpoint.size;
    }
    if (notes.length < 1_000) break;
    from = before + 1;
  }
  return witness.refused;
}

/* The soak */

const folder = mkdtempSync(join(tmpdir(), "lamppost-soak-"));
const asked = stopAsked();
/** Somebody asked to stop: nothing is started any more. */
let isStopping = false;
asked.catch(() => (isStopping = true));
const began = performance.now();
const seconds = () => (performance.now() - began) / 1_000;
const number = (value: number) => value.toLocaleString("en-GB");

/** The soak never inherits what the machine has set for a real Lamppost. */
function environmentOf(appUrl: string, more: Record<string, string>): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^(LAMPPOST_|DATABASE_|SMTP_|MAIL_|PORT$|HOST$|NODE_ENV$|VITEST|TEST_)/.test(entry[0]));
  return { ...Object.fromEntries(inherited), NODE_ENV: "production", LOG_LEVEL: "fatal", LAMPPOST_MODE: "demo", LAMPPOST_TIME_ZONE: "Europe/London", DATABASE_URL: appUrl, ...more };
}

async function soak(kills: number, leastSeconds: number): Promise<string[]> {
  const postgres = join(folder, "postgres");
  let database: OpenDatabase = await openCluster({ folder: postgres });
  const { appUrl } = database;
  const ledgerKey = randomBytes(32).toString("base64");
  const settings = { LAMPPOST_ORIGIN: "http://lamppost-soak.localhost", LAMPPOST_DATA: join(folder, "data"), LAMPPOST_SECRET: randomBytes(36).toString("base64"), LAMPPOST_MASTER_KEY: randomBytes(32).toString("base64") };
  const signers = signersOf(settings.LAMPPOST_ORIGIN, ledgerKey);
  const witness = new Witness(signers);
  const { server, url } = await witness.listen();
  const common = { ...settings, LAMPPOST_LEDGER_VERIFIERS: signers.map(({ text }) => text).join(",") };
  const environment = environmentOf(appUrl, { ...common, LAMPPOST_LEDGER_KEY: ledgerKey, LAMPPOST_WITNESSES: `${url} ${witness.signer.text}` });
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  log.level = "fatal";
  workAsSystem();

  await migrate(database.ownerUrl, () => undefined);
  const city = await runChild({ name: "The city", ...ownProgram("scripts/ledger-soak-child.ts"), args: [...ownProgram("scripts/ledger-soak-child.ts").args, "city"], env: environment });
  if (city.code !== 0) throw new Error(`The city could not be made: ${city.lines.slice(-5).join(" ")}`);
  const begunWith = await db.ledgerEntry.count({ where: { name: { not: "attempt.denied" } } });
  tell(`A city with ${number(begunWith)} entries is made (${seconds().toFixed(0)} s). Its ledger is shaken.`);

  const processes = new Processes(() => environment);
  witness.onSigned = () => processes.hasSigned();
  const checks = new Checks({ ownerUrl: database.ownerUrl, dataFolder: settings.LAMPPOST_DATA, keys: signers, begunWith });
  const problems: string[] = [];
  let found: Found = { problems: [], entries: begunWith, size: 0, checkpoints: 0 };
  const look = async (when: string) => {
    found = await checks.look([...processes.told]);
    problems.push(...found.problems.map((problem) => `${when}: ${problem}`));
  };

  const killed: Record<Kind, number> = { keeper: 0, app: 0, database: 0 };
  const total = () => killed.keeper + killed.app + killed.database;
  let unpublished = 0;
  const countUnpublished = async () => {
    const [remembered, published] = [memoryOf(settings.LAMPPOST_DATA).last(), await publishedCheckpoint().catch(() => undefined)];
    if (published !== undefined && remembered && readNote(remembered).text !== (published ? readNote(published.note).text : "")) unpublished += 1;
  };
  /** PostgreSQL dies, and comes back from the same folder at the same address. */
  const restartDatabase = async () => {
    await killDatabase(postgres);
    if (isStopping) return;
    database = await openCluster({ folder: postgres });
    if (database.appUrl !== appUrl) throw new DatabaseProblem("Something else listens on the database's port now.");
  };
  let toldBefore = 0;
  const kill = async (kind: Kind): Promise<boolean> => {
    if (kind === "database") {
      // A database that nobody has used since it came back has nothing to lose.
      if (processes.told.length < toldBefore + 10) return false;
      await restartDatabase();
      toldBefore = processes.told.length;
    }
    if (kind !== "database" && !processes.kill(kind)) return false;
    killed[kind] += 1;
    if (kind === "keeper") await countUnpublished();
    if (kind === "database") await look(`after death ${total()}, of the database`);
    return true;
  };
  const summary = () => `${total()} kills (keeper ${killed.keeper}, app ${killed.app}, database ${killed.database}); ${number(processes.told.length)} decisions told; ${number(found.entries)} entries; ${number(found.checkpoints)} checkpoints; ${seconds().toFixed(0)} s`;

  processes.start("keeper");
  for (const email of officers) processes.start("app", email);
  let toldUntil = performance.now();
  let deaths: Kind[] = [];
  const shakenFrom = performance.now();
  const isEnough = () => total() >= kills && performance.now() - shakenFrom >= leastSeconds * 1_000;
  while (!isStopping && !isEnough() && problems.length === 0 && processes.problems.length === 0) {
    if (deaths.length === 0) deaths = shuffled(tenDeaths);
    await pause(20 + Math.random() * 330);
    if (await kill(deaths[0] as Kind)) deaths.shift();
    if (Date.now() - processes.toldAt > 60_000) problems.push("Nothing was decided for a minute.");
    if (performance.now() - toldUntil > 10_000) {
      toldUntil = performance.now();
      tell(summary());
    }
  }

  if (isStopping) return problems;
  // What decides comes to its end; a keeper that nothing disturbs any more does the rest.
  await processes.stop("app");
  await processes.stop("keeper");
  const last = processes.start("keeper");
  const isSettled = async () => {
    const [waiting, published] = [await db.ledgerPending.count(), await publishedCheckpoint()];
    return waiting === 0 && published !== null && published.note.includes(`— ${witness.signer.name} `) && published.size === (await db.ledgerLeaf.count());
  };
  for (const since = Date.now(); !(await isSettled().catch(() => false)); await pause(100)) {
    if (Date.now() - since < 60_000 && !last.child.hasEnded()) continue;
    problems.push("With nothing left to disturb it, the ledger did not come to rest within a minute.");
    break;
  }
  await processes.stop("keeper");
  server.close();

  await look("at the end");
  const outside = await thorough({ keys: signers, witness: witness.signer });
  problems.push(...outside.problems.map((problem) => `at the end: ${problem}`), ...processes.problems);
  problems.push(...[...witness.refused, ...(await witnessedAll(signers))].map((refusal) => `A witness refused: ${refusal}`), ...witness.accused.map((note) => `A witness saw a fork: ${note}`));
  const odd = [...processes.refusals].filter(([refusal]) => !["changed_since_read", "not_from_here", "taken_meanwhile"].includes(refusal));
  problems.push(...odd.map(([refusal, count]) => `${count} decisions were refused with ${refusal}, which nothing here should be.`));
  await db.$disconnect();
  await database.close();
  tell(`\n${summary()}.`);
  tell(`${number([...processes.refusals.values()].reduce((sum, count) => sum + count, 0))} refusals (races for one permit), ${number(processes.faults)} faults (asked while the database was down). The witness signed ${number(witness.signed)} checkpoints.`);
  tell(`Of the keeper's deaths ${unpublished} fell between the signing and its commit; ${witness.behind} times the witness had seen more than the portal remembered.`);
  return problems;
}

const { values } = parseArgs({ options: { kills: { type: "string", default: "500" }, seconds: { type: "string", default: "0" }, help: { type: "boolean" } } });
const [kills, leastSeconds] = [Number(values.kills), Number(values.seconds)];
let code = 1;
if (values.help || !Number.isInteger(kills) || kills < 1 || !(leastSeconds >= 0)) {
  tell(help);
  code = values.help ? 0 : 1;
} else {
  try {
    const problems = await Promise.race([soak(kills, leastSeconds), asked]);
    for (const problem of problems) console.error(problem);
    tell(problems.length === 0 ? "The ledger holds: every decision has its entry and every entry its decision, no gap, no fork, and it verifies." : `The ledger does not hold: ${problems.length} problems.`);
    code = problems.length === 0 ? 0 : 1;
  } catch (problem) {
    if (problem instanceof StopAsked) code = 130;
    console.error(problem instanceof Error ? (problem instanceof StopAsked || problem instanceof DatabaseProblem ? problem.message : problem.stack) : problem);
  }
}
await stopChildren();
try {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
} catch (problem) {
  console.error(`The folder ${folder} could not be removed: ${String(problem)}`);
}
process.exit(code);
