import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { inDatabase } from "@/lib/core/test-database";
import { buildPages } from "@/scripts/build";
import { keepChild, stopChildren } from "@/scripts/child-process";
import { openCluster, type OpenDatabase } from "@/scripts/database";
import { migrate } from "@/scripts/migrate";
import { ownProgram } from "@/scripts/serve";
import type { AccessMeasures, AccessPlan } from "./access";
import { fillAccessCity, type AccessCity } from "./access-city";
import { accessReportOf } from "./access-report";
import type { CaseworkMeasures, CaseworkPlan } from "./casework";
import { caseworkReportOf } from "./casework-report";
import { fillCity } from "./fill";
import { lighthouseReport } from "./lighthouse";
import type { DecidingMeasures, LedgerPlan, LongMeasures, SequencingMeasures } from "./ledger";
import { fillWaiting } from "./ledger-fill";
import { ledgerReportOf } from "./ledger-report";
import { resultMark, type Plan } from "./measure";
import type { RegisterMeasures, RegisterPlan } from "./register";
import { registerReportOf } from "./register-report";
import { reportOf, type Result } from "./report";
import type { Measure } from "./timing";

/*
 * npm run bench -- [--sizes 1000,100000,1000000] [--quick] [--no-pages]
 * npm run bench -- access [--quick]
 * npm run bench -- ledger [--quick]
 * npm run bench -- casework [--quick]
 * npm run bench -- register [--quick]
 * npm run bench -- lighthouse [--quick]
 *
 * A PostgreSQL of its own in a temporary folder, one database for each size. Everything is measured in turns with its
 * floor. RESULTS.md (of access: ACCESS.md, of the ledger: LEDGER.md, of case work: CASEWORK.md, of the register: REGISTER.md, of its pages in a browser: LIGHTHOUSE.md) is written anew; --quick takes fewer samples and prints instead.
 */
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { sizes: { type: "string" }, quick: { type: "boolean", default: false }, "no-pages": { type: "boolean", default: false } } });
const sizes = (options.sizes ?? (options.quick ? "1000,100000" : "1000,100000,1000000")).split(",").map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1_000 || size % 100 !== 0)) throw new Error("Give --sizes as whole hundreds from 1000 on, like --sizes 1000,100000.");

const often = options.quick ? { cheap: 50, decisions: 20, pages: 30, seconds: 2 } : { cheap: 60, decisions: 50, pages: 150, seconds: 2 };

/** By which decisions seal and sign while they are measured; nothing of a real Lamppost. */
const secrets = { LAMPPOST_SECRET: randomBytes(36).toString("base64"), LAMPPOST_MASTER_KEY: randomBytes(32).toString("base64") };

/** Runs a program of the bench by itself, and gives what it found. `variable` is where it looks for its plan. */
async function measured<T>(program: string, variable: string, plan: Plan | AccessPlan | LedgerPlan | CaseworkPlan | RegisterPlan): Promise<T> {
  let found: T | undefined;
  const child = keepChild({
    name: "The measuring",
    ...ownProgram(program),
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", LAMPPOST_MODE: "demo", ...secrets, DATABASE_URL: plan.appUrl, [variable]: JSON.stringify(plan) },
    onLine: (line) => {
      if (line.startsWith(resultMark)) found = JSON.parse(line.slice(resultMark.length)) as T;
      else console.log(line);
    },
  });
  const code = await child.ended;
  if (code !== 0 || !found) throw new Error(`the measuring ended with code ${code}`);
  return found;
}

interface Filled<T> {
  fillSeconds: number;
  bytes: number;
  measures: T;
}

