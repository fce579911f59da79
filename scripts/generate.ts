import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChild, type Environment } from "./child-process";
import { fingerprint } from "./fingerprint";

const client = "lib/core/prisma-client";
const stamp = join(client, ".made-from");

/** Generating does not use Prisma's engine, but refuses without one; where its download failed, a command that does nothing will do. */
function engineEnvironment(): Environment {
  const folder = "node_modules/@prisma/engines";
  const isThere = existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("schema-engine"));
  return isThere || process.env.PRISMA_SCHEMA_ENGINE_BINARY ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" };
}

/**
 * Writes the database client from `prisma/schema`, when it is missing or older than the schema.
 * Run from the project's folder.
 * @returns whether it was written now
 */
export async function generateClient(): Promise<boolean> {
  const source = fingerprint(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === source) return false;
  const { code, lines } = await runChild({
    name: "prisma generate",
    command: process.execPath,
    args: ["node_modules/prisma/build/index.js", "generate"],
    env: { ...process.env, ...engineEnvironment(), CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (code !== 0) throw new Error(`The database client could not be generated:\n${lines.join("\n")}`);
  writeFileSync(stamp, source);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await generateClient().then(
    (written) => console.log(written ? "The database client was generated." : "The database client is up to date."),
    (problem: unknown) => {
      console.error(problem instanceof Error ? problem.message : problem);
      process.exit(1);
    },
  );
}
