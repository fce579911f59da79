import "server-only";
import type { Tx } from "@/lib/core/db";

/** Whoever files for something and whoever hands it to the city wait for each other: else a file would come too late to go with it, and stay, or go when the city has it. */
export const filesInARow = (tx: Tx, ofId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(7162006, hashtext(${ofId}))`;
