import { ProofProblem, type Hash } from "@/lib/ledger/merkle";
import { fromBase64, openNote, type Verifier } from "@/lib/ledger/note";

/** How the tree stood: how many entries, and the hash over all of them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Hash;
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;

/** The text of a checkpoint taken apart. Lines after the third belong to extensions and are passed over. @throws {ProofProblem} */
export function readCheckpointText(text: string): Checkpoint {
  const [origin = "", count = "", hash = ""] = text.split("\n");
  const root = fromBase64(hash);
  const size = Number(count);
  if (origin === "" || !/^(0|[1-9]\d*)$/.test(count) || !Number.isSafeInteger(size) || root?.length !== 32) throw new ProofProblem("this is no checkpoint: it reads origin, size and root, a line each");
  return { origin, size, root };
}

/** A signed checkpoint, with who signed it of those that are known. The log's own signature has to be among them. @throws {NoteProblem | ProofProblem} */
export function openCheckpoint(note: string, log: readonly Verifier[], witnesses: readonly Verifier[] = []): Checkpoint & { by: Verifier; seenBy: { verifier: Verifier; seconds: number; line: string }[] } {
  const { text, by } = openNote(note, [...log, ...witnesses]);
  const checkpoint = readCheckpointText(text);
  const signed = by.find(({ verifier }) => verifier.algorithm === "log" && verifier.name === checkpoint.origin);
  if (!signed) throw new ProofProblem("the checkpoint is not signed by the ledger's key");
  return { ...checkpoint, by: signed.verifier, seenBy: by.flatMap(({ verifier, seconds, line }) => (seconds === null ? [] : [{ verifier, seconds, line }])) };
}
