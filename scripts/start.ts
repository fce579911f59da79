import { loadEnvFile, readSettings, SettingsProblem, type Settings } from "@/lib/core/settings";
import { StopAsked, stopAsked } from "./ask-to-stop";
import { BuildProblem, buildPages } from "./build";
import { stopChildren } from "./child-process";
import { CityProblem, prepareCity } from "./city";
import { DatabaseProblem, openDatabase, type OpenDatabase } from "./database";
import { generateClient } from "./generate";
import { migrate, MigrationProblem } from "./migrate";
import { claimPort, environmentFor, serve, ServingProblem } from "./serve";

interface CastMember {
  name: string;
  email: string;
  line: string;
}

const asked = stopAsked();
let database: OpenDatabase | null = null;
let isStopping = false;

const tell = (line: string) => console.log(line);

/** Does one step and tells how long it took. A step that begins after someone asked to stop never ends. */
async function step<T>(work: () => Promise<T>, done: (result: T) => string): Promise<T> {
  if (isStopping) return asked;
  const began = performance.now();
  const result = await work();
  if (isStopping) return asked;
  tell(`${done(result)} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

async function tellCast(): Promise<void> {
  const { cast }: { cast: readonly CastMember[] } = await import("@/prisma/cast");
  tell("\nThis is a demo. You can sign in as:");
  const widest = Math.max(...cast.map((person) => person.email.length));
  for (const person of cast) tell(`  ${person.email.padEnd(widest)}  ${person.name}, ${person.line}`);
}

async function start(settings: Settings): Promise<void> {
  await claimPort(settings);
  const opened = await step(() => openDatabase(settings, tell, "refuse"), () => "Database ready");
  database = opened;
  await step(
    () => migrate(opened.ownerUrl, () => undefined),
    (count) => (count === 0 ? "Migrations up to date" : `Migrations applied: ${count}`),
  );
  await step(generateClient, (written) => (written ? "Database client generated" : "Database client up to date"));

  // One waits for the database and the other computes, so they share the time.
  const [link] = await Promise.all([
    step(() => prepareCity(environmentFor(settings, opened.appUrl)), () => (settings.mode === "demo" ? "Demo city ready" : "City ready")),
    step(buildPages, (built) => (built ? "Pages built" : "Pages up to date")),
  ]);

  const said: string[] = [];
  let isReady = false;
  // What the server says while it starts is of interest only when it fails.
  const hear = (line: string) => (isReady ? tell(line) : said.push(line));
  const serving = await step(
    () =>
      serve(settings, opened.appUrl, hear).catch((problem: unknown) => {
        if (!isStopping) for (const line of said.slice(-30)) console.error(line);
        throw problem;
      }),
    () => "Server and worker ready",
  );
  isReady = true;

  if (settings.mode === "demo") await tellCast();
  if (link !== null) tell(`\nThere is no administrator yet. This link lets the first one enrol, once:\n  ${link}`);
  tell(`\nLamppost is ready at ${settings.origin}`);
  await Promise.race([serving.failed, opened.failed]);
}

/** What to tell of a problem: a sentence where we know it, everything where we do not. */
function explain(problem: unknown): void {
  if (problem instanceof BuildProblem || problem instanceof CityProblem) for (const line of problem.lines) console.error(line);
  const known = [SettingsProblem, DatabaseProblem, MigrationProblem, ServingProblem, BuildProblem, CityProblem];
  console.error(known.some((kind) => problem instanceof kind) ? (problem as Error).message : problem);
}

async function main(): Promise<void> {
  let code = 0;
  try {
    loadEnvFile();
    const settings = readSettings(process.env);
    await Promise.race([start(settings), asked]);
  } catch (problem) {
    isStopping = true;
    if (problem instanceof StopAsked) {
      tell("Stopping.");
    } else {
      explain(problem);
      code = 1;
    }
  }
  // What works stops before the database does, and the database tells the next start that it closed cleanly.
  await stopChildren();
  await database?.close();
  if (code === 0) tell("Lamppost has stopped.");
  process.exit(code);
}

await main();
