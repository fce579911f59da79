import { openCluster } from "@/scripts/database";
import { migrate } from "@/scripts/migrate";
import { fillCity } from "@/bench/fill";
import { inDatabase } from "@/lib/core/test-database";
import pg from "pg";
const c = await openCluster({ folder: "/tmp/bench-cluster" });
console.log("open", process.pid);
for (const n of process.argv.slice(2).map(Number)) {
  const name = `bench_${n}`;
  const admin = new pg.Client({ connectionString: c.superUrl }); await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name} OWNER lamppost_owner`); await admin.end();
  await migrate(inDatabase(c.ownerUrl, name), console.log);
  const t = performance.now();
  await fillCity(inDatabase(c.superUrl, name), n);
  console.log(n, "filled", performance.now() - t);
}
console.log(c.appUrl); console.log(c.superUrl);
await new Promise(() => setInterval(() => 0, 1e5));
