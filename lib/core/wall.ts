import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { isId } from "@/lib/core/ids";

/**
 * For whom the database is asked. Its row-level security (prisma/migrations/*_wall) shows the public what anyone may read, a person
 * what is theirs, their partner's or their work's, and the system everything. The rules of access stand before it and say far more;
 * this is the wall behind them, for the day on which they are wrong or forgotten.
 */
export type Identity = "public" | "system" | `person:${string}`;

interface Wall {
  storage: AsyncLocalStorage<Identity>;
  /** Where no code says for whom. */
  otherwise: Identity;
}

// One for the whole process: Next loads this file more than once, and all its copies share one pool of connections.
const kept = globalThis as typeof globalThis & { lamppostWall?: Wall };
const wall: Wall = (kept.lamppostWall ??= { storage: new AsyncLocalStorage(), otherwise: "public" });

/** For whom a connection asked for now is to work. */
export const identity = (): Identity => wall.storage.getStore() ?? wall.otherwise;

// Awaited inside: what Prisma gives back does not begin before somebody waits for it.
const as = <T>(who: Identity, work: () => Promise<T>): Promise<T> => wall.storage.run(who, async () => await work());

/** Everything that `work` asks the database, it asks as this person. */
export function asPerson<T>(personId: string, work: () => Promise<T>): Promise<T> {
  if (!isId(personId)) throw new Error("this is nobody's id");
  return as(`person:${personId.toLowerCase()}`, work);
}

/**
 * Everything that `work` asks the database, it asks without the wall: for what the portal does for nobody in particular (signing in,
 * delivering), and what it must know and never tells. Each place that does so is named in wall.db.test.ts.
 */
export const asSystem = <T>(work: () => Promise<T>): Promise<T> => as("system", work);

/** A query whose first argument says who asks, asked as that person, with all that it calls. */
export const behindWall =
  <W extends { person: { id: string } }, A extends unknown[], R>(query: (who: W, ...rest: A) => Promise<R>) =>
  (who: W, ...rest: A): Promise<R> =>
    asPerson(who.person.id, () => query(who, ...rest));

/** What comes in pieces, such as a file: each piece is asked for as this person. */
export async function* piecesBehindWall<T>(who: { person: { id: string } }, pieces: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = await asPerson(who.person.id, () => pieces.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Whoever stops half way leaves nothing open.
    await pieces.return(undefined);
  }
}

/**
 * Whatever this process asks the database of its own accord, it asks as the system: for the worker, commands, the bench and tests,
 * said once where they begin. The web server may not say it, so a page that forgets to say who reads sees what the public sees.
 */
export function workAsSystem(): void {
  if (process.env.NEXT_RUNTIME) throw new Error("the web server works for whoever asks, never as the system");
  wall.otherwise = "system";
}
