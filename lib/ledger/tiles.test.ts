import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consistencyProof, inclusionProof, isConsistent, isIncluded, nodeHash, rootAt, type Hash, type NodeReader } from "@/lib/ledger/merkle";
import { bundleOf, countAt, largestEntry, nodesThroughTiles, readBundle, readTilePath, splitHashes, tilePath, widthOf, type TileAddress, type TileReader } from "@/lib/ledger/tiles";

const readPath = (path: string) => readTilePath(path.split("/").slice(1));

describe("the address of a tile", () => {
  it.each<[string, TileAddress]>([
    ["tile/0/x001/x234/067", { level: 0, index: 1_234_067, width: 256 }],
    ["tile/entries/x001/x234/067", { level: "entries", index: 1_234_067, width: 256 }],
    ["tile/0/000", { level: 0, index: 0, width: 256 }],
    ["tile/0/001.p/5", { level: 0, index: 1, width: 5 }],
    ["tile/1/273.p/112", { level: 1, index: 273, width: 112 }],
    ["tile/2/001.p/17", { level: 2, index: 1, width: 17 }],
    ["tile/0/999", { level: 0, index: 999, width: 256 }],
    ["tile/0/x001/000", { level: 0, index: 1_000, width: 256 }],
    ["tile/0/x001/000.p/1", { level: 0, index: 1_000, width: 1 }],
    ["tile/0/x999/999.p/255", { level: 0, index: 999_999, width: 255 }],
    ["tile/63/000", { level: 63, index: 0, width: 256 }],
    ["tile/10/001", { level: 10, index: 1, width: 256 }],
    ["tile/entries/000.p/1", { level: "entries", index: 0, width: 1 }],
    ["tile/0/x009/x007/x199/x254/x740/991", { level: 0, index: Number.MAX_SAFE_INTEGER, width: 256 }],
  ])("%s", (path, address) => {
    expect(tilePath(address)).toBe(path);
    expect(readPath(path)).toEqual(address);
  });

  const level = fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 }));
  const index = fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.maxSafeNat());

  it("is read as what was written, whichever", () => {
    fc.assert(fc.property(level, index, fc.integer({ min: 1, max: 256 }), (...[of, number, width]) => {
      const address = { level: of, index: number, width };
      expect(readPath(tilePath(address))).toEqual(address);
    }), { seed: 1, numRuns: 2_000 });
  });

  it("has one spelling: what is read is written back as it was", () => {
    const part = fc.oneof(fc.constantFrom("entries", "0", "1", "63", "64", "000", "001", "x000", "x001", "x234", "067", "067.p", "000.p", "x001.p", "255", "256", "..", "", "x", ".p"), fc.string({ maxLength: 4 }), fc.stringMatching(/^x?\d{3}(\.p)?$/), fc.stringMatching(/^\d{1,3}$/));
    fc.assert(fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const read = readTilePath(parts);
      if (read) expect(tilePath(read)).toBe(["tile", ...parts].join("/"));
    }), { seed: 1, numRuns: 5_000 });
  });

  it("that any one character was changed in is none, or another tile's", () => {
    const addresses: TileAddress[] = [{ level: 0, index: 1_234_067, width: 12 }, { level: "entries", index: 67, width: 256 }, { level: 12, index: 1_000, width: 255 }];
    for (const address of addresses) {
      const path = tilePath(address).slice("tile/".length);
      for (let at = 0; at < path.length; at++) {
        for (const other of ["", "0", "1", "9", "x", "X", "/", ".", "p", "-", " ", "\u0661"]) {
          if (other === path[at]) continue;
          const read = readTilePath((path.slice(0, at) + other + path.slice(at + 1)).split("/"));
          expect(read).not.toEqual(address);
          if (read) expect(tilePath(read)).toBe(`tile/${path.slice(0, at)}${other}${path.slice(at + 1)}`);
        }
      }
    }
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["a level alone", "0"],
    ["a level and nothing", "0/"],
    ["no level", "/000"],
    ["a level that begins with zero", "00/000"],
    ["the same", "01/000"],
    ["level 64", "64/000"],
    ["a level of three digits", "100/000"],
    ["a level below zero", "-1/000"],
    ["a level in hex", "0x1/000"],
    ["a level in words", "data/000"],
    ["entries in capitals", "Entries/000"],
    ["one digit", "0/1"],
    ["two digits", "0/01"],
    ["four digits", "0/0001"],
    ["four digits in one group", "0/1234"],
    ["six digits in one group", "0/x001234"],
    ["a group too many in front", "0/x000/001"],
    ["two groups too many", "0/x000/x000/001"],
    ["no x before a group that is followed", "0/001/234"],
    ["no x before the second", "0/x001/234/067"],
    ["an x before the last", "0/x001/x234"],
    ["an x before the only one", "0/x001"],
    ["two x", "0/xx001/234"],
    ["an x within", "0/0x01"],
    ["a capital X", "0/X001/234"],
    ["a short group in front", "0/x01/234"],
    ["a short group at the end", "0/x001/34"],
    ["an empty group", "0/x001//234"],
    ["a slash at the end", "0/000/"],
    ["a slash in front", "/0/000"],
    ["a dot", "0/./000"],
    ["two dots", "0/../000"],
    ["two dots at the end", "0/000/.."],
    ["a part without how much", "0/000.p"],
    ["a part and nothing", "0/000.p/"],
    ["a part of nothing", "0/000.p/0"],
    ["a part that is whole", "0/000.p/256"],
    ["a part that is more", "0/000.p/257"],
    ["a part that begins with zero", "0/000.p/05"],
    ["a part of less than nothing", "0/000.p/-1"],
    ["a part with a plus", "0/000.p/+5"],
    ["a part of a part", "0/000.p/5.5"],
    ["a part in short", "0/000.p/1e2"],
    ["a part in hex", "0/000.p/0x5"],
    ["a part with a blank", "0/000.p/ 5"],
    ["a part in words", "0/000.p/five"],
    ["a capital P", "0/000.P/5"],
    ["a part twice", "0/000.p/5.p/5"],
    ["a part of a group", "0/x001.p/234"],
    ["a part of the level", "0.p/5"],
    ["a part with something behind it", "0/000.p/5/6"],
    ["how much without saying that it is a part", "0/000/5"],
    ["a number without end", "0/x999/x999/x999/x999/x999/x999/999"],
    ["a number larger than numbers go", "0/x009/x007/x199/x254/x740/992"],
    ["the word that JavaScript has for it", "0/Infinity"],
    ["a number below zero", "0/-01"],
    ["a number in other digits", "0/\u0660\u0660\u0661"],
    ["a blank in front", "0/ 01"],
    ["a blank behind", "0/001 "],
    ["a line's end", "0/001\n"],
    ["a level with a line's end", "0\n/001"],
    ["percent signs", "0/%30%30%31"],
    ["an ending", "0/001.json"],
    ["a name of every object", "constructor/000"],
  ])("is none: %s", (_, path) => expect(readTilePath(path.split("/"))).toBeNull());
});

