import "server-only";
import { db } from "@/lib/core/db";
import { openCheckpoint, type Checkpoint } from "@/lib/ledger/checkpoint";
import { consistencyProof } from "@/lib/ledger/merkle";
import { openNote, readNote, readVerifier, type Signer, type Verifier } from "@/lib/ledger/note";
import { nodesOf, publishedCheckpoint } from "@/lib/ledger/tree";
import { LedgerProblem } from "@/lib/ledger/publish";

export interface WitnessAt {
  /** without the slash at its end */
  url: string;
  verifier: Verifier;
}

/** @param text witnesses apart by commas, each an address and a key apart by a blank; as LAMPPOST_WITNESSES has them */
export function readWitnesses(text: string | undefined): WitnessAt[] {
  return (text ?? "").split(",").map((each) => each.trim()).filter(Boolean).map((each) => {
    const [url = "", key = ""] = each.split(/\s+/);
    return { url: url.replace(/\/$/, ""), verifier: readVerifier(key) };
  });
}

const nameOf = ({ name, keyId }: Verifier): string => `${name}+${keyId}`;

async function lastSeen(verifier: Verifier): Promise<number> {
  const [row] = await db.$queryRaw<{ size: number | null }[]>`SELECT max(size)::float8 AS size FROM "LedgerCosignature" WHERE witness = ${nameOf(verifier)}`;
  return row?.size ?? 0;
}

async function ask(witness: WitnessAt, from: number, checkpoint: Checkpoint & { note: string }): Promise<Response> {
  const proof = from === 0 || from >= checkpoint.size ? [] : await consistencyProof(nodesOf(checkpoint.size), from, checkpoint.size);
  const body = [`old ${from}`, ...proof.map((hash) => Buffer.from(hash).toString("base64")), "", checkpoint.note].join("\n");
  return fetch(`${witness.url}/add-checkpoint`, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(5_000) });
}

/**
 * Shows a checkpoint to one witness (C2SP tlog-witness) and keeps its signature.
 * @throws {LedgerProblem} where the witness saw another tree, or a larger one
 * @throws where it does not answer
 */
export async function cosign(witness: WitnessAt, checkpoint: Checkpoint & { note: string }): Promise<void> {
  const { name } = witness.verifier;
  let from = await lastSeen(witness.verifier);
  let answer = await ask(witness, from, checkpoint);
  if (answer.status === 409) {
    // The witness remembers another size than we do: it says which.
    from = Number((await answer.text()).trim());
    if (!Number.isSafeInteger(from) || from < 0) throw new Error(`the witness ${name} says no size`);
    if (from > checkpoint.size) {
      // Another worker may have shown it more meanwhile.
      if (((await publishedCheckpoint())?.size ?? 0) >= from) return;
      throw new LedgerProblem("split", `The witness ${name} has seen ${from} entries of this ledger, and here it holds ${checkpoint.size}.`);
    }
    answer = await ask(witness, from, checkpoint);
    // Shown on by another worker between the two asks: the next round shows it what is newest then.
    if (answer.status === 409 && Number((await answer.clone().text()).trim()) !== from) return;
  }
  if (answer.status === 422 || answer.status === 409) throw new LedgerProblem("split", `The witness ${name} saw another ledger up to entry ${from} than the one that is here.`);
  if (!answer.ok) throw new Error(`the witness ${name} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  const { text } = readNote(checkpoint.note);
  const { by } = openNote(`${text}\n${await answer.text()}`, [witness.verifier]);
  const line = by[0]?.line;
  if (line) await db.$executeRaw`INSERT INTO "LedgerCosignature" (size, witness, line) VALUES (${checkpoint.size}::bigint, ${nameOf(witness.verifier)}, ${line}) ON CONFLICT DO NOTHING`;
}

/** The published checkpoint as one that can be shown to a witness. */
export const asSigned = (note: string, signers: readonly Signer[]): Checkpoint & { note: string } => ({ ...openCheckpoint(note, signers), note });
