import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consistencyProof, emptyFrontier, frontierAt, grow, inclusionProof, isConsistent, isIncluded, leafHash, nodeHash, ProofProblem, rootAt, rootOf, rootOfInclusion, sameHash, type Frontier, type Hash, type NodeReader } from "@/lib/ledger/merkle";

/*
 * RFC 6962 written down once more, as slow and as near to its text as can be: nothing of the module under test is used in it.
 */

const sha = (...parts: (Uint8Array | string)[]): Buffer => parts.reduce<ReturnType<typeof createHash>>((hash, part) => hash.update(part), createHash("sha256")).digest();
const [zero, one] = [Uint8Array.of(0), Uint8Array.of(1)];

/** The largest power of two that is smaller than n. */
function k(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

const most = 5_000;
const d = Array.from({ length: most }, (_, n) => Buffer.from(`entry ${n}`));

/** MTH(D[from:to]). Each is computed once: a range of the same entries has the same hash, whatever it is asked for. */
const known = new Map<number, Buffer>();
function mth(from: number, to: number): Buffer {
  const name = from * (most + 1) + to;
  let hash = known.get(name);
  if (hash) return hash;
  const n = to - from;
  if (n === 0) hash = sha();
  else if (n === 1) hash = sha(zero, d[from] as Buffer);
  else hash = sha(one, mth(from, from + k(n)), mth(from + k(n), to));
  known.set(name, hash);
  return hash;
}

/** PATH(m, D[from:to]) */
function path(m: number, from: number, to: number): Buffer[] {
  const n = to - from;
  if (n === 1) return [];
  if (m < k(n)) return [...path(m, from, from + k(n)), mth(from + k(n), to)];
  return [...path(m - k(n), from + k(n), to), mth(from, from + k(n))];
}

/** SUBPROOF(m, D[from:to], b), and PROOF(m, D[n]) */
function subproof(m: number, from: number, to: number, b: boolean): Buffer[] {
  const n = to - from;
  if (m === n) return b ? [] : [mth(from, to)];
  if (m <= k(n)) return [...subproof(m, from, from + k(n), b), mth(from + k(n), to)];
  return [...subproof(m - k(n), from + k(n), to, false), mth(from, from + k(n))];
}
const proof = (m: number, n: number): Buffer[] => subproof(m, 0, n, true);

/* The kept tree: all its levels, the leaves' first. */

const leaves = d.map((entry) => sha(zero, entry));
const levels: Buffer[][] = [leaves];
for (let below = leaves; below.length > 1; below = levels.at(-1) as Buffer[]) levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, n) => sha(one, below[n * 2] as Buffer, below[n * 2 + 1] as Buffer)));

/** Reads the tree as it was at this size; a node that was not complete then is not there. */
const treeOf = (size: number): NodeReader => async (height, index) => {
  const node = levels[height]?.[index];
  if (!node || (index + 1) * 2 ** height > size) throw new Error(`the tree of ${size} has no node ${index} at height ${height}`);
  return node;
};

/** Every frontier from the empty tree to the largest. */
const frontiers: Frontier[] = [emptyFrontier()];
for (const leaf of leaves) frontiers.push(grow(frontiers.at(-1) as Frontier, leaf));
const frontier = (size: number): Frontier => frontiers[size] as Frontier;

const hex = (hashes: readonly Hash[]): string => hashes.map((hash) => Buffer.from(hash).toString("hex")).join(" ");
const leaf = (index: number): Hash => leaves[index] as Hash;

