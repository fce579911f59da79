import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { checkpointText } from "@/lib/ledger/checkpoint";
import type { Leaf } from "@/lib/ledger/leaf";
import { leafHash, nodeHash, type Hash } from "@/lib/ledger/merkle";
import { signatureLine, signerOf, signNote, type Signer } from "@/lib/ledger/note";
import { bundleOf, readTilePath } from "@/lib/ledger/tiles";
import { Untrue, verifyLedger, type VerifyOptions } from "@/lib/ledger/verify";

const secretOf = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
const origin = "lamppost.example/ledger";
const log = signerOf(origin, secretOf(1));
const [north, south] = [signerOf("north.example/witness", secretOf(2), "witness"), signerOf("south.example/witness", secretOf(3), "witness")];

/* A ledger in memory, as plain as can be. */

/** The complete subtrees over some entries, by their height. */
type Tree = readonly (readonly Hash[])[];

function treeOf(entries: readonly string[]): Tree {
  const heights: Hash[][] = [entries.map(leafHash)];
  for (let below = heights[0] as Hash[]; below.length > 1; below = heights.at(-1) as Hash[]) heights.push(Array.from({ length: Math.floor(below.length / 2) }, (_, n) => nodeHash(below[n * 2] as Hash, below[n * 2 + 1] as Hash)));
  return heights;
}

function rootAt(tree: Tree, size: number, from = 0): Hash {
  if (size === 0) return Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex");
  const height = Math.floor(Math.log2(size));
  const left = tree[height]?.[from / 2 ** height] as Hash;
  return size === 2 ** height ? left : nodeHash(left, rootAt(tree, size - 2 ** height, from + 2 ** height));
}

const signed = (tree: Tree, size: number, ...signers: Signer[]): string => signNote(checkpointText({ origin: signers[0]?.name ?? origin, size, root: rootAt(tree, size) }), ...signers);
const text = (note: string): string => note.slice(0, note.indexOf("\n\n") + 1);

/** What a ledger's address serves. */
interface Published {
  entries: readonly string[];
  /** the tree in its tiles, or that of each level of tiles; that of the entries where it is left out */
  tiles?: Tree | ((level: number) => Tree);
  checkpoint: string;
  history: readonly string[];
  key?: string;
  /** files that are others than they ought to be; null where one is missing */
  files?: Record<string, Uint8Array | string | null>;
  /** serves what it has of a bundle, where it has less than was asked for */
  isShort?: boolean;
}

const bytes = (content: Uint8Array | string | null): Uint8Array | null => (typeof content === "string" ? Buffer.from(content) : content);

function serve({ entries, tiles = treeOf(entries), checkpoint, history, key = log.text, files = {}, isShort = false }: Published): { get: VerifyOptions["get"]; asked: string[] } {
  const asked: string[] = [];
  async function get(path: string): Promise<Uint8Array | null> {
    asked.push(path);
    if (path in files) return bytes(files[path] ?? null);
    if (path === "checkpoint") return bytes(checkpoint);
    if (path === "key") return bytes(`${key}\n`);
    const from = /^history\/(\d+)$/.exec(path)?.[1];
    if (from) return bytes(JSON.stringify(history.filter((note) => Number(note.split("\n")[1]) >= Number(from)).slice(0, 1_000)));
    const tile = readTilePath(path.split("/").slice(1));
    if (!tile) throw new Error(`no ledger has ${path}`);
    const [first, end] = [tile.index * 256, tile.index * 256 + tile.width];
    if (tile.level === "entries") {
      const some = entries.slice(first, end);
      return some.length === tile.width || (isShort && some.length > 0) ? bundleOf(some) : null;
    }
    const hashes = (typeof tiles === "function" ? tiles(tile.level) : tiles)[tile.level * 8]?.slice(first, end) ?? [];
    return hashes.length === tile.width ? Buffer.concat(hashes) : null;
  }
  return { get, asked };
}

/** An honest ledger of these entries, with signed checkpoints at some sizes and the last. */
function honest(entries: readonly string[], sizes: readonly number[] = []): Published & { tiles: Tree } {
  const tiles = treeOf(entries);
  const history = [...sizes.filter((size) => size < entries.length), entries.length].map((size) => signed(tiles, size, log));
  return { entries, tiles, history, checkpoint: history.at(-1) as string };
}

/* The entries: of twenty permits, among others. */

