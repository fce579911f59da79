import { createHash, hash as hashOnce } from "node:crypto";

/*
 * The Merkle tree of RFC 6962: SHA-256, leaves under 0x00, nodes under 0x01, split at the largest power of two below the size. Pure; the
 * tree itself is kept elsewhere and read through `NodeReader`. Hashes are 32 bytes, sizes and positions whole numbers below 2^53.
 */

export type Hash = Uint8Array;

/** Something that claims to be a proof, a hash or a size is none. */
export class ProofProblem extends Error {
  override name = "ProofProblem";
}

const leafPrefix = Uint8Array.of(0);
const emptyRoot: Hash = createHash("sha256").digest();

/** What a node is hashed from: written over for each, since a ledger is verified by millions of them. */
const node = Buffer.alloc(65, 1);

// Hashed in one call each: one that is fed by and by takes twice as long.
export const leafHash = (entry: Uint8Array | string): Hash => hashOnce("sha256", typeof entry === "string" ? `\0${entry}` : Buffer.concat([leafPrefix, entry]), "buffer");

/** @throws {ProofProblem} where one of them is no hash */
export function nodeHash(left: Hash, right: Hash): Hash {
  if (left.length !== 32 || right.length !== 32) checkHashes([left, right]);
  node.set(left, 1);
  node.set(right, 33);
  return hashOnce("sha256", node, "buffer");
}

export const sameHash = (a: Hash, b: Hash): boolean => a.length === b.length && Buffer.compare(a, b) === 0;

function checkHashes(hashes: readonly Hash[]): void {
  if (hashes.some((hash) => hash.length !== 32)) throw new ProofProblem("a hash is not 32 bytes long");
}

function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new ProofProblem("a size is not a whole number from 0 on");
}

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/**
 * The right edge of a tree: the roots of its complete subtrees, largest first, one for each bit of the size. With it a tree grows without
 * hashing again what it has hashed.
 */
export interface Frontier {
  size: number;
  peaks: Hash[];
}

export const emptyFrontier = (): Frontier => ({ size: 0, peaks: [] });

type OnNode = (height: number, index: number, hash: Hash) => void;

/**
 * Adds one leaf to a frontier, in place. `onNode` is told each node above the leaf that became complete: its height over the leaves and its
 * number among those of that height.
 */
export function growInPlace(frontier: Frontier, leaf: Hash, onNode?: OnNode): void {
  const { peaks } = frontier;
  let hash = leaf;
  let height = 0;
  let index = frontier.size;
  for (let left = frontier.size; isOdd(left); left = half(left)) {
    const sibling = peaks.pop();
    if (!sibling) throw new ProofProblem("a frontier has fewer hashes than its size needs");
    hash = nodeHash(sibling, hash);
    height += 1;
    index = half(index);
    onNode?.(height, index, hash);
  }
  peaks.push(hash);
  frontier.size += 1;
}

/** The frontier with one leaf more; the given one is left alone. `onNode` is told the leaf too, at height 0. */
export function grow({ size, peaks }: Frontier, leaf: Hash, onNode?: OnNode): Frontier {
  const grown = { size, peaks: [...peaks] };
  onNode?.(0, size, leaf);
  growInPlace(grown, leaf, onNode);
  return grown;
}

/** The root of the tree that ends in this frontier. */
export function rootOf({ peaks }: Frontier): Hash {
  const last = peaks.at(-1);
  return last ? peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last) : emptyRoot;
}

/** Reads a node of the kept tree: complete subtrees only, by height over the leaves and number among those of that height. */
export type NodeReader = (height: number, index: number) => Promise<Hash>;

/** The complete subtrees of which the leaves from `start` to `end` consist, left to right. */
function pieces(start: number, end: number): { height: number; index: number }[] {
  const found: { height: number; index: number }[] = [];
  for (let at = start; at < end; ) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height += 1;
    found.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return found;
}