/** Whether a check says yes. That it says no and that it takes what it is given for no proof at all are the same here. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch (problem) {
    expect(problem).toBeInstanceOf(ProofProblem);
    return false;
  }
}

const answers = "../shared/data/merkle/rfc6962-known-answers.json";

describe.skipIf(!existsSync(answers))("known answers of others", () => {
  interface Answers {
    leaf_inputs_hex: string[];
    root_hash_hex_by_size: string[];
    complete_subtree_hashes_hex: Record<string, string[]>;
  }
  const read = () => JSON.parse(readFileSync(answers, "utf8")) as Answers;
  const inputs = () => read().leaf_inputs_hex.map((each) => Buffer.from(each, "hex"));

  it("the roots of the trees of 0 to 8 leaves", async () => {
    const { root_hash_hex_by_size: roots } = read();
    expect(roots).toHaveLength(inputs().length + 1);
    let grown = emptyFrontier();
    expect(hex([rootOf(grown)])).toBe(roots[0]);
    for (const [n, entry] of inputs().entries()) {
      grown = grow(grown, leafHash(entry));
      expect(hex([rootOf(grown)])).toBe(roots[n + 1]);
    }
  });

  it("every complete subtree of theirs, and no other", () => {
    const told: Record<string, string[]> = {};
    let grown = emptyFrontier();
    for (const entry of inputs()) {
      grown = grow(grown, leafHash(entry), (height, index, hash) => {
        (told[`level${height}`] ??= [])[index] = hex([hash]);
      });
    }
    expect(told).toEqual(read().complete_subtree_hashes_hex);
  });

  it("each of their leaves is shown to be in each of their trees, and each tree to begin with each smaller one", async () => {
    const { root_hash_hex_by_size: roots, complete_subtree_hashes_hex: nodes } = read();
    const root = (size: number) => Buffer.from(roots[size] ?? "", "hex");
    const reader: NodeReader = async (height, index) => Buffer.from(nodes[`level${height}`]?.[index] ?? "", "hex");
    for (let size = 1; size <= 8; size++) {
      expect(hex([await rootAt(reader, size)])).toBe(roots[size]);
      for (const [index, entry] of inputs().slice(0, size).entries()) expect(isIncluded(leafHash(entry), index, size, await inclusionProof(reader, index, size), root(size))).toBe(true);
      for (let earlier = 1; earlier <= size; earlier++) expect(isConsistent(earlier, size, root(earlier), root(size), await consistencyProof(reader, earlier, size))).toBe(true);
    }
  });
});

describe("the tree of RFC 6962", () => {
  it("takes a leaf for no node and a node for no leaf", () => {
    expect(hex([leafHash("entry 0")])).toBe(hex([sha(zero, "entry 0")]));
    expect(hex([leafHash(Buffer.from("entry 0"))])).toBe(hex([leafHash("entry 0")]));
    expect(hex([leafHash("")])).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    expect(hex([nodeHash(leaf(0), leaf(1))])).toBe(hex([sha(one, leaf(0), leaf(1))]));
    expect(sameHash(leafHash(Buffer.concat([leaf(0), leaf(1)])), nodeHash(leaf(0), leaf(1)))).toBe(false);
    expect(sameHash(nodeHash(leaf(0), leaf(1)), nodeHash(leaf(1), leaf(0)))).toBe(false);
  });

  it("has the right root at every size from 0 to 1,100, whether it grows there or is read", async () => {
    for (let size = 0; size <= 1_100; size++) {
      const right = hex([mth(0, size)]);
      expect(hex([rootOf(frontier(size))]), `grown to ${size}`).toBe(right);
      expect(hex([await rootAt(treeOf(size), size)]), `read at ${size}`).toBe(right);
    }
  });

  it("has the same right edge at every size, whether it grows there or is read", async () => {
    for (let size = 0; size <= 1_100; size++) {
      const read = await frontierAt(treeOf(size), size);
      expect([read.size, hex(read.peaks)]).toEqual([frontier(size).size, hex(frontier(size).peaks)]);
    }
  });

  it("goes on growing from where it is read", async () => {
    for (const size of [0, 1, 255, 256, 257, 1_023]) {
      let grown = await frontierAt(treeOf(size), size);
      for (const each of leaves.slice(size, size + 300)) grown = grow(grown, each);
      expect(hex([rootOf(grown)])).toBe(hex([mth(0, size + 300)]));
    }
  });

  it("tells each node once, when it is complete, and leaves the edge alone that it grows from", () => {
    const told: Hash[][] = [];
    let grown = emptyFrontier();
    for (const each of leaves.slice(0, 700)) {
      const before = hex(grown.peaks);
      const next = grow(grown, each, (height, index, hash) => {
        expect(index).toBe((told[height] ??= []).length);
        told[height].push(hash);
      });
      expect(hex(grown.peaks)).toBe(before);
      grown = next;
    }
    expect(told.map(hex)).toEqual(levels.map((level, height) => hex(level.slice(0, Math.floor(700 / 2 ** height)))).filter(Boolean));
  });
});

async function checkInclusion(index: number, size: number): Promise<void> {
  const made = await inclusionProof(treeOf(size), index, size);
  if (hex(made) !== hex(path(index, 0, size))) expect(hex(made), `${index} in ${size}`).toBe(hex(path(index, 0, size)));
  if (!isIncluded(leaf(index), index, size, made, mth(0, size))) expect.fail(`${index} in ${size} is not shown`);
}

async function checkConsistency(earlier: number, size: number): Promise<void> {
  const made = await consistencyProof(treeOf(size), earlier, size);
  if (hex(made) !== hex(proof(earlier, size))) expect(hex(made), `${earlier} to ${size}`).toBe(hex(proof(earlier, size)));
  if (!isConsistent(earlier, size, mth(0, earlier), mth(0, size), made)) expect.fail(`${earlier} to ${size} is not shown`);
}

/** A size, and a number below it. */
const within = (from: number, to: number) => fc.integer({ min: from, max: to }).chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));