const id = (kind: number, n: number): string => `0189000${kind}-0000-7000-8000-${String(n).padStart(12, "0")}`;
/** What happened to a permit after so many of its thirty entries. */
const moments: Record<number, { name: string; to: string | null; when?: (permit: number) => boolean }> = {
  0: { name: "permit.granted", to: "active" },
  7: { name: "permit.suspended", to: "suspended", when: (permit) => permit % 2 === 0 },
  15: { name: "permit.resumed", to: "active", when: (permit) => permit % 4 === 0 },
  20: { name: "permit.revoked", to: "revoked", when: (permit) => permit % 5 === 0 },
  // Whatever was attempted: it changed nothing.
  25: { name: "attempt.denied", to: null },
};

function entryAt(n: number): string {
  const permit = Math.floor(n / 30);
  const moment = moments[n % 30];
  const isPermit = moment && (moment.when?.(permit) ?? true);
  const leaf: Leaf = {
    v: 1,
    id: id(1, n),
    at: new Date(1_795_000_000_000 + n * 1_000).toISOString(),
    name: isPermit ? moment.name : n % 2 === 0 ? "application.saved" : "training.recorded",
    subject: isPermit ? { type: "Permit", id: id(2, permit) } : n % 2 === 0 ? { type: "Application", id: id(3, permit) } : { type: "Training" },
    from: null,
    to: isPermit ? moment.to : n % 2 === 0 ? "draft" : null,
    policy: 1,
    grant: null,
    actor: "person",
    open: {},
    sealed: {},
    cause: null,
    previous: null,
  };
  return canonicalJson(leaf);
}

const size = 600;
const entries = Array.from({ length: size }, (_, n) => entryAt(n));
const sizes = [1, 100, 255, 256, 300, 450, 599];
const good = honest(entries, sizes);
const statusOf = (permit: number) => (permit % 5 === 0 ? "revoked" : permit % 4 === 0 ? "active" : permit % 2 === 0 ? "suspended" : "active");
const permits = Array.from({ length: 20 }, (_, permit) => ({ id: id(2, permit), reference: `LP-${permit}`, status: statusOf(permit) }));

/** A register in pages of seven. */
const registerOf = (shown: typeof permits): NonNullable<VerifyOptions["register"]> => async (after) => {
  const from = after === "" ? 0 : shown.findIndex((permit) => permit.id === after) + 1;
  const page = shown.slice(from, from + 7);
  return { permits: page, next: from + 7 < shown.length ? (page.at(-1)?.id ?? null) : null };
};

/* The entries once more, in which somebody put their hand. */

const changed = (at: number, list = entries) => list.with(at, (list[at] as string).replace('"person"', '"nobody"'));
const removed = (at: number, list = entries) => list.toSpliced(at, 1);
const inserted = (at: number, list = entries) => list.toSpliced(at, 0, entryAt(9_999));
const swapped = (a: number, b: number, list = entries) => list.with(a, list[b] as string).with(b, list[a] as string);

const keys = [log];
const verify = (published: Partial<Published>, more: Partial<VerifyOptions> = {}) => verifyLedger({ get: serve({ ...good, ...published }).get, keys, ...more });

/** What was told instead of that all is well. */
async function told(published: Partial<Published>, more: Partial<VerifyOptions> = {}): Promise<Untrue> {
  const problem: unknown = await verify(published, more).then((found) => expect.fail(`believed, all ${found.checkpoint.size} entries`), (caught: unknown) => caught);
  if (!(problem instanceof Untrue)) throw problem;
  return problem;
}

