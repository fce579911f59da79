import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@/lib/core/settings";
import { breaches, places, wordBreach } from "./architecture";
import { StopAsked, stopAsked } from "./ask-to-stop";
import { findBrowser } from "./browser";
import { BuildProblem, buildPages } from "./build";
import { keepChild, runChild, stopChildren, type Environment } from "./child-process";
import { CityProblem, prepareCity } from "./city";
import { freePort, openCluster } from "./database";
import { generateClient } from "./generate";
import { importsOf } from "./imports";
import { migrate } from "./migrate";
import { environmentFor, serve } from "./serve";

interface Count {
  passed: number;
  failed: number;
}

interface Stage {
  name: string;
  run: (filters: readonly string[]) => Promise<Count>;
}

const tell = (line: string) => console.log(line);
const folder = mkdtempSync(join(tmpdir(), "lamppost-test-"));
const asked = stopAsked();

/** Tests never inherit what the machine has set for a real Lamppost. */
const ownSettings = ["DATABASE_URL", "DATABASE_OWNER_URL", "SMTP_URL", "MAIL_FROM", "PORT", "HOST", "LOG_LEVEL"];
const cleanEnvironment: Environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !ownSettings.includes(name) && (!name.startsWith("LAMPPOST_") || name.startsWith("LAMPPOST_MODEL_")) && name !== "NODE_ENV"),
);

const oneTest = (isPassed: boolean): Count => (isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A tool that either finds nothing to say or fails; what it says is shown only then. */
async function quietTool(script: string, args: readonly string[]): Promise<Count> {
  const { code, lines } = await runChild({ name: script, command: process.execPath, args: [script, ...args] });
  if (code !== 0) for (const line of lines) tell(line);
  return oneTest(code === 0);
}

/** A test runner, whose lines are shown as they come. */
function runner(script: string, args: readonly string[], env: Environment): Promise<number> {
  return keepChild({ name: script, command: process.execPath, args: [script, ...args], env: { FORCE_COLOR: process.stdout.isTTY ? "1" : "0", ...env }, onLine: tell }).ended;
}

function readReport<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return null;
  }
}

/** A runner that failed without a failed test, such as on a file that does not load, still counts as one failure. */
const withCode = (count: Count, code: number): Count => (code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count);