describe("a proof that an entry is in the tree", () => {
  it("is the RFC's, and is believed: every entry of every tree up to 130", async () => {
    for (let size = 1; size <= 130; size++) for (let index = 0; index < size; index++) await checkInclusion(index, size);
  });

  it.each([[1_100, 400], [most, 200]])("and any entry of any tree up to %i", async (largest, numRuns) => {
    await fc.assert(fc.asyncProperty(within(1, largest), ([index, size]) => checkInclusion(index, size)), { seed: 1, numRuns });
  });

  it("leads to the root", async () => {
    for (const [index, size] of [[0, 1], [2, 3], [5, 7], [299, 300]] as const) expect(hex([rootOfInclusion(leaf(index), index, size, await inclusionProof(treeOf(size), index, size))])).toBe(hex([mth(0, size)]));
  });
});

describe("a proof that a tree continues an earlier one", () => {
  it("is the RFC's, and is believed: every pair of trees up to 130", async () => {
    for (let size = 1; size <= 130; size++) for (let earlier = 1; earlier <= size; earlier++) await checkConsistency(earlier, size);
  });

  it.each([[1_100, 400], [most, 200]])("and any pair of trees up to %i", async (largest, numRuns) => {
    await fc.assert(fc.asyncProperty(within(1, largest), ([below, size]) => checkConsistency(below + 1, size)), { seed: 1, numRuns });
  });
});

