import { isIncluded, leafHash, ProofProblem, type Hash } from "@/lib/ledger/merkle";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { fromBase64, type Verifier } from "@/lib/ledger/note";

/*
 * A receipt is one small file in the form of C2SP tlog-proof: the entry itself as its extra, its position, the hashes that lead from it to
 * the root, and the signed checkpoint. Whoever has it and the ledger's key can check it without asking anybody.
 */

const firstLine = "c2sp.org/tlog-proof@v1";

export interface Receipt {
  /** the entry, as canonical JSON */
  entry: string;
  index: number;
  proof: readonly Hash[];
  /** signed, with its empty line and signatures */
  checkpoint: string;
}

export const receiptText = ({ entry, index, proof, checkpoint }: Receipt): string =>
  [firstLine, `extra ${Buffer.from(entry).toString("base64")}`, `index ${index}`, ...proof.map((hash) => Buffer.from(hash).toString("base64")), "", checkpoint].join("\n");

/** A receipt taken apart; nothing in it is verified yet. @throws {ProofProblem} */
export function readReceipt(text: string): Receipt {
  const problem = () => new ProofProblem("this is no receipt: it begins with c2sp.org/tlog-proof@v1, the entry and its position");
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const empty = lines.indexOf("");
  const [first, extra = "", place = "", ...hashes] = lines.slice(0, empty);
  const entry = extra.startsWith("extra ") ? fromBase64(extra.slice(6)) : null;
  const index = /^index (0|[1-9]\d*)$/.exec(place)?.[1];
  const proof = hashes.map(fromBase64);
  if (empty < 0 || first !== firstLine || !entry || index === undefined || proof.length > 63 || proof.some((hash) => hash?.length !== 32)) throw problem();
  return { entry: entry.toString("utf8"), index: Number(index), proof: proof as Hash[], checkpoint: lines.slice(empty + 1).join("\n") };
}

/** Checks a receipt whole: that the checkpoint is signed by one of these keys and that the entry is in its tree. @throws {NoteProblem | ProofProblem} */
export function checkReceipt(text: string, log: readonly Verifier[], witnesses: readonly Verifier[] = []) {
  const receipt = readReceipt(text);
  const checkpoint = openCheckpoint(receipt.checkpoint, log, witnesses);
  if (!isIncluded(leafHash(receipt.entry), receipt.index, checkpoint.size, receipt.proof, checkpoint.root)) throw new ProofProblem("the entry is not in the tree that the ledger signed");
  return { ...receipt, checkpoint, signed: receipt.checkpoint };
}
