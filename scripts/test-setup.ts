import { join } from "node:path";
import { afterAll, expect, inject } from "vitest";
import { freshDatabase } from "@/lib/core/test-database";
import { workAsSystem } from "@/lib/core/wall";
import { signersOf } from "@/lib/ledger/signers";

// A test arranges and looks as the system; what it decides or reads as somebody is behind the wall.
workAsSystem();

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
  afterAll(() => database.drop());
}