describe("a tree as large as numbers go", () => {
  // All its leaves are the same, so that a complete subtree is known by its height.
  const same = [leaf(0)];
  while (same.length < 54) same.push(sha(one, same.at(-1) as Hash, same.at(-1) as Hash));
  const read: NodeReader = async (height, index) => {
    expect(Number.isSafeInteger(index)).toBe(true);
    return same[height] as Hash;
  };
  const rootsBySize = new Map<number, Hash>([[1, leaf(0)]]);
  function rootOver(size: number): Hash {
    let root = rootsBySize.get(size);
    if (!root) rootsBySize.set(size, (root = sha(one, rootOver(k(size)), rootOver(size - k(size)))));
    return root;
  }
  const largest = Number.MAX_SAFE_INTEGER;
  const sizes = [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52 - 1, 2 ** 52, 2 ** 52 + 1, largest];

  it.each(sizes)("of %i leaves: roots and proofs are right", async (size) => {
    expect(hex([await rootAt(read, size)])).toBe(hex([rootOver(size)]));
    expect(hex([rootOf(await frontierAt(read, size))])).toBe(hex([rootOver(size)]));
    for (const index of [0, 1, Math.floor(size / 3), size - 2, size - 1]) expect(isIncluded(leaf(0), index, size, await inclusionProof(read, index, size), rootOver(size))).toBe(true);
    for (const earlier of [1, 2, 2 ** 30, 2 ** 30 + 1, Math.floor(size / 3), size - 1, size]) {
      const shown = await consistencyProof(read, earlier, size);
      expect(isConsistent(earlier, size, rootOver(earlier), rootOver(size), shown)).toBe(true);
      if (earlier < size) expect(holds(() => isConsistent(earlier, size, rootOver(earlier), leaf(1), shown))).toBe(false);
    }
  });

  it("grows there", () => {
    const before = { size: largest - 1, peaks: Array.from({ length: 52 }, (_, n) => same[52 - n] as Hash) };
    const grown = grow(before, leaf(0));
    expect([grown.size, hex([rootOf(grown)])]).toEqual([largest, hex([rootOver(largest)])]);
  });

  it("a power of two is known as one, and its neighbours are not", async () => {
    for (let power = 1; power <= 52; power++) {
      for (const earlier of [2 ** power - 1, 2 ** power, 2 ** power + 1]) expect(isConsistent(earlier, largest, rootOver(earlier), rootOver(largest), await consistencyProof(read, earlier, largest)), `${earlier}`).toBe(true);
    }
  });
});

/** A list of hashes altered in each way there is. Where `at` is left out, at every place. */
function altered(hashes: readonly Hash[]): [how: string, hashes: Hash[]][] {
  const changed: [string, Hash[]][] = [];
  const put = (how: string, ...made: Hash[]) => changed.push([how, made]);
  for (let at = 0; at <= hashes.length; at++) {
    const [before, hash, after] = [hashes.slice(0, at), hashes[at], hashes.slice(at + 1)];
    for (const other of [sha("another"), new Uint8Array(32), hashes[0] ?? sha()]) put(`one added at ${at}`, ...before, other, ...hashes.slice(at));
    if (!hash) continue;
    for (const byte of [0, 17, 31]) put(`a bit of ${at} turned`, ...before, hash.map((each, n) => (n === byte ? each ^ 1 : each)), ...after);
    put(`${at} is another`, ...before, sha("another"), ...after);
    put(`${at} removed`, ...before, ...after);
    put(`all from ${at} on removed`, ...before);
    for (let with_ = at + 1; with_ < hashes.length; with_++) put(`${at} and ${with_} swapped`, ...hashes.with(at, hashes[with_] as Hash).with(with_, hash));
  }
  if (hashes.length > 1) put("turned round", ...hashes.toReversed());
  if (hashes.length > 2) put("moved on by one", ...hashes.slice(1), hashes[0] as Hash);
  return changed;
}

function refuseInclusion(index: number, size: number): void {
  const [shown, root] = [path(index, 0, size), mth(0, size)];
  const refused = (how: string, check: () => boolean) => holds(check) && expect.fail(`${index} in ${size} is still believed: ${how}`);
  for (const [how, others] of altered(shown)) refused(how, () => isIncluded(leaf(index), index, size, others, root));
  for (const other of [leaf(size), leaf((index + 1) % (size + 1)), root, sha("another")]) if (!sameHash(other, leaf(index))) refused("another entry", () => isIncluded(other, index, size, shown, root));
  for (const other of [mth(0, size + 1), mth(0, size - 1), leaf(index), sha("another")]) if (!sameHash(other, root)) refused("another root", () => isIncluded(leaf(index), index, size, shown, other));
  for (let other = 0; other <= size; other++) if (other !== index) refused(`at position ${other}`, () => isIncluded(leaf(index), other, size, shown, root));
  // With the root goes its size, and both are signed together: a size is another tree's only with that tree's root.
  for (let other = 0; other <= size + 9; other++) if (other !== size && other < most) refused(`in the tree of ${other}`, () => isIncluded(leaf(index), index, other, shown, mth(0, other)));
}