describe("a ledger that is as it was signed", () => {
  it.each([0, 1, 2, 255, 256, 257, 511, 512, 513, size])("is believed, of %i entries", async (many) => {
    const some = honest(entries.slice(0, many), sizes);
    const found = await verify(some);
    expect([found.checkpoint.origin, found.checkpoint.size, found.note, found.seenBy, found.permits]).toEqual([origin, many, some.checkpoint, [], null]);
    expect(found.bytes).toBe(entries.slice(0, many).reduce((sum, entry) => sum + Buffer.byteLength(entry), 0));
  });

  it("is believed with each checkpoint kept from before", async () => {
    for (const since of good.history) expect((await verify({}, { since })).checkpoint.size).toBe(size);
    expect((await verify({}, { since: signed(good.tiles, 0, log) })).checkpoint.size).toBe(size);
  });

  it("and with its own, kept for the next time, when it has grown", async () => {
    const { note } = await verify(honest(entries.slice(0, 257)));
    expect((await verify({}, { since: note })).checkpoint.size).toBe(size);
  });

  it("is read once, file by file, and only what it publishes", async () => {
    const { get, asked } = serve(good);
    await verifyLedger({ get, keys });
    expect(asked.toSorted()).toEqual(["checkpoint", "history/0", "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"].toSorted());
  });

  it("tells how far the reading is", async () => {
    const progress: [number, number][] = [];
    await verify({}, { onProgress: (read, all) => progress.push([read, all]) });
    expect(progress).toEqual([[256, size], [512, size], [size, size]]);
  });

  it("is believed however many bundles are asked for at once", async () => {
    for (const atOnce of [1, 2, 3, 100]) expect((await verify({}, { atOnce })).checkpoint.size).toBe(size);
    expect((await told({ entries: changed(300), tiles: good.tiles }, { atOnce: 1 })).position).toBe(300);
  });

  it("is asked for its key where none is given, which says only that it agrees with itself", async () => {
    expect((await verify({}, { keys: [] })).checkpoint.size).toBe(size);
    const other = signerOf(origin, secretOf(9));
    const tiles = treeOf(changed(5));
    const theirs = { entries: changed(5), tiles, key: other.text, checkpoint: signed(tiles, size, other), history: [] };
    expect((await verify(theirs, { keys: [] })).checkpoint.size).toBe(size);
    expect((await told(theirs)).message).toMatch(/published checkpoint cannot be trusted/);
  });

  it("is believed by an old and a new key while it has both", async () => {
    const fresh = signerOf(origin, secretOf(9));
    const both = { checkpoint: signed(good.tiles, size, fresh, log), key: `${fresh.text}\n${log.text}` };
    for (const known of [[fresh], [log], [fresh, log], []]) expect((await verify(both, { keys: known })).checkpoint.size).toBe(size);
  });

  it("is believed by a new key alone, though its past was signed by an old one", async () => {
    const fresh = signerOf(origin, secretOf(9));
    expect((await verify({ checkpoint: signed(good.tiles, size, fresh) }, { keys: [fresh] })).checkpoint.size).toBe(size);
  });

  it("has been seen by the witnesses that are asked for", async () => {
    const checkpoint = good.checkpoint + signatureLine(south, text(good.checkpoint), 5) + signatureLine(north, text(good.checkpoint), 6);
    expect((await verify({ checkpoint }, { witnesses: [north, south] })).seenBy).toEqual(["south.example/witness", "north.example/witness"]);
    expect((await verify({ checkpoint }, { witnesses: [north] })).seenBy).toEqual(["north.example/witness"]);
    expect((await verify({ checkpoint })).seenBy).toEqual([]);
  });

  it("agrees with the register, page by page", async () => {
    expect((await verify({}, { register: registerOf(permits) })).permits).toBe(20);
    expect((await verify({}, { register: registerOf(permits.toReversed()) })).permits).toBe(20);
    // An entry of a permit that changed nothing, such as an attempt, grants none.
    expect((await verify(honest([entries[25] as string]), { register: registerOf([]) })).permits).toBe(0);
  });

  it("has a history of any length", async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => `{"n":${n}}`);
    const long = honest(many, many.map((_, n) => n + 1));
    const { get, asked } = serve(long);
    expect((await verifyLedger({ get, keys })).checkpoint.size).toBe(2_500);
    expect(asked.filter((path) => path.startsWith("history"))).toEqual(["history/0", "history/1001", "history/2001"]);
    const tampered = many.with(1_234, "{}");
    expect((await told({ ...long, entries: tampered, tiles: treeOf(tampered) })).position).toBe(1_234);
  });

  it("has a history of more checkpoints than a call takes arguments", async () => {
    const lines = good.checkpoint.slice(good.checkpoint.indexOf("\n", good.checkpoint.indexOf("\n") + 1));
    const page = (from: number) => Buffer.from(JSON.stringify(Array.from({ length: from < 150_000 ? 1_000 : 1 }, (_, n) => `${origin}\n${from + n}${lines}`)));
    const { get } = serve(honest(entries.slice(0, 2)));
    const from = (path: string) => Math.max(3, Number(path.split("/")[1]));
    expect((await verifyLedger({ keys, get: async (path) => (path.startsWith("history/") ? page(from(path)) : get(path)) })).checkpoint.size).toBe(2);
  });
});

