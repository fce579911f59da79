import { db } from "@/lib/core/db";
import { readNote } from "@/lib/ledger/note";
import { readMasters } from "@/lib/ledger/sealing";
import { ownVerifiers } from "@/lib/ledger/signers";
import { publishedCheckpoint } from "@/lib/ledger/tree";

/**
 * A ledger that was begun goes on with its own keys: a new one made in silence would sign what nobody can check against the past, and a
 * lost master key leaves everything sealed unreadable.
 * @throws with a sentence that says what to bring back
 */
export async function ledgerHasItsKeys(): Promise<void> {
  const published = await publishedCheckpoint();
  const own = ownVerifiers();
  if (published && !readNote(published.note).signatures.some(({ name, keyId }) => own.some((each) => each.name === name && each.keyId === keyId))) {
    throw new Error("The ledger was signed by another key than the one that is here. Bring back keys/ledger in the data folder, or LAMPPOST_LEDGER_KEY, from your backup; and leave LAMPPOST_ORIGIN as it was. docs/operate.md says what to do where the key is lost.");
  }
  const { keys } = readMasters(process.env.LAMPPOST_MASTER_KEY);
  const wrapped = await db.$queryRaw<{ master: string }[]>`SELECT DISTINCT master FROM "SealKey" WHERE wrapped IS NOT NULL`;
  const missing = wrapped.filter(({ master }) => !keys.has(master)).map(({ master }) => master);
  if (missing.length > 0) throw new Error(`What the ledger seals is wrapped by master key ${missing.join(", ")}, which is not here. Bring back keys/master in the data folder, or LAMPPOST_MASTER_KEY, from your backup.`);
}