describe("how many hashes a level has", () => {
  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [0, 70_000, 70_000],
    [1, 255, 0],
    [1, 256, 1],
    [1, 511, 1],
    [1, 70_000, 273],
    [2, 65_535, 0],
    [2, 65_536, 1],
    [2, 70_000, 1],
    [3, 70_000, 0],
    [6, Number.MAX_SAFE_INTEGER, 31],
    [63, Number.MAX_SAFE_INTEGER, 0],
  ])("level %i of %i entries: %i", (level, size, count) => expect(countAt(level, size)).toBe(count));

  it.each([
    [0, 0, 0, 0],
    [0, 0, 1, 1],
    [0, 0, 255, 255],
    [0, 0, 256, 256],
    [0, 0, 257, 256],
    [0, 1, 257, 1],
    [0, 2, 257, 0],
    [0, 273, 70_000, 112],
    [1, 0, 255, 0],
    [1, 0, 70_000, 256],
    [1, 1, 70_000, 17],
    [1, 2, 70_000, 0],
    [2, 0, 70_000, 1],
  ])("tile %i/%i of %i entries: %i", (level, index, size, width) => expect(widthOf(level, index, size)).toBe(width));

  it("is what its tiles have together", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 300_000 }), (level, size) => {
      let [all, index] = [0, 0];
      for (let width; (width = widthOf(level, index, size)) > 0; index++) {
        expect(all % 256).toBe(0);
        all += width;
      }
      expect(all).toBe(countAt(level, size));
    }), { seed: 1, numRuns: 200 });
  });
});