describe("is noticed, and where:", () => {
  const [all, some] = [treeOf(changed(300)), treeOf(changed(550))];
  /** A bundle that is not there, nor any beginning of it. */
  const gone = (bundle: string) => Object.fromEntries([bundle, ...Array.from({ length: 255 }, (_, n) => `${bundle}.p/${n + 1}`)].map((path) => [`tile/entries/${path}`, null]));
  const level = (below: Tree, above = good.tiles) => (of: number) => (of === 0 ? below : above);
  const flipped = (hash: number, many: number, height: number) => Buffer.concat((good.tiles[height] as Hash[]).slice(0, many).map((each, n) => (n === hash ? leafHash("another") : each)));

  it.each<[string, Partial<Published>, number | null, RegExp]>([
    ["the first entry changed", { entries: changed(0), tiles: good.tiles }, 0, /^Entry 0 is not what was sealed/],
    ["an entry changed", { entries: changed(300), tiles: good.tiles }, 300, /^Entry 300 is not what was sealed/],
    ["the last of a bundle changed", { entries: changed(511), tiles: good.tiles }, 511, /^Entry 511 is not/],
    ["the last entry changed", { entries: changed(599), tiles: good.tiles }, 599, /^Entry 599 is not/],
    ["two entries changed", { entries: changed(300, changed(400)), tiles: good.tiles }, 300, /^Entry 300 is not/],
    ["an entry emptied", { entries: entries.with(300, ""), tiles: good.tiles }, 300, /^Entry 300 is not/],
    ["an entry changed together with its tile", { entries: changed(300), tiles: level(all) }, 256, /^The tree over the entries 256 to 511 has another hash than its tile tile\/1\/000\.p\/2 says/],
    ["an entry changed together with its tile, which is still growing", { entries: changed(550), tiles: level(some) }, 450, /between positions 450 and 598/],
    ["an entry changed and all that follows from it, but not signed", { entries: changed(300), tiles: all }, 300, /between positions 300 and 449/],
    ["the same at the end of a stretch between two checkpoints", { entries: changed(299), tiles: treeOf(changed(299)) }, 256, /between positions 256 and 299/],
    ["the same before the first checkpoint", { entries: changed(0), tiles: treeOf(changed(0)) }, 0, /between positions 0 and 0/],
    ["the same after the last but one", { entries: changed(599), tiles: treeOf(changed(599)) }, 599, /between positions 599 and 599/],
    ["the same where the past tells nothing", { entries: changed(300), tiles: all, history: [] }, 0, /altered from position 0 on/],
    ["the same where the past ends early", { entries: changed(300), tiles: all, history: good.history.slice(0, 2) }, 100, /altered from position 100 on/],
    ["the same where the past comes in another order", { entries: changed(300), tiles: all, history: good.history.toReversed() }, 300, /between positions 300 and 449/],
    ["an entry removed", { entries: removed(300), tiles: good.tiles, isShort: true }, 300, /^Entry 300 is not/],
    ["the first entry removed", { entries: removed(0), tiles: good.tiles, isShort: true }, 0, /^Entry 0 is not/],
    ["one of the last entries removed", { entries: removed(550), tiles: good.tiles, isShort: true }, 550, /^Entry 550 is missing/],
    ["one of the last entries removed, and less of their bundle served", { entries: removed(550), tiles: good.tiles }, 550, /^Entry 550 is missing/],
    ["an entry removed, and those of other bundles left in their place", { files: { "tile/entries/001": bundleOf(removed(300).slice(256, 511)) } }, 300, /^Entry 300 is missing/],
    ["an entry removed and all that follows from it", { entries: removed(300), tiles: treeOf(removed(300)), isShort: true }, 300, /between positions 300 and 449/],
    ["the same where the past tells nothing", { entries: removed(300), tiles: treeOf(removed(300)), isShort: true, history: [] }, 599, /^Entry 599 is missing/],
    ["two entries swapped", { entries: swapped(300, 310), tiles: good.tiles }, 300, /^Entry 300 is not/],
    ["two entries swapped, far from each other", { entries: swapped(10, 590), tiles: good.tiles }, 10, /^Entry 10 is not/],
    ["two entries swapped and all that follows from it", { entries: swapped(310, 440), tiles: treeOf(swapped(310, 440)) }, 300, /between positions 300 and 449/],
    ["an entry inserted", { entries: inserted(300), tiles: good.tiles }, 300, /^Entry 300 is not/],
    ["an entry inserted before all", { entries: inserted(0), tiles: good.tiles }, 0, /^Entry 0 is not/],
    ["an entry inserted, and those of other bundles left in their place", { files: { "tile/entries/001": bundleOf(inserted(300).slice(256, 513)) } }, 300, /^Entry 300 is not what was sealed/],
    ["an entry added behind the last of a bundle", { files: { "tile/entries/001": bundleOf([...entries.slice(256, 512), entryAt(9_999)]) } }, 512, /more entries than/],
    ["an entry added at the end", { files: { "tile/entries/002.p/88": bundleOf([...entries.slice(512), entryAt(9_999)]) } }, 600, /more entries than/],
    ["an entry inserted and all that follows from it", { entries: inserted(300).slice(0, size), tiles: treeOf(inserted(300).slice(0, size)) }, 300, /between positions 300 and 449/],
    ["an entry twice", { entries: entries.toSpliced(300, 0, entries[299] as string), tiles: good.tiles }, 300, /^Entry 300 is not/],
    ["the end cut off, but not from the checkpoint", { entries: entries.slice(0, 590) }, 590, /^Entry 590 is missing: there are fewer entries than the 600 that were signed/],
    ["the same, and what is left served as if it were all", { entries: entries.slice(0, 590), isShort: true }, 590, /^Entry 590 is missing/],
    ["the last entry cut off", { entries: entries.slice(0, 599) }, 599, /^Entry 599 is missing/],
    ["the end cut off, of more than the last bundle", { entries: entries.slice(0, 400) }, 400, /^Entry 400 is missing/],
    ["the end cut off, whole bundles", { entries: entries.slice(0, 256) }, 256, /^Entry 256 is missing/],
    ["all entries gone but one", { entries: entries.slice(0, 1) }, 1, /^Entry 1 is missing/],
    ["all entries gone", { entries: [] }, 0, /^Entry 0 is missing/],
    ["the last bundle missing", { files: gone("002") }, 512, /^Entry 512 is missing/],
    ["a bundle missing", { files: gone("001") }, 256, /^Entry 256 is missing/],
    ["the first bundle missing", { files: gone("000") }, 0, /^Entry 0 is missing/],
    ["a bundle empty", { files: { "tile/entries/001": "" } }, 256, /^Entry 256 is missing/],
    ["a bundle that ends in the middle of an entry", { files: { "tile/entries/001": bundleOf(entries.slice(256, 512)).subarray(0, -1) } }, 256, /^Entry 256 is missing/],
    ["a bundle exchanged for another", { files: { "tile/entries/001": bundleOf(entries.slice(0, 256)) } }, 256, /^Entry 256 is not/],
    ["a tile missing", { files: { "tile/0/001": null } }, 256, /^The tile tile\/0\/001 is missing/],
    ["a tile with a hash too few", { files: { "tile/0/001": Buffer.concat((good.tiles[0] as Hash[]).slice(256, 511)) } }, 256, /^The tile tile\/0\/001 is missing or has another length/],
    ["a tile with a byte too many", { files: { "tile/0/002.p/88": Buffer.concat([...(good.tiles[0] as Hash[]).slice(512, 600), Uint8Array.of(0)]) } }, 512, /^The tile tile\/0\/002\.p\/88 is missing or/],
    ["a tile with another hash", { files: { "tile/0/000": flipped(17, 256, 0) } }, 17, /^Entry 17 is not/],
    ["an upper tile missing", { files: { "tile/1/000.p/2": null } }, 0, /^The tile tile\/1\/000\.p\/2 is missing/],
    ["an upper tile with another hash", { files: { "tile/1/000.p/2": flipped(1, 2, 8) } }, 256, /^The tree over the entries 256 to 511/],
    ["no checkpoint", { files: { checkpoint: null } }, null, /publishes no checkpoint/],
    ["a checkpoint that is none", { checkpoint: "<html>" }, null, /^The published checkpoint cannot be trusted: the note has no signatures\.$/],
    ["a checkpoint of another ledger", { checkpoint: signed(good.tiles, size, signerOf("other.example/ledger", secretOf(1))) }, null, /cannot be trusted/],
    ["a checkpoint signed by another key", { checkpoint: signed(good.tiles, size, signerOf(origin, secretOf(9))) }, null, /cannot be trusted: the note is signed by no key that is known/],
    ["a checkpoint with another size than was signed", { checkpoint: good.checkpoint.replace("\n600\n", "\n599\n") }, null, /cannot be trusted: the signature of lamppost.example\/ledger is not by its key/],
    ["a checkpoint with another root, signed", { checkpoint: signed(all, size, log), history: [] }, 0, /altered from position 0 on/],
    ["a past that cannot be read", { files: { "history/0": "<html>" } }, null, /earlier checkpoints cannot be read/],
    ["a past that is no list", { files: { "history/0": "{}" } }, null, /earlier checkpoints cannot be read/],
    ["a past of something else", { files: { "history/0": "[1]" } }, null, /earlier checkpoints cannot be read/],
    ["a past of texts that are no checkpoints", { files: { "history/0": JSON.stringify(Array.from({ length: 1_000 }, () => "x")) } }, null, /earlier checkpoints cannot be read/],
    ["a tree signed anew, that is not the one of its own past", { entries: changed(300), tiles: all, checkpoint: signed(all, size, log), history: good.history.slice(0, -1) }, 300, /between positions 300 and 449/],
    ["two trees of one size, both signed", { history: [...good.history.slice(0, -1), signed(all, 450, log), good.checkpoint] }, 300, /between positions 300 and 449/],
  ])("%s", async (_, published, position, words) => {
    const problem = await told(published);
    expect(problem.message).toMatch(words);
    expect(problem.position).toBe(position);
  });

  it("what the past says is believed only where it is signed", async () => {
    const other = signerOf(origin, secretOf(9));
    const theirs = [300, 450, 599, 600].map((at) => signed(all, at, other));
    // It accuses nobody, and it vouches for nobody.
    expect((await verify({ history: [...theirs, ...good.history] })).checkpoint.size).toBe(size);
    expect(await told({ entries: changed(300), tiles: all, history: [...theirs, ...good.history] })).toMatchObject({ position: 300, message: expect.stringMatching(/between positions 300 and 449/) as unknown });
  });

  it("what could not be asked for is no verdict", async () => {
    const down = new Error("connection refused");
    for (const path of ["checkpoint", "history/0", "tile/entries/000", "tile/entries/002.p/88", "tile/0/001", "tile/1/000.p/2"]) {
      const { get } = serve(good);
      await expect(verifyLedger({ keys, get: (asked) => (asked === path ? Promise.reject(down) : get(asked)) })).rejects.toBe(down);
    }
  });

  it("any entry changed, removed, inserted, doubled or swapped, in any ledger: its very position", async () => {
    const hand = fc.record({ how: fc.constantFrom("changed", "removed", "inserted", "doubled", "swapped"), many: fc.integer({ min: 2, max: 700 }), a: fc.nat(), b: fc.nat() });
    const more = [...entries, ...Array.from({ length: 100 }, (_, n) => entryAt(size + n))];
    await fc.assert(fc.asyncProperty(hand, async ({ how, many, a, b }) => {
      const list = more.slice(0, many);
      const at = a % many;
      const with_ = (at + 1 + (b % (many - 1))) % many;
      const tampered = { changed: () => changed(at, list), removed: () => removed(at, list), inserted: () => inserted(at, list), doubled: () => list.toSpliced(at, 0, list[at] as string), swapped: () => swapped(at, with_, list) }[how]();
      const first = list.findIndex((entry, n) => entry !== tampered[n]);
      if (first < 0) return;
      const ledger = honest(list, [1, 50, 256, 400]);
      expect((await told({ ...ledger, entries: tampered, isShort: true })).position).toBe(first);
      // Rebuilt as well as it can be without the key, it is told between which signed checkpoints.
      const { position } = await told({ ...ledger, entries: tampered, tiles: treeOf(tampered), isShort: true });
      const signedSizes = [0, 1, 50, 256, 400].filter((each) => each < many);
      const isTold = how !== "removed" || signedSizes.some((each) => each > first);
      expect(position).toBe(isTold ? signedSizes.findLast((each) => each <= first) : many - 1);
    }), { seed: 1, numRuns: 60 });
  });
});

