import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { createCaslExtension } from "@casl/prisma/runtime";
import { PoolBehindWall } from "@/lib/core/connections";
import { PrismaClient, Prisma } from "@/lib/core/prisma-client/client";
import { forLog, log } from "@/lib/core/log";

function openPool(): PoolBehindWall {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set: start the portal with `npm start`.");
  return new PoolBehindWall({ connectionString, max: 10, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 });
}
/** Connected at first use, by Prisma and `readRows` together. */
const poolInUse = (): PoolBehindWall => (kept.lamppostPool ??= openPool());

/** The one connection to the database, which works for whoever `identity` names. Pages and rooms read through it; writes go through `transaction`. */
function connect() {
  const pool = poolInUse();
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // Without these an interrupted database would end the process.
    onPoolError: (problem) => log.warn({ problem: forLog(problem) }, "the database closed an idle connection"),
    onConnectionError: (problem) => log.warn({ problem: forLog(problem) }, "a connection to the database broke"),
  });
  const client = new PrismaClient({ adapter });
  askEachForItself(client);
  return client.$extends(createCaslExtension());
}

interface Batching {
  _requestHandler?: { dataloader?: { options?: { batchBy?(request: { transaction?: unknown }): string | undefined } } };
}

/**
 * Prisma gathers each `findUnique` of a moment, whoever asks, and asks them in the name of the first. Outside a transaction, which has
 * a connection of its own, every one is asked at once and for itself. Where Prisma has no such place any more, nothing is asked at all.
 */
function askEachForItself(client: object): void {
  const options = (client as Batching)._requestHandler?.dataloader?.options;
  const batchBy = options?.batchBy;
  if (!options || !batchBy) throw new Error("Prisma gathers its queries in another way than before: see lib/core/db.ts");
  options.batchBy = (request) => (request.transaction ? batchBy(request) : undefined);
}

type Database = ReturnType<typeof connect>;
/** What is given inside `transaction`: the same models, without the means to begin another. */
export type Tx = Omit<Database, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

const kept = globalThis as typeof globalThis & { lamppostDatabase?: Database; lamppostPool?: PoolBehindWall };

/** Connected at first use, so that a build or a script that needs no database has none. */
export const db: Database = new Proxy({} as Database, {
  get(_, property) {
    kept.lamppostDatabase ??= connect();
    const value = Reflect.get(kept.lamppostDatabase, property);
    return typeof value === "function" ? value.bind(kept.lamppostDatabase) : value;
  },
});

/**
 * The rows of one reading statement, without Prisma's own work on each of them: for what machines ask many times a second. The same wall stands before it.
 * Days and numbers come as the driver gives them; ask for text where that matters. `isPlannedOnce` keeps the plan on each connection: for a long statement whose best plan does
 * not turn on what is asked.
 */
export async function readRows<R extends object>(statement: Prisma.Sql, { isPlannedOnce = false } = {}): Promise<R[]> {
  const { text, values } = statement;
  const { rows } = await poolInUse().query<R>(isPlannedOnce ? { name: createHash("sha1").update(text).digest("base64"), text, values } : { text, values });
  return rows;
}

export { Prisma };
