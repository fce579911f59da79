import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointText } from "@/lib/ledger/checkpoint";
import { emptyFrontier, grow, inclusionProof, leafHash, nodeHash, ProofProblem, rootOf, type Hash, type NodeReader } from "@/lib/ledger/merkle";
import { NoteProblem, signatureLine, signerOf, signNote, type Signer, type Verifier } from "@/lib/ledger/note";
import { checkReceipt, readReceipt, receiptText, type Receipt } from "@/lib/ledger/receipt";

const secretOf = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
const origin = "lamppost.example/ledger";
const log = signerOf(origin, secretOf(1));
const [north, south] = [signerOf("north.example/witness", secretOf(2), "witness"), signerOf("south.example/witness", secretOf(3), "witness")];

const entries = ['{"name":"permit.granted"}', '{"name":"permit.suspended","why":"Water in the cabinet"}', "", "\u20ac \u{1f4a1} l\u00e4mp", "one\nof two lines", '{"name":"permit.revoked"}', "x".repeat(5_000)];

const levels: Hash[][] = [entries.map(leafHash)];
for (let below = levels[0] as Hash[]; below.length > 1; below = levels.at(-1) as Hash[]) levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, n) => nodeHash(below[n * 2] as Hash, below[n * 2 + 1] as Hash)));
const read: NodeReader = async (height, index) => levels[height]?.[index] as Hash;

function checkpointAt(size: number, signer: Signer = log): string {
  let frontier = emptyFrontier();
  for (const leaf of (levels[0] as Hash[]).slice(0, size)) frontier = grow(frontier, leaf);
  const text = checkpointText({ origin: signer.name, size, root: rootOf(frontier) });
  return signNote(text, signer) + signatureLine(north, text, 1_795_000_000) + signatureLine(south, text, 1_795_000_001);
}

async function receiptOf(index: number, size = entries.length): Promise<Receipt> {
  return { entry: entries[index] as string, index, proof: await inclusionProof(read, index, size), checkpoint: checkpointAt(size) };
}

const [one, two] = [await receiptOf(1), await receiptOf(2)];
const good = receiptText(one);
const hex = (hashes: readonly Hash[]) => hashes.map((hash) => Buffer.from(hash).toString("hex"));
const refusal = (problem: unknown) => problem instanceof ProofProblem || problem instanceof NoteProblem;