describe("against a checkpoint that was kept", () => {
  const cut = honest(entries.slice(0, 450), sizes);
  const other = treeOf(changed(300));
  const fork = { entries: changed(300), tiles: other, checkpoint: signed(other, size, log), history: [...sizes, size].map((at) => signed(other, at, log)) };
  const at = (many: number) => signed(good.tiles, many, log);

  it.each<[string, Partial<Published>, string, number | null, RegExp]>([
    ["the end cut off, with an older checkpoint", cut, good.checkpoint, 450, /^The ledger was cut: it held 600 entries, and now 450\. Entries are missing from position 450 on\.$/],
    ["all cut off", honest([]), good.checkpoint, 0, /^The ledger was cut: it held 600 entries, and now 0/],
    ["another tree, signed with all its past", fork, at(450), 0, /^This is another ledger than the one remembered: its first 450 entries are not those that were signed then\.$/],
    ["another tree, of a size that its past does not name", fork, at(451), 0, /^This is another ledger than the one remembered: its first 451/],
    ["another tree without a past", { ...fork, history: [] }, at(301), 0, /^This is another ledger than the one remembered: its first 301/],
    ["another tree of the same size", fork, good.checkpoint, 0, /^This is another ledger than the one remembered: its first 600/],
    ["another tree, signed, whose past still tells", { ...fork, history: good.history.slice(0, -1) }, at(450), 300, /between positions 300 and 449/],
    ["an entry changed and all that follows from it, but not signed", { entries: changed(300), tiles: other }, at(450), 300, /between positions 300 and 449/],
    ["a checkpoint of another ledger, whose key is known too", {}, signed(good.tiles, 450, signerOf("other.example/ledger", secretOf(1))), null, /^The remembered checkpoint is of other\.example\/ledger, and this is lamppost\.example\/ledger\.$/],
    ["a kept checkpoint that is not signed", {}, text(at(450)), null, /^The remembered checkpoint cannot be trusted/],
    ["a kept checkpoint that was altered", {}, at(450).replace("\n450\n", "\n451\n"), null, /^The remembered checkpoint cannot be trusted/],
    ["a kept checkpoint signed by another key", {}, signed(good.tiles, 450, signerOf(origin, secretOf(9))), null, /^The remembered checkpoint cannot be trusted/],
  ])("is noticed: %s", async (_, published, since, position, words) => {
    const problem = await told(published, { since, keys: [log, signerOf("other.example/ledger", secretOf(1))] });
    expect(problem.message).toMatch(words);
    expect(problem.position).toBe(position);
  });

  it("from before the fork, or without any, a fork that was signed with all its past is believed: who keeps a checkpoint is safer", async () => {
    expect((await verify(fork, { since: at(300) })).checkpoint.size).toBe(size);
    expect((await verify(fork)).checkpoint.size).toBe(size);
  });
});