function refuseConsistency(earlier: number, size: number): void {
  const [shown, before, root] = [proof(earlier, size), mth(0, earlier), mth(0, size)];
  const refused = (how: string, check: () => boolean) => holds(check) && expect.fail(`${earlier} to ${size} is still believed: ${how}`);
  for (const [how, others] of altered(shown)) refused(how, () => isConsistent(earlier, size, before, root, others));
  for (const other of [mth(0, size + 1), mth(0, earlier + 1), mth(0, 0), sha("another")]) {
    if (!sameHash(other, before)) refused("from another root", () => isConsistent(earlier, size, other, root, shown));
    if (!sameHash(other, root)) refused("to another root", () => isConsistent(earlier, size, before, other, shown));
  }
  if (earlier < size) refused("the roots exchanged", () => isConsistent(earlier, size, root, before, shown));
  for (let other = 0; other <= size + 9; other++) {
    if (other !== earlier) refused(`from ${other}`, () => isConsistent(other, size, mth(0, other), root, shown));
    if (other !== size && other < most) refused(`to ${other}`, () => isConsistent(earlier, other, before, mth(0, other), shown));
  }
}

describe("what was tampered with is not believed:", () => {
  it("proofs of every entry of every tree up to 20", () => {
    for (let size = 1; size <= 20; size++) for (let index = 0; index < size; index++) refuseInclusion(index, size);
  });

  it("proofs between every pair of trees up to 20", () => {
    for (let size = 1; size <= 20; size++) for (let earlier = 1; earlier <= size; earlier++) refuseConsistency(earlier, size);
  });

  it("proofs of any entry and between any trees up to 300", () => {
    fc.assert(fc.property(within(21, 300), ([below, size]) => {
      refuseInclusion(below, size);
      refuseConsistency(below + 1, size);
    }), { seed: 1, numRuns: 12 });
  });

  it("a tree in which any one entry was changed does not continue the one before", () => {
    fc.assert(fc.property(within(2, 120), fc.nat(), fc.nat(), ([below, size], a, b) => {
      const earlier = Math.max(1, below);
      const at = a % earlier;
      // The best that a forger can do: honest hashes of the tree that was changed, with any one of the old.
      const forged = leaves.slice(0, size).with(at, sha(zero, "changed"));
      const root = (from: number, to: number): Buffer => (to - from === 1 ? (forged[from] as Buffer) : sha(one, root(from, from + k(to - from)), root(from + k(to - from), to)));
      const sub = (m: number, from: number, to: number, whole: boolean): Buffer[] => {
        const split = from + k(to - from);
        if (m === to - from) return whole ? [] : [root(from, to)];
        return m <= split - from ? [...sub(m, from, split, whole), root(split, to)] : [...sub(m - (split - from), split, to, false), root(from, split)];
      };
      const theirs = sub(earlier, 0, size, true);
      const mixed = theirs.map((hash, n) => (n === b % theirs.length ? (proof(earlier, size)[n] as Buffer) : hash));
      for (const shown of [theirs, mixed, proof(earlier, size)]) expect(holds(() => isConsistent(earlier, size, mth(0, earlier), root(0, size), shown))).toBe(false);
      expect(isConsistent(earlier, size, root(0, earlier), root(0, size), theirs)).toBe(true);
    }), { seed: 1, numRuns: 100 });
  });
});

