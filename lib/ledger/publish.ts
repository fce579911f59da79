import "server-only";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { db } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { transaction } from "@/lib/core/transaction";
import { checkpointText, openCheckpoint, readCheckpointText, type Checkpoint } from "@/lib/ledger/checkpoint";
import { consistencyProof, isConsistent, ProofProblem, rootOf, sameHash, type Frontier, type NodeReader } from "@/lib/ledger/merkle";
import { NoteProblem, openNote, readNote, signNote, type Signer } from "@/lib/ledger/note";
import { frontierNow, nodesOf, publishedCheckpoint } from "@/lib/ledger/tree";

/** One signer at a time: the sequencer's lock is for the tree, this one for what is said of it. */
const publisherLock = 7_162_002;

/** The last checkpoint that was signed here, outside the database: a database that was set back or exchanged is noticed by it. */
export interface SignersMemory {
  last(): string | null;
  keep(note: string): void;
}

/** In a file, written whole and through to the disk before anything else is done with the checkpoint. */
export function memoryInFile(file: string): SignersMemory {
  return {
    last: () => (existsSync(file) ? readFileSync(file, "utf8") : null),
    keep(note) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const written = `${file}.new`;
      const handle = openSync(written, "w", 0o600);
      try {
        writeSync(handle, note);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(written, file);
      const folder = openSync(dirname(file), "r");
      try {
        fsyncSync(folder);
      } finally {
        closeSync(folder);
      }
    },
  };
}

/** The tree is not the one that was signed before: nothing is signed any more until a person has looked. */
export class LedgerProblem extends Error {
  override name = "LedgerProblem";
  constructor(
    readonly kind: "set_back" | "forked" | "split",
    message: string,
  ) {
    super(message);
  }
}

/** @throws {LedgerProblem} where the tree does not continue the checkpoint */
async function mustContinue(earlier: Checkpoint, now: Frontier, read: NodeReader, where: string): Promise<void> {
  if (earlier.size > now.size) throw new LedgerProblem("set_back", `The ledger holds ${now.size} entries, and ${where} signed ${earlier.size}. Entries are missing from position ${now.size} on.`);
  const root = rootOf(now);
  const proof = async () =>
    consistencyProof(read, earlier.size, now.size).catch((problem: unknown) => {
      throw new LedgerProblem("forked", `The tree of the ledger cannot be read: ${problem instanceof Error ? problem.message : "unknown"}.`);
    });
  const isSame = earlier.size === now.size ? sameHash(earlier.root, root) : earlier.size === 0 || isConsistent(earlier.size, now.size, earlier.root, root, await proof());
  if (!isSame) throw new LedgerProblem("forked", `The first ${earlier.size} entries of the ledger are not those that ${where} signed.`);
}

/** Which of the signers really signed it. */
function signedBy(note: string, signers: Signer[]): Signer[] {
  return signers.filter((signer) => {
    try {
      return openNote(note, [signer]).by.length > 0;
    } catch (problem) {
      if (problem instanceof NoteProblem) return false;
      throw problem;
    }
  });
}

/** @throws {LedgerProblem} where what this machine remembers is by none of its keys */
function ownCheckpoint(note: string, signers: Signer[]): Checkpoint {
  try {
    return openCheckpoint(note, signers);
  } catch (problem) {
    if (problem instanceof NoteProblem || problem instanceof ProofProblem) throw new LedgerProblem("forked", `The last checkpoint that this machine signed is by none of its keys: ${problem.message}.`);
    throw problem;
  }
}

/**
 * Signs how the tree stands, where it has grown since; after it was shown to continue what was signed last, as this machine and as the
 * database remember it. The new checkpoint is on this machine's disk before anybody else sees it.
 * @returns the new checkpoint; null where there is nothing new
 * @throws {LedgerProblem}
 */
export async function publish(origin: string, signers: Signer[], memory: SignersMemory): Promise<(Checkpoint & { note: string }) | null> {
  return transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`SELECT pg_try_advisory_xact_lock(${publisherLock}::bigint) AS "isOurs"`;
    if (!lock?.isOurs) return null;
    // Whichever machine found out that the tree does not continue what was signed: none signs before a person has looked.
    if (await tx.ledgerAlarm.findFirst({ where: { clearedAt: null, kind: { in: ["set_back", "forked"] } }, select: { id: true } })) return null;
    const frontier = await frontierNow(tx);
    const read = nodesOf(frontier.size, tx);
    const published = await publishedCheckpoint(0, tx);
    const remembered = memory.last();
    const ours = remembered ? ownCheckpoint(remembered, signers) : null;
    if (published && !ours) log.warn({ size: published.size }, "this machine remembers nothing of the ledger that it signs; keep the data folder");
    if (ours) await mustContinue(ours, frontier, read, "this machine");
    // What the database holds need not be signed by a key of today, where this machine remembers nothing: the tree has to continue it all the
    // same. Where it does remember, what nobody's key signed was put there by somebody else and counts for nothing.
    const signed = published ? signedBy(published.note, signers) : [];
    const theirs = published && (signed.length > 0 || !ours) ? readCheckpointText(readNote(published.note).text) : null;
    if (theirs && (!ours || !sameHash(theirs.root, ours.root))) await mustContinue(theirs, frontier, read, "the portal");
    if (theirs?.size === frontier.size && signed.length === signers.length) return null;
    if (frontier.size === 0) return null;
    const checkpoint = { origin, size: frontier.size, root: rootOf(frontier) };
    const note = signNote(checkpointText(checkpoint), ...signers);
    memory.keep(note);
    await tx.$executeRaw`INSERT INTO "LedgerCheckpoint" (size, note) VALUES (${frontier.size}::bigint, ${note})`;
    return { ...checkpoint, note };
  });
}

/** Raised once, and shown until a person has looked and cleared it. */
export async function raiseAlarm(kind: string, words: string): Promise<void> {
  await db.$executeRaw`INSERT INTO "LedgerAlarm" (id, kind, words) VALUES (${newId()}::uuid, ${kind}, ${words}) ON CONFLICT (kind) WHERE "clearedAt" IS NULL DO NOTHING`;
}
