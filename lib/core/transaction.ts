import "server-only";
import { db, type Tx } from "@/lib/core/db";
import { Prisma } from "@/lib/core/prisma-client/client";

/** Thrown to undo everything written so far; carries what the caller is to be told. */
export class RolledBack<T> extends Error {
  constructor(readonly because: T) {
    super("rolled back");
  }
}

const deadlockOrSerialisation = new Set(["P2034", "40001", "40P01"]);

/** The database chose this side to give way. Of a statement written by hand Prisma says only P2010, with the database's own code inside. */
function isToGiveWay(problem: unknown): boolean {
  if (!(problem instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { driverAdapterError: inner } = (problem.meta ?? {}) as { driverAdapterError?: { cause?: { originalCode?: string } } };
  return deadlockOrSerialisation.has(problem.code) || deadlockOrSerialisation.has(inner?.cause?.originalCode ?? "");
}

/** Runs `work` all or nothing. A deadlock, where the database chose this side to give way, is tried again up to three times. */
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