/** The root over the leaves from `start` to `end`, where `start` is where such a subtree of the tree begins. */
async function subtree(read: NodeReader, start: number, end: number): Promise<Hash> {
  const parts = await Promise.all(pieces(start, end).map(({ height, index }) => read(height, index)));
  const last = parts.pop();
  if (!last) return emptyRoot;
  return parts.reduceRight((right, left) => nodeHash(left, right), last);
}

export const rootAt = (read: NodeReader, size: number): Promise<Hash> => subtree(read, 0, size);

/** The frontier of the tree as it was at a size. */
export const frontierAt = async (read: NodeReader, size: number): Promise<Frontier> => ({ size, peaks: await Promise.all(pieces(0, size).map(({ height, index }) => read(height, index))) });

const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** The proof that the leaf at `index` is in the tree of `size` (RFC 6962 2.1.1), from the leaf upwards. */
export async function inclusionProof(read: NodeReader, index: number, size: number): Promise<Hash[]> {
  checkSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new ProofProblem("the position is not in the tree");
  const wanted: [start: number, end: number][] = [];
  for (let start = 0, end = size; end - start > 1; ) {
    const split = start + splitOf(end - start);
    if (index < split) {
      wanted.unshift([split, end]);
      end = split;
    } else {
      wanted.unshift([start, split]);
      start = split;
    }
  }
  return Promise.all(wanted.map(([start, end]) => subtree(read, start, end)));
}

/** The proof that the tree of `size` begins with the tree of `earlier` (RFC 6962 2.1.2). Of an empty tree there is nothing to prove. */
export async function consistencyProof(read: NodeReader, earlier: number, size: number): Promise<Hash[]> {
  checkSize(earlier);
  checkSize(size);
  if (earlier === 0 || earlier > size) throw new ProofProblem("a consistency proof is from a size of at least 1 to one that is not smaller");
  const wanted: [start: number, end: number][] = [];
  let isWhole = true;
  for (let start = 0, end = size, left = earlier; left !== end - start; ) {
    const split = start + splitOf(end - start);
    if (start + left <= split) {
      wanted.unshift([split, end]);
      end = split;
    } else {
      wanted.unshift([start, split]);
      left -= split - start;
      start = split;
      isWhole = false;
    }
    if (left === end - start && !isWhole) wanted.unshift([start, end]);
  }
  return Promise.all(wanted.map(([start, end]) => subtree(read, start, end)));
}

/** The root to which an inclusion proof leads (RFC 9162 2.1.3.2). */
export function rootOfInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash {
  checkHashes([leaf, ...proof]);
  checkSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new ProofProblem("the position is not in the tree");
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) throw new ProofProblem("the proof is too long");
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else hash = nodeHash(hash, sibling);
    at = half(at);
    last = half(last);
  }
  if (last !== 0) throw new ProofProblem("the proof is too short");
  return hash;
}

/** True where the proof shows the leaf at its position in the tree of this root. */
export const isIncluded = (leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean => {
  checkHashes([root]);
  return sameHash(rootOfInclusion(leaf, index, size, proof), root);
};

/** True where the proof shows that the later tree begins with the earlier one (RFC 9162 2.1.4.2). */
export function isConsistent(earlier: number, size: number, earlierRoot: Hash, root: Hash, proof: readonly Hash[]): boolean {
  checkHashes([earlierRoot, root, ...proof]);
  checkSize(earlier);
  checkSize(size);
  if (earlier === 0 || earlier > size) throw new ProofProblem("a consistency proof is from a size of at least 1 to one that is not smaller");
  if (earlier === size) return proof.length === 0 && sameHash(earlierRoot, root);
  const isPower = Number.isInteger(Math.log2(earlier)) && 2 ** Math.log2(earlier) === earlier;
  const [first, ...rest] = isPower ? [earlierRoot, ...proof] : proof;
  if (!first) return false;
  let at = earlier - 1;
  let last = size - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else after = nodeHash(after, sibling);
    at = half(at);
    last = half(last);
  }
  return last === 0 && sameHash(before, earlierRoot) && sameHash(after, root);
}
