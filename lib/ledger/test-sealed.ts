import { newSecretKey, type Signer } from "@/lib/ledger/note";
import { publish, type SignersMemory } from "@/lib/ledger/publish";
import { sequence } from "@/lib/ledger/sequence";
import { ledgerOrigin, signersOf } from "@/lib/ledger/signers";
import { readTilePath } from "@/lib/ledger/tiles";
import { checkpointsFrom, publishedCheckpoint, publishedTile } from "@/lib/ledger/tree";
import { permitsStanding } from "@/lib/registry/queries";

export const testOrigin = "http://localhost:3000";

/** What a signer remembers outside the database, in a variable. */
export function memoryInHand(kept: string | null = null): SignersMemory & { kept: string | null } {
  const memory = {
    kept,
    last: () => memory.kept,
    keep: (note: string) => void (memory.kept = note),
  };
  return memory;
}

/** A ledger that is sequenced and signed when a test says so, and read as anybody reads it. */
export function sealedLedger() {
  const signers: Signer[] = signersOf(testOrigin, newSecretKey());
  const memory = memoryInHand();
  return {
    signers,
    memory,
    /** Gives every entry its position and signs; as often as needed. */
    async seal(): Promise<void> {
      while ((await sequence()) > 0);
      await publish(ledgerOrigin(testOrigin), signers, memory);
    },
    /** What is published, by its path; as over HTTP, without HTTP. */
    async get(path: string): Promise<Uint8Array | null> {
      const [first, ...rest] = path.split("/");
      if (path === "key") return Buffer.from(signers.map(({ text }) => text).join("\n"));
      if (path === "checkpoint") return Buffer.from((await publishedCheckpoint())?.note ?? "");
      if (first === "history") return Buffer.from(JSON.stringify(await checkpointsFrom(Number(rest[0]))));
      const address = first === "tile" ? readTilePath(rest) : null;
      return address ? publishedTile(address) : null;
    },
    register: permitsStanding,
  };
}