describe("by witnesses", () => {
  const line = signatureLine(north, text(good.checkpoint), 5);
  it.each<[string, string, Signer[], RegExp]>([
    ["one that is missing", "", [north], /^The witness north\.example\/witness has not signed this checkpoint\.$/],
    ["one of two that is missing", line, [north, south], /^The witness south\.example\/witness has not signed this checkpoint\.$/],
    ["one of the same name with another key", line, [signerOf(north.name, secretOf(9), "witness")], /^The witness north\.example\/witness has not signed/],
    ["one that signed another tree", signatureLine(north, text(signed(good.tiles, 450, log)), 5), [north], /cannot be trusted: the signature of north\.example\/witness is not by its key/],
    ["a ledger's key given for a witness's", line, [log], /^The witness lamppost\.example\/ledger has not signed/],
  ])("is noticed: %s", async (_, lines, witnesses, words) => {
    const problem = await told({ checkpoint: good.checkpoint + lines }, { witnesses });
    expect(problem.message).toMatch(words);
    expect(problem.position).toBeNull();
  });
});

describe("by its key", () => {
  it.each<[string, Partial<Published>, Signer[]]>([
    ["a wrong key", {}, [signerOf(origin, secretOf(9))]],
    ["the key of another ledger", {}, [signerOf("other.example/ledger", secretOf(1))]],
    ["the key of a witness", { checkpoint: good.checkpoint + signatureLine(north, text(good.checkpoint), 5) }, [north]],
    ["a key that is not the one it names", { key: signerOf(origin, secretOf(9)).text }, []],
    ["no key at all", { files: { key: null } }, []],
    ["an empty key", { files: { key: "" } }, []],
    ["a key that is none", { files: { key: "<html>\n" } }, []],
  ])("is not believed with %s", async (_, published, known) => {
    expect((await told(published, { keys: known })).position).toBeNull();
  });
});

