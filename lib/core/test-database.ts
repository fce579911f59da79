import { randomBytes } from "node:crypto";
import pg from "pg";

/** A database of its own for one test file, with every migration applied and no rows. */
export interface TestDatabase {
  /** The rights with which Lamppost works. */
  appUrl: string;
  /** The role that owns the tables. */
  ownerUrl: string;
  /** May do everything. */
  superUrl: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

export const templateDatabase = "lamppost_template";

/** The addresses of the test cluster; the database in them does not matter. */
export interface TestCluster {
  appUrl: string;
  ownerUrl: string;
  superUrl: string;
}

/** The same address, for another database of the same cluster. */
export function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asSuperuser(cluster: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(cluster.superUrl, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The cluster that the test run started, as it told its workers. */
function runningCluster(): TestCluster {
  const told = process.env.TEST_CLUSTER;
  if (!told) throw new Error("There is no test cluster. Run tests with npm test or npx vitest, and name a test that needs a database *.db.test.ts.");
  return JSON.parse(told) as TestCluster;
}

/** Makes a new database from the migrated template; about 50 ms. */
export async function freshDatabase(cluster: TestCluster = runningCluster()): Promise<TestDatabase> {
  const name = `lamppost_test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(cluster, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase} OWNER lamppost_owner`);
  return {
    appUrl: inDatabase(cluster.appUrl, name),
    ownerUrl: inDatabase(cluster.ownerUrl, name),
    superUrl: inDatabase(cluster.superUrl, name),
    drop: () => asSuperuser(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
