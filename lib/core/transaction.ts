import "server-only";
import { db, type Tx } from "@/lib/core/db";
import { Prisma } from "@/lib/core/prisma-client/client";
import { identity } from "@/lib/core/wall";

/** Thrown to undo everything written so far; carries what the caller is to be told. */
export class RolledBack<T> extends Error {
  constructor(readonly because: T) {
    super("rolled back");
  }
}

/** What the database itself called it. Of a statement written by hand Prisma says only P2010, with the database's own code inside. */
function codesOf(problem: unknown): string[] {
  if (!(problem instanceof Prisma.PrismaClientKnownRequestError)) return [];
  const { driverAdapterError: inner } = (problem.meta ?? {}) as { driverAdapterError?: { cause?: { originalCode?: string } } };
  return [problem.code, inner?.cause?.originalCode ?? ""];
}

/** The database chose this side to give way. */
const isToGiveWay = (problem: unknown): boolean => codesOf(problem).some((code) => ["P2034", "40001", "40P01"].includes(code));

/** Somebody else has what may be had once only. */
export const isTaken = (problem: unknown): boolean => codesOf(problem).some((code) => ["P2002", "23505"].includes(code));

/** Runs `work` all or nothing, for whoever `identity` names from its first statement on. A deadlock, where the database chose this side to give way, is tried again up to three times. */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, options: { timeout?: number } = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction((tx) => work(tx as unknown as Tx), { maxWait: 10_000, timeout: options.timeout ?? 15_000 });
    } catch (problem) {
      if (attempt < 4 && isToGiveWay(problem)) continue;
      throw problem;
    }
  }
}

/**
 * Within a person's own transaction, what the wall keeps from them: for what a decision must know or set right and the person is never
 * shown. Nothing else may be asked of the transaction meanwhile. Each place that does so is named in wall.db.test.ts.
 */
export async function beyondTheWall<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const who = identity();
  const be = (whom: string) => tx.$executeRaw`SELECT set_config('lamppost.who', ${whom}, true)`;
  await be("system");
  try {
    const done = await work();
    await be(who);
    return done;
  } catch (problem) {
    // After a failed statement the transaction answers nothing any more, and ends with what was said in it.
    await be(who).catch(() => undefined);
    throw problem;
  }
}