describe("the register that disagrees is noticed:", () => {
  const register = registerOf;

  it.each<[string, typeof permits, number | null, RegExp]>([
    ["a permit that stands otherwise", permits.with(3, { ...permits[3], status: "revoked" } as (typeof permits)[number]), 90, /^The register says that permit LP-3 is revoked, and its last entry, at position 90, says active\.$/],
    ["a permit in force that was suspended", permits.with(2, { ...permits[2], status: "active" } as (typeof permits)[number]), 67, /^The register says that permit LP-2 is active, and its last entry, at position 67, says suspended\.$/],
    ["a permit in force that was revoked", permits.with(10, { ...permits[10], status: "active" } as (typeof permits)[number]), 320, /at position 320, says revoked/],
    ["a permit that is suspended and was resumed", permits.with(4, { ...permits[4], status: "suspended" } as (typeof permits)[number]), 135, /at position 135, says active/],
    ["a permit missing", permits.toSpliced(13, 1), 390, /^The ledger granted a permit at position 390 that the register does not show\.$/],
    ["the last permit missing", permits.slice(0, -1), 570, /position 570/],
    ["all permits missing", [], 20, /^The ledger granted a permit at position 20/],
    ["a permit that nobody granted", permits.toSpliced(8, 0, { id: id(2, 99), reference: "LP-99", status: "active" }), null, /^The register shows permit LP-99, and no entry of the ledger granted it\.$/],
    ["an application for a permit", permits.concat({ id: id(3, 3), reference: "LP-100", status: "draft" }), null, /^The register shows permit LP-100, and no entry/],
  ])("%s", async (_, shown, position, words) => {
    const problem = await told({}, { register: register(shown) });
    expect(problem.message).toMatch(words);
    expect(problem.position).toBe(position);
  });

  it("only where it is asked for", async () => expect((await verify({})).permits).toBeNull());

  it.each<[string, string]>([
    ["no JSON", "<html>"],
    ["nothing", ""],
    ["null", "null"],
    ["another form", '{"v":1}'],
  ])("an entry that became %s is told as what it is, not as a failure to read it", async (_, odd) => {
    expect((await told({ entries: entries.with(300, odd), tiles: good.tiles }, { register: register(permits) })).position).toBe(300);
    const tampered = entries.with(300, odd);
    expect((await told({ entries: tampered, tiles: treeOf(tampered) }, { register: register(permits) })).message).toMatch(/between positions 300 and 449/);
    // Signed as it is, the ledger holds; what became of the permits cannot be told.
    expect((await verify(honest(tampered))).checkpoint.size).toBe(size);
    expect(await told(honest(tampered), { register: register(permits) })).toMatchObject({ position: 300, message: expect.stringMatching(/^Entry 300 is as it was signed, and cannot be read/) as unknown });
  });
});

