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
import { fillCity } from "./fill";
import { resultMark, type Plan } from "./measure";
import { reportOf, type Result } from "./report";
import type { Measure } from "./timing";

/*
 * npm run bench -- [--sizes 1000,100000,1000000] [--quick] [--no-pages]
 *
 * A PostgreSQL of its own in a temporary folder, one database for each size. Everything is measured in turns with its
 * floor. RESULTS.md is written anew; --quick takes fewer samples and prints instead.
 */
const { values: options } = parseArgs({ options: { sizes: { type: "string" }, quick: { type: "boolean", default: false }, "no-pages": { type: "boolean", default: false } } });
const sizes = (options.sizes ?? (options.quick ? "1000,100000" : "1000,100000,1000000")).split(",").map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1_000 || size % 100 !== 0)) throw new Error("Give --sizes as whole hundreds from 1000 on, like --sizes 1000,100000.");

const often = options.quick ? { cheap: 50, decisions: 20, pages: 30, seconds: 2 } : { cheap: 60, decisions: 50, pages: 150, seconds: 2 };

async function measure(plan: Plan): Promise<Measure[]> {
  let found: Measure[] | undefined;
  const child = keepChild({
    name: "The measuring",
    ...ownProgram("bench/measure.ts"),
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", DATABASE_URL: plan.appUrl, BENCH_PLAN: JSON.stringify(plan) },
    onLine: (line) => {
      if (line.startsWith(resultMark)) found = JSON.parse(line.slice(resultMark.length)) as Measure[];
      else console.log(line);
    },
  });
  const code = await child.ended;
  if (code !== 0 || !found) throw new Error(`the measuring ended with code ${code}`);
  return found;
}

async function measureSize(cluster: OpenDatabase, devices: number): Promise<Result> {
  const name = `city_${devices}`;
  const client = new pg.Client({ connectionString: cluster.superUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} OWNER lamppost_owner`);
    await migrate(inDatabase(cluster.ownerUrl, name), () => undefined);
    const superUrl = inDatabase(cluster.superUrl, name);
    const began = performance.now();
    await fillCity(superUrl, devices);
    const fillSeconds = (performance.now() - began) / 1_000;
    console.log(`${devices} devices, filled in ${fillSeconds.toFixed(0)} s`);
    const { rows } = await client.query<{ bytes: string }>("SELECT pg_database_size($1) AS bytes", [name]);
    const measures = await measure({ appUrl: inDatabase(cluster.appUrl, name), superUrl, ...often, pages: options["no-pages"] ? 0 : often.pages });
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    return { devices, fillSeconds, bytes: Number(rows[0]?.bytes ?? 0), measures };
  } finally {
    await client.end();
  }
}

async function versionOf(cluster: OpenDatabase): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.superUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("SELECT 'PostgreSQL ' || current_setting('server_version') AS version");
    return rows[0]?.version ?? "PostgreSQL";
  } finally {
    await client.end();
  }
}

const [before = Number.NaN] = loadavg();
const folder = mkdtempSync(join(tmpdir(), "lamppost-bench-"));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stopChildren().then(() => process.exit(1)));
try {
  if (!options["no-pages"] && (await buildPages())) console.log("Pages built");
  const cluster = await openCluster({ folder });
  try {
    const results: Result[] = [];
    // Written after each size: what was measured is kept, whatever happens to the larger ones.
    for (const size of sizes) {
      results.push(await measureSize(cluster, size));
      const report = reportOf(results, ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" "), await versionOf(cluster), { before, after: loadavg()[0] ?? Number.NaN });
      if (!options.quick) writeFileSync("bench/RESULTS.md", report);
      else if (size === sizes.at(-1)) console.log(report);
    }
  } finally {
    await cluster.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
