import { join } from "node:path";
import { afterAll, expect, inject, vi } from "vitest";
import { forgetAll } from "@/lib/core/process-memory";
import { freshDatabase } from "@/lib/core/test-database";
import { workAsSystem } from "@/lib/core/wall";
import { signersOf } from "@/lib/ledger/signers";

// A test arranges and looks as the system; what it decides or reads as somebody is behind the wall.
workAsSystem();

// One process runs several files, one after the other: each finds it as the first did.
const before = globalThis as typeof globalThis & { lamppostEnvironment?: NodeJS.ProcessEnv; lamppostDatabase?: { $disconnect(): Promise<void> } | undefined; lamppostPool?: unknown; lamppostSuperuser?: Promise<{ end(): Promise<void> }> | undefined };
before.lamppostEnvironment ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in before.lamppostEnvironment)) delete process.env[name];
Object.assign(process.env, before.lamppostEnvironment);
forgetAll();
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

// What lib/core reads from the environment, so that no test depends on the machine it runs on.
Object.assign(process.env, {
  LAMPPOST_MODE: "demo",
  LAMPPOST_ORIGIN: "http://localhost:3000",
  LAMPPOST_DATA: join(inject("testFolder"), `files-${process.pid}`),
  LAMPPOST_SECRET: "a secret for tests only, of no use elsewhere",
  LAMPPOST_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"),
  LAMPPOST_LEDGER_VERIFIERS: signersOf("http://localhost:3000", Buffer.alloc(32, 2).toString("base64")).map(({ text }) => text).join(","),
  LAMPPOST_TIME_ZONE: "Europe/London",
  LAMPPOST_OFFICERS_NAMED: "yes",
  LOG_LEVEL: "silent",
});
for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "SMTP_URL", "MAIL_FROM"]) delete process.env[name];

// The database is made here, before the test file imports lib/core/db.ts; files without `.db.` do not pay for one.
if (expect.getState().testPath?.endsWith(".db.test.ts")) {
  const cluster = inject("testCluster");
  if (cluster !== null) process.env.TEST_CLUSTER = cluster;
  const database = await freshDatabase();
  process.env.DATABASE_URL = database.appUrl;
  process.env.TEST_OWNER_URL = database.ownerUrl;
  process.env.TEST_SUPER_URL = database.superUrl;
  afterAll(async () => {
    const { lamppostDatabase, lamppostSuperuser } = before;
    Object.assign(before, { lamppostDatabase: undefined, lamppostPool: undefined, lamppostSuperuser: undefined });
    await Promise.all([lamppostDatabase?.$disconnect(), lamppostSuperuser?.then((client) => client.end())]);
    await database.drop();
  });
}
