import pg from "pg";

// Ended with the file's database, by scripts/test-setup.ts.
const kept = globalThis as typeof globalThis & { lamppostSuperuser?: Promise<pg.Client> | undefined };

/** One connection for a file's tests: most of them make a case. */
async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.TEST_SUPER_URL });
  await client.connect();
  // In the city's time: a day before is the day before, also where clocks were put on or back between.
  await client.query(`SET session_replication_role = replica; SET TIME ZONE '${process.env.LAMPPOST_TIME_ZONE ?? "Europe/London"}'`);
  return client;
}

/** One statement with rights that the portal never has and with the guards off: to make what no decision can. */
export async function asSuperuser(statement: string, values: unknown[] = []): Promise<void> {
  await (await (kept.lamppostSuperuser ??= connect())).query(statement, values);
}