describe("a ledger of 70,000 entries, whose tree has three levels of tiles", () => {
  const many = 70_000;
  const list = Array.from({ length: many }, (_, n) => `{"n":${n}}`);
  const large = honest(list, [256, 10_000, 65_536, 69_000]);
  const at = (position: number) => list.with(position, "{}");

  it("is believed", async () => {
    const { get, asked } = serve(large);
    expect((await verifyLedger({ get, keys, since: large.history[1] as string })).checkpoint.size).toBe(many);
    expect(asked.filter((path) => /^tile\/[^0e]/.test(path)).toSorted()).toEqual(["tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]);
    expect(new Set(asked).size).toBe(asked.length);
  });

  const [early, late] = [12_345, 65_600];
  const [earlyTree, lateTree] = [treeOf(at(early)), treeOf(at(late))];
  const upTo = (level: number, below: Tree) => (of: number) => (of <= level ? below : large.tiles);

  it.each<[string, Partial<Published>, number, RegExp]>([
    ["an entry", { entries: at(early), tiles: large.tiles }, early, /^Entry 12345 is not/],
    ["an entry with its tile", { entries: at(early), tiles: upTo(0, earlyTree) }, 12_288, /^The tree over the entries 12288 to 12543 has another hash than its tile tile\/1\/000 says/],
    ["an entry with two levels of tiles", { entries: at(early), tiles: upTo(1, earlyTree) }, 0, /^The tree over the entries 0 to 65535 has another hash than its tile tile\/2\/000\.p\/1 says/],
    ["an entry with all that follows from it", { entries: at(early), tiles: earlyTree }, 10_000, /between positions 10000 and 65535/],
    ["an entry behind the first 65,536, with its tile", { entries: at(late), tiles: upTo(0, lateTree) }, 65_536, /^The tree over the entries 65536 to 65791 has another hash than its tile tile\/1\/001\.p\/17 says/],
  ])("in which something was altered is noticed, and where: %s", async (_, published, position, words) => {
    const problem = await told({ ...large, ...published });
    expect(problem.message).toMatch(words);
    expect(problem.position).toBe(position);
  });
});