describe("nodes read through tiles", () => {
  const largest = 70_000;
  const sha = (text: string): Hash => createHash("sha256").update(text).digest();
  const levels: Hash[][] = [Array.from({ length: largest }, (_, n) => sha(`entry ${n}`))];
  for (let below = levels[0] as Hash[]; below.length > 1; below = levels.at(-1) as Hash[]) levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, n) => nodeHash(below[n * 2] as Hash, below[n * 2 + 1] as Hash)));
  const plain: NodeReader = async (height, index) => levels[height]?.[index] as Hash;

  /** The tiles of the tree of this size, and which of them were asked for. */
  function tilesOf(size: number): { read: TileReader; asked: string[] } {
    const asked: string[] = [];
    const read: TileReader = async (level, index, width) => {
      asked.push(tilePath({ level, index, width }));
      expect(width).toBe(widthOf(level, index, size));
      return (levels[level * 8] as Hash[]).slice(index * 256, index * 256 + width);
    };
    return { read, asked };
  }
  const hex = (hashes: readonly Hash[]) => hashes.map((hash) => Buffer.from(hash).toString("hex")).join(" ");
  const sizes = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: largest }) }, fc.integer({ min: 1, max: 700 }), fc.constantFrom(1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, largest));

  it("are those of a plain tree, of any size and height", async () => {
    await fc.assert(fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, a, b) => {
      const height = a % (Math.floor(Math.log2(size)) + 1);
      const index = b % Math.floor(size / 2 ** height);
      expect(hex([await nodesThroughTiles(tilesOf(size).read, size)(height, index)])).toBe(hex([await plain(height, index)]));
    }), { seed: 1, numRuns: 500 });
  });

  it("are all those of a tree of two tiles and a half", async () => {
    const read = nodesThroughTiles(tilesOf(600).read, 600);
    for (let height = 0; height <= 9; height++) for (let index = 0; index < Math.floor(600 / 2 ** height); index++) expect(hex([await read(height, index)])).toBe(hex([await plain(height, index)]));
  });

  it("give the same roots and proofs, which are believed", async () => {
    await fc.assert(fc.asyncProperty(sizes, fc.nat(), async (size, n) => {
      const [read, root] = [nodesThroughTiles(tilesOf(size).read, size), await rootAt(plain, size)];
      expect(hex([await rootAt(read, size)])).toBe(hex([root]));
      const included = await inclusionProof(read, n % size, size);
      expect(hex(included)).toBe(hex(await inclusionProof(plain, n % size, size)));
      expect(isIncluded(levels[0]?.[n % size] as Hash, n % size, size, included, root)).toBe(true);
      const earlier = (n % size) + 1;
      expect(isConsistent(earlier, size, await rootAt(plain, earlier), root, await consistencyProof(read, earlier, size))).toBe(true);
    }), { seed: 1, numRuns: 100 });
  });

  it("ask for each tile once, and for no more than a proof needs", async () => {
    const { read, asked } = tilesOf(largest);
    const nodes = nodesThroughTiles(read, largest);
    await inclusionProof(nodes, 12_345, largest);
    expect(asked.toSorted()).toEqual(["tile/0/048", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17"]);
    await inclusionProof(nodes, 12_346, largest);
    expect(asked).toHaveLength(4);
  });

  it("a tile that is too short is no tile", async () => {
    const read = nodesThroughTiles(async (level, index, width) => (await tilesOf(600).read(level, index, width)).slice(0, 100), 600);
    await expect(read(0, 99)).resolves.toBeDefined();
    await expect(read(0, 100)).rejects.toThrow("tile 0/0 is too short");
    await expect(read(7, 0)).rejects.toThrow("tile 0/0 is too short");
  });

  it("hashes come out of a tile as they went in", () => {
    const some = levels[0]?.slice(0, 256) as Hash[];
    expect(hex(splitHashes(Buffer.concat(some)))).toBe(hex(some));
    expect(splitHashes(new Uint8Array())).toEqual([]);
  });
});

describe("a bundle of entries", () => {
  const back = (bytes: Uint8Array) => readBundle(bytes)?.map((entry) => Buffer.from(entry).toString("utf8")) ?? null;

  it("is each entry behind its length in two bytes", () => {
    expect(bundleOf(["ab", "", "\u20ac"]).toString("hex")).toBe("00026162" + "0000" + "0003e282ac");
    expect(bundleOf(["x".repeat(258)]).subarray(0, 2).toString("hex")).toBe("0102");
  });

  it.each<[string, string[]]>([
    ["no entry", []],
    ["an empty entry", [""]],
    ["empty entries", ["", "", ""]],
    ["empty ones between others", ["", "a", "", "b", ""]],
    ["the largest entry", ["x".repeat(largestEntry)]],
    ["the largest between others", ["a", "x".repeat(largestEntry), "", "b"]],
    ["the largest in letters of three bytes", ["\u20ac".repeat(21_845)]],
    ["lengths around a byte", [254, 255, 256, 257].map((length) => "y".repeat(length))],
    ["256 entries", Array.from({ length: 256 }, (_, n) => `{"n":${n}}`)],
  ])("comes out as it went in: %s", (_, entries) => expect(back(bundleOf(entries))).toEqual(entries));

  it("comes out as it went in, whatever it holds", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 20 }), (entries) => {
      expect(back(bundleOf(entries))).toEqual(entries);
    }), { seed: 1, numRuns: 300 });
  });

  it("is not made of an entry that is larger than its length can say", () => {
    expect(() => bundleOf(["x".repeat(largestEntry + 1)])).toThrow(RangeError);
    expect(() => bundleOf(["\u20ac".repeat(21_846)])).toThrow(RangeError);
  });

  it("that was cut is none, unless between two entries", () => {
    const entries = ["first", "", "third", "\u20ac"];
    const whole = bundleOf(entries);
    const ends = new Map(entries.map((_, n) => [bundleOf(entries.slice(0, n)).length, n]));
    for (let length = 0; length < whole.length; length++) {
      const n = ends.get(length);
      expect(back(whole.subarray(0, length)), `${length}`).toEqual(n === undefined ? null : entries.slice(0, n));
    }
    expect(readBundle(Uint8Array.of(0))).toBeNull();
    expect(readBundle(Uint8Array.of(0, 1))).toBeNull();
    expect(readBundle(Uint8Array.of(255, 255, 1))).toBeNull();
    expect(readBundle(Buffer.concat([whole, Uint8Array.of(0)]))).toBeNull();
  });

  it("of any bytes is read without harm, and written back as it was", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const entries = readBundle(bytes);
      if (entries) expect(Buffer.concat(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry])).equals(bytes)).toBe(true);
    }), { seed: 1, numRuns: 2_000 });
  });
});
