import { openCheckpoint, type Checkpoint } from "@/lib/ledger/checkpoint";
import { isConsistent, ProofProblem, sameHash, type Hash } from "@/lib/ledger/merkle";
import { fromBase64, NoteProblem, readNote, signatureLine, type Signer, type Verifier } from "@/lib/ledger/note";

/*
 * A witness (C2SP tlog-witness): it remembers of each ledger that it knows how large it was and with which root, and signs a new
 * checkpoint only when it continues that. It needs nothing of the portal. Pure but for its memory.
 */

export interface WitnessMemory {
  /** The last checkpoint seen of a ledger; null where there was none. */
  last(origin: string): { size: number; root: Hash } | null;
  /** Keeps it, through to the disk, before the witness says that it saw it. What does not continue is kept as evidence. */
  keep(origin: string, seen: { size: number; root: Hash }, note: string): void;
  accuse(origin: string, notes: string[]): void;
}

export interface Answer {
  status: number;
  type: string;
  body: string;
}

const plain = (status: number, words: string): Answer => ({ status, type: "text/plain; charset=utf-8", body: `${words}\n` });

interface Asked {
  old: number;
  proof: Hash[];
  note: string;
}

/** What is posted to add-checkpoint: the size that the asker believes the witness has seen, the proof from there, the checkpoint. */
function readAsked(body: string): Asked | null {
  const empty = body.indexOf("\n\n");
  const [first = "", ...lines] = empty < 0 ? [] : body.slice(0, empty).split("\n");
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  const proof = lines.map(fromBase64);
  if (old === undefined || lines.length > 63 || proof.some((hash) => hash?.length !== 32)) return null;
  return { old: Number(old), proof: proof as Hash[], note: body.slice(empty + 2) };
}

function opened(note: string, keys: readonly Verifier[]): Checkpoint | Answer {
  let origin: string;
  try {
    origin = readNote(note).text.split("\n")[0] ?? "";
  } catch (problem) {
    if (problem instanceof NoteProblem) return plain(400, "This is no signed checkpoint.");
    throw problem;
  }
  const known = keys.filter(({ name }) => name === origin);
  if (known.length === 0) return plain(404, "This witness does not know a ledger of this name.");
  try {
    return openCheckpoint(note, known);
  } catch (problem) {
    if (problem instanceof NoteProblem) return plain(403, "The checkpoint is not signed by the key that this witness knows.");
    if (problem instanceof ProofProblem) return plain(400, "This is no checkpoint.");
    throw problem;
  }
}

/**
 * Answers one request to add a checkpoint.
 * 200 with the witness's signature; 400 garbage; 403 not signed by the known key; 404 an unknown ledger; 409 with the size seen, where the
 * asker believed another, or where a tree of that size has another root; 422 where it does not continue what was seen. Two signed trees of one size are kept as evidence of a fork.
 */
export function addCheckpoint(body: string, { signer, logs, memory, now }: { signer: Signer; logs: readonly Verifier[]; memory: WitnessMemory; now: Date }): Answer {
  const asked = readAsked(body);
  if (!asked) return plain(400, "Send: old <size>, the hashes of the proof, an empty line, the signed checkpoint.");
  const checkpoint = opened(asked.note, logs);
  if ("status" in checkpoint) return checkpoint;
  if (asked.old > checkpoint.size) return plain(400, "The checkpoint is smaller than the size that it is to continue.");
  const { origin, size, root } = checkpoint;
  const seen = memory.last(origin);
  const from = seen?.size ?? 0;
  if (asked.old !== from) return { status: 409, type: "text/x.tlog.size", body: `${from}\n` };
  if (seen !== null && size === from && !sameHash(root, seen.root)) {
    memory.accuse(origin, [asked.note]);
    return { status: 409, type: "text/x.tlog.size", body: `${from}\n` };
  }
  const isGood = from === 0 ? asked.proof.length === 0 : isConsistent(from, size, seen?.root as Hash, root, asked.proof);
  if (!isGood) return plain(422, `This does not continue the ${from} entries that this witness has seen.`);
  const { text } = readNote(asked.note);
  memory.keep(origin, { size, root }, asked.note);
  return { status: 200, type: "text/plain; charset=utf-8", body: signatureLine(signer, text, Math.floor(now.getTime() / 1_000)) };
}
