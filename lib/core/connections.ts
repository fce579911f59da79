import "server-only";
import { callbackify } from "node:util";
import pg from "pg";
import { identity, type Identity } from "@/lib/core/wall";

type Callback = (problem: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void;

/** For whom each connection works now. One that is not in here is told before its next use. */
const carried = new WeakMap<pg.PoolClient, Identity>();

/**
 * A pool whose connections carry the identity of whoever asks for one, before their first statement: a transaction has it whole, and
 * a statement by itself too. It is said anew only where the connection worked for another before.
 */
export class PoolBehindWall extends pg.Pool {
  constructor(options: pg.PoolConfig) {
    super(options);
    // One that breaks while nobody listens to it, between two uses, would end the process. Whoever uses it hears of it all the same.
    this.on("connect", (client) => void client.on("error", () => undefined));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | void {
    // Of the code that asks, not of the one that frees a connection later.
    const who = identity();
    const ready = super.connect().then((client) => carry(client, who));
    if (!callback) return ready;
    callbackify(() => ready)((problem, client: pg.PoolClient | undefined) => callback(problem ?? undefined, client, (broken) => client?.release(broken as Error | undefined)));
  }
}

async function carry(client: pg.PoolClient, who: Identity): Promise<pg.PoolClient> {
  // Let go the moment its commit was refused, it has not heard yet that the transaction is over: so it is asked once more.
  if (client.getTransactionStatus() !== "I") await client.query("").catch(() => undefined);
  // One that was let go in the middle of a transaction is of no use to anybody.
  if (client.getTransactionStatus() !== "I") {
    client.release(true);
    throw new Error("a connection was still in a transaction");
  }
  if (carried.get(client) === who) return client;
  carried.delete(client);
  try {
    // The second says how little two words may share to be looked at as perhaps the same one, mistyped.
    await client.query("SELECT set_config('lamppost.who', $1, false), set_config('pg_trgm.word_similarity_threshold', '0.2', false)", [who]);
    carried.set(client, who);
    return client;
  } catch (problem) {
    client.release(problem instanceof Error ? problem : true);
    throw problem;
  }
}
