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
    /** Absolute path of a folder for this run, removed after it. */
    testFolder: string;
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

const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Starts a PostgreSQL for this run alone, with one migrated database to copy; ends and removes it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = process.env.LAMPPOST_TEST_FOLDER ?? mkdtempSync(join(tmpdir(), "lamppost-test-"));
  project.provide("testFolder", folder);

  // What was named on the command line; Vitest keeps it without publishing its type.
  const named: unknown = Reflect.get(project.vitest, "filenamePattern");
  const { testFiles } = await project.globTestFiles(Array.isArray(named) ? named.map(String) : []);
  if (!testFiles.some((file) => file.endsWith(".db.test.ts"))) {
    project.provide("testCluster", null);
    return async () => removeFolder(folder);
  }

  const { appUrl, ownerUrl, superUrl, close } = await openCluster({ folder: join(folder, "postgres"), durable: false });
  const end = async () => {
    await close();
    removeFolder(folder);
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