async function types(): Promise<Count> {
  // Next declares the addresses there are, and what pages may import, in files that it writes itself.
  const declared = await runChild({
    name: "next typegen",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "typegen"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (declared.code !== 0) for (const line of declared.lines) tell(line);
  return quietTool("node_modules/typescript/bin/tsc", ["--noEmit", "--pretty", "false"]);
}

const lint = () => quietTool("node_modules/oxlint/bin/oxlint", ["--quiet"]);

async function architecture(): Promise<Count> {
  const found = breaches(importsOf(places));
  for (const breach of found) tell(wordBreach(breach));
  return oneTest(found.length === 0);
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Tests that replace parts of the house: in a process of their own each. */
const apart = ["lib/core/wall.db.test.ts", "lib/applications/presented.db.test.ts", "lib/forms/kept.test.ts"];

async function vitest(name: string, args: readonly string[]): Promise<Count> {
  const file = join(folder, `${name}.json`);
  const ownFolder = join(folder, name);
  mkdirSync(ownFolder);
  const code = await runner("node_modules/vitest/vitest.mjs", ["run", "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args], { ...cleanEnvironment, LAMPPOST_TEST_FOLDER: ownFolder });
  const report = readReport<VitestReport>(file);
  if (!report) return withCode({ passed: 0, failed: 0 }, code);
  const unloaded = report.testResults.filter((result) => result.status === "failed" && !result.assertionResults.some(({ status }) => status === "failed"));
  return withCode({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }, code);
}

async function unit(filters: readonly string[]): Promise<Count> {
  // A process that has read the house once runs file after file (scripts/test-setup.ts finds it as new), but for those that put something else in the place of a part of it.
  const together = await vitest("unit", ["--no-isolate", ...apart.flatMap((path) => ["--exclude", path]), ...filters]);
  const chosen = apart.filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)));
  if (chosen.length === 0) return together;
  const alone = await vitest("unit-apart", chosen);
  return { passed: together.passed + alone.passed, failed: together.failed + alone.failed };
}

async function build(): Promise<Count> {
  try {
    await buildPages();
    return oneTest(true);
  } catch (problem) {
    if (!(problem instanceof BuildProblem)) throw problem;
    for (const line of problem.lines) tell(line);
    return oneTest(false);
  }
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

/** Walks the journeys through a demo city of their own, served from the production build. */
async function e2e(filters: readonly string[]): Promise<Count> {
  const said: string[] = [];
  const browser = await findBrowser(tell);
  const settings = readSettings({ ...cleanEnvironment, LAMPPOST_MODE: "demo", LAMPPOST_DATA: join(folder, "e2e"), PORT: String(await freePort()), LOG_LEVEL: "warn" });
  const database = await openCluster({ folder: join(settings.dataFolder, "postgres"), durable: false });
  try {
    await migrate(database.ownerUrl, () => undefined);
    await prepareCity(environmentFor(settings, database.appUrl));
    const serving = await serve(settings, database.appUrl, (line) => said.push(line));
    const file = join(folder, "e2e.json");
    const walk = runner("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json", "--pass-with-no-tests", ...filters], {
      ...cleanEnvironment,
      E2E_BASE_URL: settings.origin,
      E2E_CHROMIUM: browser,
      E2E_DATABASE_URL: database.ownerUrl,
      E2E_APP_DATABASE_URL: database.appUrl,
      E2E_SECRET: settings.secret,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
    });
    const code = await Promise.race([walk, serving.failed, database.failed]);
    await serving.stop();
    const stats = readReport<PlaywrightReport>(file)?.stats;
    const count = withCode({ passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 }, code);
    if (count.failed > 0 && said.length > 0) {
      tell("The server and the worker said last:");
      for (const line of said.slice(-60)) tell(`  ${line}`);
    }
    return count;
  } catch (problem) {
    for (const line of problem instanceof CityProblem ? problem.lines : said.slice(-60)) tell(`  ${line}`);
    throw problem;
  } finally {
    await database.close();
  }
}

const stages: readonly Stage[] = [
  { name: "types", run: types },
  { name: "lint", run: lint },
  { name: "architecture", run: architecture },
  { name: "unit", run: unit },
  { name: "build", run: build },
  { name: "e2e", run: e2e },
];

const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** One stage to its end. A stage that breaks down counts as one failure, and the next one still runs. */
async function runStage(stage: Stage, filters: readonly string[]): Promise<Count> {
  const began = performance.now();
  tell(`\n== ${stage.name}`);
  let count: Count;
  try {
    count = await Promise.race([stage.run(filters), asked]);
  } catch (problem) {
    if (problem instanceof StopAsked) throw problem;
    console.error(problem instanceof Error ? problem.message : problem);
    count = oneTest(false);
  }
  tell(`== ${stage.name}: ${count.failed === 0 ? "passed" : "failed"} (${seconds(began)}; ${count.passed} passed, ${count.failed} failed)`);
  return count;
}

/** Names of stages choose them; everything else is handed to the chosen test runners as part of a path. */
async function runStages(words: readonly string[]): Promise<Count> {
  const chosen = stages.filter((stage) => words.includes(stage.name));
  const filters = words.filter((word) => !stages.some((stage) => stage.name === word));
  const total: Count = { passed: 0, failed: 0 };
  await Promise.race([generateClient(), asked]);
  let isBuilt = false;
  for (const stage of stages) {
    const isNeeded = stage.name === "build" && chosen.some(({ name }) => name === "e2e");
    if (chosen.length > 0 && !chosen.includes(stage) && !isNeeded) continue;
    if (stage.name === "e2e" && !isBuilt) {
      tell("\n== e2e: left out, because there is no build to walk through");
      total.failed += 1;
      continue;
    }
    const count = await runStage(stage, filters);
    if (stage.name === "build") isBuilt = count.failed === 0;
    total.passed += count.passed;
    total.failed += count.failed;
  }
  return total;
}

async function main(): Promise<void> {
  let total: Count | null = null;
  try {
    total = await runStages(process.argv.slice(2));
  } catch (problem) {
    if (!(problem instanceof StopAsked)) {
      console.error(problem instanceof Error ? problem.message : problem);
      total = { passed: 0, failed: 1 };
    }
  }
  await stopChildren();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  if (total === null) {
    tell("\nStopped before the end.");
    process.exit(130);
  }
  tell(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

await main();