describe("is no proof and is refused as none:", () => {
  const [h, long, short, none] = [sha("h"), new Uint8Array(33), new Uint8Array(31), new Uint8Array(0)];

  it.each<[string, () => unknown]>([
    ...[long, short, none].flatMap((bad): [string, () => unknown][] => [
      [`a leaf of ${bad.length} bytes`, () => isIncluded(bad, 0, 2, [h], h)],
      [`a root of ${bad.length} bytes`, () => isIncluded(h, 0, 2, [h], bad)],
      [`a hash of ${bad.length} bytes on the way`, () => isIncluded(h, 0, 2, [bad], h)],
      [`a leaf of ${bad.length} bytes, asked for its root`, () => rootOfInclusion(bad, 0, 2, [h])],
      [`an earlier root of ${bad.length} bytes`, () => isConsistent(1, 2, bad, h, [h])],
      [`a later root of ${bad.length} bytes`, () => isConsistent(1, 2, h, bad, [h])],
      [`a hash of ${bad.length} bytes between two trees`, () => isConsistent(1, 2, h, h, [bad])],
      [`the same root twice, of ${bad.length} bytes`, () => isConsistent(2, 2, bad, bad, [])],
    ]),
    ["an entry of the empty tree", () => isIncluded(h, 0, 0, [], h)],
    ["an entry at the end", () => isIncluded(h, 2, 2, [h], h)],
    ["an entry beyond the end", () => isIncluded(h, 9, 2, [h], h)],
    ["an entry before the beginning", () => isIncluded(h, -1, 2, [h], h)],
    ["an entry between two", () => isIncluded(h, 0.5, 2, [h], h)],
    ["an entry nowhere", () => isIncluded(h, Number.NaN, 2, [h], h)],
    ["a tree of less than nothing", () => isIncluded(h, 0, -1, [h], h)],
    ["a tree of a part", () => isIncluded(h, 0, 1.5, [h], h)],
    ["a tree without end", () => isIncluded(h, 0, Number.POSITIVE_INFINITY, [h], h)],
    ["a tree larger than numbers go", () => isIncluded(h, 0, 2 ** 53, [h], h)],
    ["a way that is too short", () => isIncluded(h, 0, 2, [], h)],
    ["a way that is too long", () => isIncluded(h, 0, 2, [h, h], h)],
    ["a tree that continues the empty one", () => isConsistent(0, 2, h, h, [h])],
    ["the empty tree that continues itself", () => isConsistent(0, 0, h, h, [])],
    ["a tree that continues a larger one", () => isConsistent(3, 2, h, h, [h])],
    ["a tree that continues less than nothing", () => isConsistent(-1, 2, h, h, [h])],
    ["a tree that continues a part", () => isConsistent(1.5, 2, h, h, [h])],
    ["a part that continues a tree", () => isConsistent(1, 2.5, h, h, [h])],
    ["a tree that continues none", () => isConsistent(Number.NaN, 2, h, h, [h])],
    ["an edge with fewer hashes than its size needs", () => grow({ size: 3, peaks: [h] }, h)],
  ])("%s", (_, check) => expect(check).toThrow(ProofProblem));

  it.each<[string, (read: NodeReader) => Promise<unknown>]>([
    ["of an entry of the empty tree", (read) => inclusionProof(read, 0, 0)],
    ["of an entry at the end", (read) => inclusionProof(read, 5, 5)],
    ["of an entry before the beginning", (read) => inclusionProof(read, -1, 5)],
    ["of an entry between two", (read) => inclusionProof(read, 1.5, 5)],
    ["of an entry of a part", (read) => inclusionProof(read, 0, 1.5)],
    ["of an entry of less than nothing", (read) => inclusionProof(read, 0, -5)],
    ["from the empty tree", (read) => consistencyProof(read, 0, 5)],
    ["from a larger tree", (read) => consistencyProof(read, 6, 5)],
    ["from less than nothing", (read) => consistencyProof(read, -1, 5)],
    ["from a part", (read) => consistencyProof(read, 1.5, 5)],
    ["to a part", (read) => consistencyProof(read, 1, 5.5)],
    ["to no tree", (read) => consistencyProof(read, 1, Number.NaN)],
  ])("a proof is not made %s", async (_, make) => {
    await expect(make(treeOf(5))).rejects.toThrow(ProofProblem);
  });

  it.each<[string, () => boolean]>([
    ["a tree of the same size needs no hashes, and gets none", () => isConsistent(3, 3, h, h, [h])],
    ["a tree of the same size has the same root", () => isConsistent(3, 3, h, sha("another"), [])],
    ["without any hash nothing is shown, from a power of two", () => isConsistent(2, 3, h, h, [])],
    ["nor from another", () => isConsistent(3, 4, h, h, [])],
  ])("%s", (_, check) => expect(check()).toBe(false));
});