describe("a receipt", () => {
  it("of each entry, under each checkpoint since, is believed by who has the ledger's key", async () => {
    for (let size = 1; size <= entries.length; size++) {
      for (let index = 0; index < size; index++) {
        const found = checkReceipt(receiptText(await receiptOf(index, size)), [log]);
        expect([found.entry, found.index, found.checkpoint.size, found.checkpoint.origin]).toEqual([entries[index], index, size, origin]);
        expect(found.signed).toBe(checkpointAt(size));
      }
    }
  });

  it("says which of the witnesses that are known saw the tree, and when", () => {
    expect(checkReceipt(good, [log], [north, south]).checkpoint.seenBy.map(({ verifier, seconds }) => [verifier.name, seconds])).toEqual([["north.example/witness", 1_795_000_000], ["south.example/witness", 1_795_000_001]]);
    expect(checkReceipt(good, [log], [south]).checkpoint.seenBy.map(({ verifier }) => verifier.name)).toEqual(["south.example/witness"]);
    expect(checkReceipt(good, [log]).checkpoint.seenBy).toEqual([]);
  });

  it("is checked by any of the ledger's keys, of which it may have several", () => {
    const fresh = signerOf(origin, secretOf(9));
    expect(checkReceipt(good, [fresh, log]).checkpoint.by.keyId).toBe(log.keyId);
  });

  it("is a small file of lines: what it is, the entry, its position, the hashes, the signed checkpoint", () => {
    expect(good.split("\n")).toEqual(["c2sp.org/tlog-proof@v1", `extra ${Buffer.from(one.entry).toString("base64")}`, "index 1", ...one.proof.map((hash) => Buffer.from(hash).toString("base64")), "", ...one.checkpoint.split("\n")]);
  });

  it("is read as what was written", async () => {
    for (let index = 0; index < entries.length; index++) {
      const receipt = await receiptOf(index);
      const back = readReceipt(receiptText(receipt));
      expect({ ...back, proof: hex(back.proof) }).toEqual({ ...receipt, proof: hex(receipt.proof) });
    }
  });

  it("is read as what was written, whatever it says", () => {
    const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
    const lines = fc.array(fc.string({ unit: "binary", maxLength: 20 }).map((line) => line.replaceAll(/[\r\n]/g, "")), { maxLength: 5 });
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.maxSafeNat(), hashes, lines, (entry, index, proof, checkpoint) => {
      const receipt = { entry, index, proof, checkpoint: checkpoint.join("\n") };
      const back = readReceipt(receiptText(receipt));
      expect({ ...back, proof: hex(back.proof) }).toEqual({ ...receipt, proof: hex(proof) });
    }), { seed: 1, numRuns: 300 });
  });

  it("of the only entry needs no hashes", async () => {
    const text = receiptText(await receiptOf(0, 1));
    expect(readReceipt(text).proof).toEqual([]);
    expect(checkReceipt(text, [log]).entry).toBe(entries[0]);
  });

  it("is believed though its ends of lines became Windows' on the way", async () => {
    for (let index = 0; index < entries.length; index++) {
      const text = receiptText(await receiptOf(index));
      expect(checkReceipt(text.replaceAll("\n", "\r\n"), [log], [north]).entry).toBe(entries[index]);
    }
  });
});

describe("a receipt that was altered is refused:", () => {
  const change = (what: Partial<Receipt>) => receiptText({ ...one, ...what });
  const turned = one.proof.map((hash, n) => hash.map((byte, at) => (n === 1 && at === 5 ? byte ^ 1 : byte)));
  const shorter = checkpointAt(6);
  const otherLog = signerOf("other.example/ledger", secretOf(1));

  it.each<[string, string, Verifier[]?, Verifier[]?]>([
    ["another entry", change({ entry: entries[0] })],
    ["an entry of which a letter was changed", change({ entry: one.entry.replace("Water", "water") })],
    ["an entry with a blank more", change({ entry: `${one.entry} ` })],
    ["no entry", change({ entry: "" })],
    ["the two hashes under a node as an entry", change({ index: 0, proof: one.proof.slice(1) }).replace(/extra .*/, `extra ${Buffer.concat([one.proof[0] as Hash, leafHash(one.entry)]).toString("base64")}`)],
    ["another position", change({ index: 0 })],
    ["a position of the other half", change({ index: 5 })],
    ["a position beyond the end", change({ index: 7 })],
    ["a position far beyond the end", change({ index: 2 ** 40 })],
    ["a bit of a hash", change({ proof: turned })],
    ["a hash missing in front", change({ proof: one.proof.slice(1) })],
    ["a hash missing behind", change({ proof: one.proof.slice(0, -1) })],
    ["all hashes missing", change({ proof: [] })],
    ["a hash too many", change({ proof: [...one.proof, one.proof[0] as Hash] })],
    ["the hashes in another order", change({ proof: one.proof.toReversed() })],
    ["the hashes of another entry", change({ proof: two.proof })],
    ["the checkpoint of a smaller tree", change({ checkpoint: shorter })],
    ["the checkpoint of a tree before the entry", change({ checkpoint: checkpointAt(1) })],
    ["the signature of another checkpoint", change({ checkpoint: `${one.checkpoint.slice(0, one.checkpoint.indexOf("\n\n"))}${shorter.slice(shorter.indexOf("\n\n"))}` })],
    ["another size in the checkpoint", change({ checkpoint: one.checkpoint.replace("\n7\n", "\n8\n") })],
    ["another root in the checkpoint", change({ checkpoint: one.checkpoint.replace(/\n7\n./, (found) => `\n7\n${found.endsWith("A") ? "B" : "A"}`) })],
    ["another origin in the checkpoint", change({ checkpoint: one.checkpoint.replace(origin, "lamppost.example/Ledger") })],
    ["a byte of the ledger's signature", change({ checkpoint: one.checkpoint.replace(/(ledger [^=]{30})(.)/, (_, before: string, byte: string) => `${before}${byte === "A" ? "B" : "A"}`) })],
    ["no signature of the ledger", change({ checkpoint: one.checkpoint.split("\n").filter((line) => !line.startsWith(`\u2014 ${origin}`)).join("\n") }), [log], [north]],
    ["a signature of a known witness over another tree", change({ checkpoint: one.checkpoint.replace(/\u2014 north.*\n/u, /\u2014 north.*\n/u.exec(shorter)?.[0] ?? "") }), [log], [north]],
    ["the checkpoint's last line without its end", good.trimEnd()],
    ["an empty line behind", `${good}\n`],
    ["something behind", `${good}more\n`],
    ["no checkpoint", change({ checkpoint: "" })],
    ["another ledger, of the same secret", change({ checkpoint: checkpointAt(7, otherLog) })],
    ["another ledger whose key is known too", change({ checkpoint: one.checkpoint.replaceAll(origin, otherLog.name) }), [log, otherLog]],
    ["with another key", good, [signerOf(origin, secretOf(9))]],
    ["with the key of another ledger", good, [otherLog]],
    ["with the keys of witnesses for the ledger's", good, [north, south]],
    ["with no key", good, []],
  ])("%s", (_, text, keys = [log], witnesses = []) => {
    expect(text === good && keys[0] === log).toBe(false);
    let problem: unknown = null;
    try {
      checkReceipt(text, keys, witnesses);
    } catch (caught) {
      problem = caught;
    }
    expect(problem).toSatisfy(refusal);
  });
});

