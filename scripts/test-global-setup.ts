import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { inDatabase, templateDatabase, type TestCluster } from "@/lib/core/test-database";
import { openCluster } from "./database";
import { migrate } from "./migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** JSON of the test cluster's addresses; null when no chosen file needs a database. */
    testCluster: string | null;
  }
}

async function makeTemplate(cluster: TestCluster): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(cluster.superUrl, "postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${templateDatabase} OWNER lamppost_owner`);
    await migrate(inDatabase(cluster.ownerUrl, templateDatabase), () => undefined);
  } finally {
    await client.end();
  }
}

/** Starts a PostgreSQL for this run alone, with one migrated database to copy; ends and removes it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern ?? []);
  if (!testFiles.some((file) => file.endsWith(".db.test.ts"))) {
    project.provide("testCluster", null);
    return async () => undefined;
  }

  const folder = mkdtempSync(join(tmpdir(), "lamppost-test-"));
  const { appUrl, ownerUrl, superUrl, close } = await openCluster({ folder, durable: false });
  const end = async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate({ appUrl, ownerUrl, superUrl });
  } catch (problem) {
    await end();
    throw problem;
  }
  project.provide("testCluster", JSON.stringify({ appUrl, ownerUrl, superUrl }));
  return end;
}
