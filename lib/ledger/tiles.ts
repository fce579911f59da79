import { nodeHash, type Hash, type NodeReader } from "@/lib/ledger/merkle";

/*
 * The tree in tiles (C2SP tlog-tiles): 256 hashes each, of every eighth height of the tree. A tile of level L holds nodes of height 8 L;
 * its own root is a node of the tile above it.
 */

export const tileWidth = 256;
export const tileHeight = 8;

/** `width` is 256 for a whole tile and less for one that still grows. */
export interface TileAddress {
  level: number | "entries";
  index: number;
  width: number;
}

/** In groups of three digits, all but the last with an x before them: 1234067 is x001/x234/067. */
function numberPath(index: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/\d{3}/g) ?? [];
  return groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join("/");
}

export const tilePath = ({ level, index, width }: TileAddress): string => `tile/${level}/${numberPath(index)}${width < tileWidth ? `.p/${width}` : ""}`;

/** What stands behind `tile/` in an address; null where it is no tile's, or written in another way than the one. */
export function readTilePath(parts: readonly string[]): TileAddress | null {
  const [first = "", ...rest] = parts;
  if (!/^(entries|[0-9]|[1-5]\d|6[0-3])$/.test(first)) return null;
  const level: TileAddress["level"] = first === "entries" ? "entries" : Number(first);
  const isPartial = rest.length > 1 && rest.at(-2)?.endsWith(".p");
  const width = isPartial ? Number(rest.at(-1)) : tileWidth;
  const groups = isPartial ? [...rest.slice(0, -2), rest.at(-2)?.slice(0, -2) ?? ""] : rest;
  const index = Number(groups.join("").replaceAll("x", ""));
  if (!Number.isSafeInteger(index) || !Number.isInteger(width) || width < 1 || width > tileWidth) return null;
  const address = { level, index, width };
  return tilePath(address) === ["tile", ...parts].join("/") ? address : null;
}

/** How many hashes of a level the tree of this size has; the widths of its tiles follow. */
export const countAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level);
export const widthOf = (level: number, index: number, size: number): number => Math.max(0, Math.min(tileWidth, countAt(level, size) - index * tileWidth));

/** The hashes of a tile, first to last. */
export type TileReader = (level: number, index: number, width: number) => Promise<readonly Hash[]>;

/** Reads single nodes through the tiles of a tree of this size, each tile once. */
export function nodesThroughTiles(read: TileReader, size: number): NodeReader {
  const tiles = new Map<string, Promise<readonly Hash[]>>();
  return async (height, index) => {
    const level = Math.floor(height / tileHeight);
    const span = 2 ** (height % tileHeight);
    const tile = Math.floor((index * span) / tileWidth);
    const key = `${level}/${tile}`;
    let hashes = tiles.get(key);
    if (!hashes) tiles.set(key, (hashes = read(level, tile, widthOf(level, tile, size))));
    let nodes = (await hashes).slice((index * span) % tileWidth, ((index * span) % tileWidth) + span);
    if (nodes.length !== span) throw new Error(`tile ${key} is too short`);
    while (nodes.length > 1) nodes = Array.from({ length: nodes.length / 2 }, (_, n) => nodeHash(nodes[n * 2] as Hash, nodes[n * 2 + 1] as Hash));
    return nodes[0] as Hash;
  };
}

export const splitHashes = (bytes: Uint8Array): Hash[] => Array.from({ length: Math.floor(bytes.length / 32) }, (_, n) => bytes.subarray(n * 32, n * 32 + 32));

/** Entries as a bundle: each behind its length in two bytes. */
export function bundleOf(entries: readonly string[]): Buffer {
  const lengths = entries.map((entry) => Buffer.byteLength(entry, "utf8"));
  const bundle = Buffer.alloc(lengths.reduce((sum, length) => sum + 2 + length, 0));
  let at = 0;
  entries.forEach((entry, n) => {
    at = bundle.writeUInt16BE(lengths[n] as number, at);
    at += bundle.write(entry, at, "utf8");
  });
  return bundle;
}

/** The entries of a bundle; null where it ends in the middle of one. */
export function readBundle(bytes: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return null;
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length) return null;
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** The largest that a bundle can hold. */
export const largestEntry = 65_535;
