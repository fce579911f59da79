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

/** Runs `work` all or nothing. A deadlock, where the database chose this side to give way, is tried again up to three times. */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, options: { timeout?: number } = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction((tx) => work(tx as unknown as Tx), { maxWait: 10_000, timeout: options.timeout ?? 15_000 });
    } catch (problem) {
      const code = problem instanceof Prisma.PrismaClientKnownRequestError ? problem.code : "";
      if (attempt < 4 && deadlockOrSerialisation.has(code)) continue;
      throw problem;
    }
  }
}