describe("what is no receipt", () => {
  const [first = "", extra = "", index = "", hash = ""] = good.split("\n");
  const loose = hash.replace(/(.)=$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`);
  const rest = `\n\n${one.checkpoint}`;

  it.each<[string, string]>([
    ["nothing", ""],
    ["a line's end", "\n"],
    ["two", "\n\n"],
    ["a checkpoint alone", one.checkpoint],
    ["no empty line", good.slice(0, good.indexOf("\n\n"))],
    ["the first line alone", `${first}${rest}`],
    ["another version", `${[first.replace("v1", "v2"), extra, index, hash].join("\n")}${rest}`],
    ["a blank behind the first line", `${[`${first} `, extra, index, hash].join("\n")}${rest}`],
    ["an empty line in front", `\n${good}`],
    ["a mark of byte order in front", `\ufeff${good}`],
    ["no entry", `${[first, index, hash].join("\n")}${rest}`],
    ["no position", `${[first, extra, hash].join("\n")}${rest}`],
    ["position and entry exchanged", `${[first, index, extra, hash].join("\n")}${rest}`],
    ["an entry that is no base64", `${[first, "extra {}", index, hash].join("\n")}${rest}`],
    ["an entry without its padding", `${[first, "extra QQ", index, hash].join("\n")}${rest}`],
    ["an entry with bits that mean nothing", `${[first, "extra QR==", index, hash].join("\n")}${rest}`],
    ["an entry with two blanks before it", `${[first, extra.replace(" ", "  "), index, hash].join("\n")}${rest}`],
    ["a position that begins with zero", `${[first, extra, "index 01", hash].join("\n")}${rest}`],
    ["a position below zero", `${[first, extra, "index -1", hash].join("\n")}${rest}`],
    ["a position with a part", `${[first, extra, "index 1.0", hash].join("\n")}${rest}`],
    ["a position in hex", `${[first, extra, "index 0x1", hash].join("\n")}${rest}`],
    ["an empty position", `${[first, extra, "index ", hash].join("\n")}${rest}`],
    ["a hash of 31 bytes", `${[first, extra, index, Buffer.alloc(31).toString("base64")].join("\n")}${rest}`],
    ["a hash of 33 bytes", `${[first, extra, index, Buffer.alloc(33).toString("base64")].join("\n")}${rest}`],
    ["a hash in hex", `${[first, extra, index, "00".repeat(32)].join("\n")}${rest}`],
    ["a hash with a blank behind it", `${[first, extra, index, `${hash} `].join("\n")}${rest}`],
    ["a hash with bits that mean nothing", `${[first, extra, index, loose].join("\n")}${rest}`],
    ["more hashes than a tree has levels", `${[first, extra, index, ...Array.from({ length: 64 }, () => hash)].join("\n")}${rest}`],
  ])("is refused: %s", (_, text) => {
    expect(() => readReceipt(text)).toThrow(ProofProblem);
    expect(() => checkReceipt(text, [log])).toThrow(ProofProblem);
  });

  it("is refused with a problem of its own and no other, whatever it is", () => {
    const lines = ["c2sp.org/tlog-proof@v1", extra, "extra ", index, "index 99999999999999999999", hash, "", ...one.checkpoint.split("\n"), "\r", "=", "\u2014 "];
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 50 })), { maxLength: 16 }).map((some) => some.join("\n")), fc.array(fc.constantFrom(...lines), { maxLength: 10 }).map((some) => `${[first, extra, index].join("\n")}\n${some.join("\n")}`));
    fc.assert(fc.property(text, (garbage) => {
      try {
        expect(checkReceipt(garbage, [log]).entry).toBe(one.entry);
      } catch (problem) {
        if (!refusal(problem)) throw problem;
      }
    }), { seed: 1, numRuns: 3_000 });
  });
});

describe("a good receipt with one character changed", () => {
  /** It is refused; or it says what it said, in a place that nobody signed, such as the line of a witness that is not known. */
  function neverAnother(text: string): boolean {
    try {
      const found = checkReceipt(text, [log]);
      expect([found.entry, found.index, found.checkpoint.size, hex(found.proof)]).toEqual([one.entry, one.index, entries.length, hex(one.proof)]);
      return true;
    } catch (problem) {
      if (!refusal(problem)) throw problem;
      return false;
    }
  }

  it("never shows another entry: each place, some characters", () => {
    const witnesses = good.indexOf("\u2014 north");
    for (let at = 0; at < good.length; at++) {
      for (const other of ["", "A", "b", "0", "1", "=", "/", " ", "\n", "\r\n", "\u0000", "\ufffd", "\ud800"]) {
        const text = good.slice(0, at) + other + good.slice(at + 1);
        // An end of a line may be Windows'.
        const isSame = text.replaceAll("\r\n", "\n") === good;
        if (neverAnother(text) && at < witnesses && !isSame) expect.fail(`still believed with ${JSON.stringify(other)} at ${at}`);
      }
    }
  });

  it("never shows another entry: any place, any character", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: good.length }), fc.integer({ min: 0, max: 1 }), fc.string({ unit: "binary", maxLength: 2 }), (at, cut, put) => {
      neverAnother(good.slice(0, at) + put + good.slice(at + cut));
    }), { seed: 1, numRuns: 2_000 });
  });

  it("never shows another entry: any two pieces exchanged between two receipts", async () => {
    const other = receiptText(await receiptOf(3));
    fc.assert(fc.property(fc.nat({ max: good.length }), fc.nat({ max: other.length }), (a, b) => {
      try {
        const found = checkReceipt(good.slice(0, a) + other.slice(b), [log]);
        expect(entries[found.index]).toBe(found.entry);
      } catch (problem) {
        if (!refusal(problem)) throw problem;
      }
    }), { seed: 1, numRuns: 2_000 });
  });
});
