import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "@/lib/core/test-database";
import { migrate, MigrationProblem } from "./migrate";

let database: TestDatabase;
let client: pg.Client;
let folder: string;

const silent = () => undefined;

function put(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), script);
}

async function exists(table: string): Promise<boolean> {
  const found = await client.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [table]);
  return found.rows[0]?.found ?? false;
}

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lamppost-migrations-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await client.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE 'try_%'; DROP TABLE IF EXISTS try_a, try_b");
});

test("migrations are applied once, in the order of their names, function bodies whole", async () => {
  put("try_2", "INSERT INTO try_a VALUES (1);");
  put("try_1", "CREATE TABLE try_a (n int); DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;");
  expect(await migrate(database.ownerUrl, silent, folder)).toBe(2);
  expect(await migrate(database.ownerUrl, silent, folder)).toBe(0);
  const rows = await client.query("SELECT n FROM try_a");
  expect(rows.rowCount).toBe(1);
});

test("a migration that fails is undone whole, and can be repaired and applied", async () => {
  put("try_1", "CREATE TABLE try_a (n int);\nSELECT nothing_there;");
  await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(/try_1 failed \(line 2\) and was undone/);
  expect(await exists("try_a")).toBe(false);
  put("try_1", "CREATE TABLE try_a (n int);");
  expect(await migrate(database.ownerUrl, silent, folder)).toBe(1);
});

test("a file that was changed after it had been applied is refused, and nothing new is applied", async () => {
  put("try_1", "CREATE TABLE try_a (n int);");
  await migrate(database.ownerUrl, silent, folder);
  put("try_1", "CREATE TABLE try_a (n bigint);");
  put("try_2", "CREATE TABLE try_b (n int);");
  await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(/try_1 was changed after/);
  expect(await exists("try_b")).toBe(false);
});

test("a migration that another tool left half done is refused", async () => {
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', 'try_0')");
  await expect(migrate(database.ownerUrl, silent, folder)).rejects.toThrow(MigrationProblem);
});

test("two that migrate at the same time take turns", async () => {
  put("try_1", "CREATE TABLE try_a (n int); SELECT pg_sleep(0.2);");
  const counts = await Promise.all([migrate(database.ownerUrl, silent, folder), migrate(database.ownerUrl, silent, folder)]);
  expect(counts.sort()).toEqual([0, 1]);
});
