import { AsyncLocalStorage } from "node:async_hooks";
import type { Identity } from "@/lib/core/wall";

/** Asked as whoever has no account: tests otherwise ask as the system. */
export function asPublic<T>(work: () => Promise<T>): Promise<T> {
  const kept = globalThis as typeof globalThis & { lamppostWall?: { storage: AsyncLocalStorage<Identity> } };
  if (!kept.lamppostWall) throw new Error("there is no wall yet");
  return kept.lamppostWall.storage.run("public", async () => await work());
}