/** A new, migrated and filled database, measured and dropped. */
async function inNewDatabase<T>(cluster: OpenDatabase, name: string, fill: (superUrl: string) => Promise<void>, measure: (appUrl: string, superUrl: string) => Promise<T>): Promise<Filled<T>> {
  const client = new pg.Client({ connectionString: cluster.superUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} OWNER lamppost_owner`);
    await migrate(inDatabase(cluster.ownerUrl, name), () => undefined);
    const superUrl = inDatabase(cluster.superUrl, name);
    const began = performance.now();
    await fill(superUrl);
    const fillSeconds = (performance.now() - began) / 1_000;
    console.log(`${name} filled in ${fillSeconds.toFixed(0)} s`);
    const { rows } = await client.query<{ bytes: string }>("SELECT pg_database_size($1) AS bytes", [name]);
    const measures = await measure(inDatabase(cluster.appUrl, name), superUrl);
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    return { fillSeconds, bytes: Number(rows[0]?.bytes ?? 0), measures };
  } finally {
    await client.end();
  }
}

const [before = Number.NaN] = loadavg();
const load = () => loadavg()[0] ?? Number.NaN;
const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" ");

/** The register, the queue, decisions and pages, in cities of several sizes. */
async function benchCity(cluster: OpenDatabase): Promise<void> {
  const results: Result[] = [];
  // Written after each size: what was measured is kept, whatever happens to the larger ones.
  for (const devices of sizes) {
    const plan = { ...often, pages: options["no-pages"] ? 0 : often.pages };
    const filled = await inNewDatabase(cluster, `city_${devices}`, (superUrl) => fillCity(superUrl, devices), (appUrl, superUrl) => measured<Measure[]>("bench/measure.ts", "BENCH_PLAN", { appUrl, superUrl, ...plan }));
    results.push({ devices, ...filled });
    const report = reportOf(results, command, await versionOf(cluster), { before, after: load() });
    if (!options.quick) writeFileSync("bench/RESULTS.md", report);
    else if (devices === sizes.at(-1)) console.log(report);
  }
}

/** Who may what: rules, queries, looking back, and other engines beside ours. */
async function benchAccess(cluster: OpenDatabase): Promise<void> {
  const size: AccessCity = options.quick ? { people: 500, grants: 10_000, permits: 50_000 } : { people: 5_000, grants: 100_000, permits: 1_000_000 };
  const plan = options.quick ? { samples: 20, checking: 100 } : { samples: 60, checking: 1_000 };
  const filled = await inNewDatabase(cluster, "city_of_access", (superUrl) => fillAccessCity(superUrl, size), (appUrl) => measured<AccessMeasures>("bench/access.ts", "ACCESS_PLAN", { appUrl, ...plan }));
  const report = accessReportOf(size, filled, command, await versionOf(cluster), { before, after: load() });
  if (options.quick) console.log(report);
  else writeFileSync("bench/ACCESS.md", report);
}

/** What the ledger costs a decision, how fast it is sealed and verified, and what a receipt takes. */
async function benchLedger(cluster: OpenDatabase): Promise<void> {
  const of = options.quick ? { devices: 5_000, waiting: 20_000, sizes: [1_000, 10_000, 50_000, 100_000], verified: 50_000, atHand: 10_000 } : { devices: 20_000, waiting: 100_000, sizes: [1_000, 100_000, 1_000_000, 10_000_000], verified: 1_000_000, atHand: 100_000 };
  const often = options.quick ? { turns: 3, milliseconds: 1_000, receipts: 100 } : { turns: 6, milliseconds: 2_500, receipts: 1_000 };
  const measure = <T>(part: LedgerPlan["part"]) => (appUrl: string, superUrl: string) => measured<T>("bench/ledger.ts", "LEDGER_PLAN", { appUrl, superUrl, part });
  const nothing = () => Promise.resolve();
  const deciding = await inNewDatabase(cluster, "city_of_decisions", (superUrl) => fillCity(superUrl, of.devices), measure<DecidingMeasures>({ name: "deciding", turns: often.turns, milliseconds: often.milliseconds }));
  const sequencing = await inNewDatabase(cluster, "entries_waiting", (superUrl) => fillWaiting(superUrl, of.waiting), measure<SequencingMeasures>({ name: "sequencing" }));
  const long = await inNewDatabase(cluster, "long_ledger", nothing, measure<LongMeasures>({ name: "long", sizes: of.sizes, verified: of.verified, atHand: of.atHand, receipts: often.receipts, turns: 3 }));
  const report = ledgerReportOf({ devices: of.devices, ...often, deciding: deciding.measures, sequencing: sequencing.measures, long: long.measures }, command, await versionOf(cluster), { before, after: load() });
  if (options.quick) console.log(report);
  else writeFileSync("bench/LEDGER.md", report);
}

/** The daily work: queue, case, what a wide stop would do, the stop itself over thousands of permits, places to choose from. */
async function benchCasework(cluster: OpenDatabase): Promise<void> {
  const size = options.quick ? { devices: 50_000, perPermit: 5 } : { devices: 1_000_000, perPermit: 5 };
  const filled = await inNewDatabase(cluster, "city_of_casework", (superUrl) => fillCity(superUrl, size.devices, size.perPermit), (appUrl, superUrl) => measured<CaseworkMeasures>("bench/casework.ts", "CASEWORK_PLAN", { appUrl, superUrl, samples: options.quick ? 20 : 60 }));
  const report = caseworkReportOf(size, filled, command, await versionOf(cluster), { before, after: load() });
  if (options.quick) console.log(report);
  else writeFileSync("bench/CASEWORK.md", report);
}

/** The public register as machines ask it, beside a bare handler and the bare statements. */
async function benchRegister(cluster: OpenDatabase): Promise<void> {
  const size = options.quick ? { devices: 50_000, perPermit: 5 } : { devices: 1_000_000, perPermit: 5 };
  const filled = await inNewDatabase(cluster, "city_of_readers", (superUrl) => fillCity(superUrl, size.devices, size.perPermit), (appUrl, superUrl) => measured<RegisterMeasures>("bench/register.ts", "REGISTER_PLAN", { appUrl, superUrl, seconds: options.quick ? 3 : 8 }));
  const report = registerReportOf(size, filled, command, await versionOf(cluster), { before, after: load() });
  if (options.quick) console.log(report);
  else writeFileSync("bench/REGISTER.md", report);
}

/** What can be measured, by name. */
const benches: Record<string, (cluster: OpenDatabase) => Promise<void>> = { city: benchCity, access: benchAccess, ledger: benchLedger, casework: benchCasework, register: benchRegister };
const chosen = positionals[0] ?? "city";
const bench = Object.hasOwn(benches, chosen) ? benches[chosen] : undefined;
if ((!bench && chosen !== "lighthouse") || positionals.length > 1) throw new Error(`Choose one of ${[...Object.keys(benches), "lighthouse"].join(", ")}, like npm run bench -- access.`);

async function versionOf(cluster: OpenDatabase): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.superUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("SELECT 'PostgreSQL ' || current_setting('server_version') || ', embedded, durable (fsync on), ' || current_setting('shared_buffers') AS version");
    return rows[0]?.version ?? "PostgreSQL";
  } finally {
    await client.end();
  }
}

const folder = mkdtempSync(join(tmpdir(), "lamppost-bench-"));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stopChildren().then(() => process.exit(1)));
try {
  if ((bench === benchRegister || (bench === benchCity && !options["no-pages"])) && (await buildPages())) console.log("Pages built");
  if (bench) {
    const cluster = await openCluster({ folder });
    try {
      await bench(cluster);
    } finally {
      await cluster.close();
    }
  } else {
    // It looks at a city as a newcomer starts it, with its own database.
    const report = await lighthouseReport(folder, options.quick ? 1 : 5, command);
    if (options.quick) console.log(report);
    else writeFileSync("bench/LIGHTHOUSE.md", report);
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
