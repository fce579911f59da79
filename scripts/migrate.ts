import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { loadEnvFile, readSettings, SettingsProblem } from "@/lib/core/settings";
import { DatabaseProblem, openDatabase, type Log } from "./database";

/** The database cannot be brought up to date; the message is a sentence for the person who operates Lamppost. */
export class MigrationProblem extends Error {
  override name = "MigrationProblem";
}

interface Migration {
  name: string;
  script: string;
  checksum: string;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** The lock that Prisma's own engine takes, so that the two never run at once. */
const prismaLock = 72_707_369;

/** Word for word as Prisma makes it, so that `prisma migrate deploy` can take over at any time. */
const bookkeeping = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

const projectMigrations = join(dirname(fileURLToPath(import.meta.url)), "..", "prisma", "migrations");

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const content = readFileSync(join(folder, name, "migration.sql"));
      return { name, script: content.toString("utf8"), checksum: createHash("sha256").update(content).digest("hex") };
    });
}

function placeIn(script: string, problem: pg.DatabaseError): string {
  if (!problem.position) return "";
  return ` (line ${script.slice(0, Number(problem.position)).split("\n").length})`;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    // The whole script in one message: splitting it at semicolons would break function bodies.
    await client.query(migration.script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (problem) {
    await client.query("ROLLBACK").catch(() => undefined);
    if (!(problem instanceof pg.DatabaseError)) throw problem;
    const detail = [problem.detail, problem.where].filter(Boolean).join("; ");
    throw new MigrationProblem(
      `The migration ${migration.name} failed${placeIn(migration.script, problem)} and was undone: ${problem.message}${detail ? ` (${detail})` : ""}.`,
    );
  }
}

/** Where one role both migrates and works, it must be allowed to step down to the app's role. */
async function letOwnerStepDown(client: pg.Client): Promise<void> {
  const found = await client.query<{ member: boolean }>(
    "SELECT pg_has_role(current_user, oid, 'MEMBER') AND pg_has_role(current_user, oid, 'USAGE') AS member FROM pg_roles WHERE rolname = 'lamppost_app'",
  );
  if (found.rows[0]?.member === false) {
    await client.query("GRANT lamppost_app TO CURRENT_USER").catch(() => undefined);
  }
}

/**
 * Brings the database up to date, each migration in a transaction of its own, and tells each in one line.
 * @param ownerUrl the role that owns the tables
 * @param folder holds one folder a migration, in Prisma's format; the project's own when left out
 * @returns how many migrations were applied now
 * @throws {MigrationProblem} when an applied file has changed, one failed earlier, or one fails now
 */
export async function migrate(ownerUrl: string, log: Log, folder: string = projectMigrations): Promise<number> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "lamppost migrate" });
  try {
    await client.connect();
  } catch (problem) {
    throw new MigrationProblem(`The database does not answer: ${problem instanceof Error ? problem.message || problem.name : String(problem)}. Check DATABASE_URL.`);
  }
  try {
    await client.query("SELECT pg_advisory_lock($1)", [prismaLock]);
    await client.query("SET client_min_messages = warning");
    await client.query(bookkeeping);
    const rows = await client.query<AppliedRow>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at",
    );
    const unfinished = rows.rows.find((row) => row.finished_at === null);
    if (unfinished) {
      throw new MigrationProblem(
        `The migration ${unfinished.migration_name} failed earlier and was left half done. Repair the database, then mark it with prisma migrate resolve.`,
      );
    }
    const applied = new Map(rows.rows.map((row) => [row.migration_name, row.checksum]));
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum !== undefined && checksum !== migration.checksum) {
        throw new MigrationProblem(
          `The migration ${migration.name} was changed after it had been applied. Bring the file back as it was, and put the change into a new migration.`,
        );
      }
    }
    const waiting = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of waiting) {
      await apply(client, migration);
      log(`Applied ${migration.name}`);
    }
    await letOwnerStepDown(client);
    return waiting.length;
  } finally {
    // Ending the connection gives the lock back.
    await client.end();
  }
}

async function main(): Promise<void> {
  loadEnvFile();
  const database = await openDatabase(readSettings(process.env), console.log);
  try {
    const count = await migrate(database.ownerUrl, console.log);
    console.log(count === 0 ? "The database is up to date." : `The database is up to date; ${count} applied now.`);
  } finally {
    await database.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main().catch((problem: unknown) => {
    const known = problem instanceof MigrationProblem || problem instanceof DatabaseProblem || problem instanceof SettingsProblem;
    console.error(known ? problem.message : problem);
    process.exit(1);
  });
}
