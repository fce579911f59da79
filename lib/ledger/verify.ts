import { openCheckpoint, type Checkpoint } from "@/lib/ledger/checkpoint";
import type { Leaf } from "@/lib/ledger/leaf";
import { emptyFrontier, grow, leafHash, ProofProblem, rootOf, sameHash, type Hash } from "@/lib/ledger/merkle";
import { NoteProblem, readVerifier, type Verifier } from "@/lib/ledger/note";
import { countAt, readBundle, splitHashes, tileHeight, tilePath, tileWidth, widthOf } from "@/lib/ledger/tiles";

/*
 * Verifying a ledger from outside: with nothing but what it publishes and the key by which it signs. Nothing of the portal's own database,
 * sessions or code that writes is used.
 */

/** What is wrong, where: in a sentence. `position` is the first entry that is not as it was signed, where one can be named. */
export class Untrue extends Error {
  override name = "Untrue";
  constructor(
    message: string,
    readonly position: number | null = null,
  ) {
    super(message);
  }
}

export interface VerifyOptions {
  /** Reads a published file by its path under the ledger's address, such as "checkpoint"; null where there is none. */
  get(path: string): Promise<Uint8Array | null>;
  /** The ledger's keys. Left out, it is asked for its own: that shows only that it agrees with itself. */
  keys?: readonly Verifier[];
  /** Keys of witnesses; each of them must have signed. */
  witnesses?: readonly Verifier[];
  /** A checkpoint that was kept from before, signed. */
  since?: string;
  /** Also replay the permits, and compare them with what the register says of them now. */
  register?(after: string): Promise<{ permits: { id: string; reference: string; status: string }[]; next: string | null }>;
  /** Called now and then with how many entries were read. */
  onProgress?(read: number, size: number): void;
  /** Bundles asked for at the same time. */
  atOnce?: number;
}

export interface Verified {
  checkpoint: Checkpoint;
  /** the signed checkpoint, to be kept for the next time */
  note: string;
  /** the key that signed it */
  key: string;
  seenBy: string[];
  bytes: number;
  /** how many permits were replayed; null where that was not asked for */
  permits: number | null;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

function opened(note: string, keys: readonly Verifier[], witnesses: readonly Verifier[], which: string) {
  try {
    return openCheckpoint(note, keys, witnesses);
  } catch (problem) {
    if (problem instanceof NoteProblem || problem instanceof ProofProblem) throw new Untrue(`The ${which} checkpoint cannot be trusted: ${problem.message}.`);
    throw problem;
  }
}

/** Compares the hashes of tiles of a level with what was computed, as they come. */
class TileCheck {
  private hashes: Hash[] = [];
  private tile = 0;
  constructor(
    private readonly level: number,
    private readonly size: number,
    private readonly get: VerifyOptions["get"],
  ) {}

  /** @throws {Untrue} at the end of a tile whose hashes are others */
  async add(hash: Hash): Promise<void> {
    this.hashes.push(hash);
    if (this.hashes.length === widthOf(this.level, this.tile, this.size)) await this.close();
  }

  private async close(): Promise<void> {
    const path = tilePath({ level: this.level, index: this.tile, width: this.hashes.length });
    const bytes = await this.get(path);
    const span = tileWidth ** this.level;
    const first = this.tile * tileWidth * span;
    if (bytes?.length !== this.hashes.length * 32) throw new Untrue(`The tile ${path} is missing or has another length: the tree over the entries from position ${first} on is not whole.`, first);
    splitHashes(bytes).forEach((hash, n) => {
      if (sameHash(hash, this.hashes[n] as Hash)) return;
      const at = first + n * span;
      throw new Untrue(span === 1 ? `Entry ${at} is not what was sealed: its hash is another.` : `The tree over the entries ${at} to ${at + span - 1} has another hash than its tile ${path} says.`, at);
    });
    this.tile += 1;
    this.hashes = [];
  }
}

/** Which keys to check by: those that were given, or those that the ledger names. */
async function keysOf({ get, keys }: VerifyOptions): Promise<readonly Verifier[]> {
  if (keys && keys.length > 0) return keys;
  const told = await get("key");
  if (!told) throw new Untrue("The ledger does not publish its key.");
  return text(told).split("\n").filter(Boolean).map(readVerifier);
}

/**
 * Where a tree whose entries and tiles agree with each other is still not the one that was signed: the earliest signed checkpoint that it
 * does not continue tells between which positions it was altered.
 */
async function firstFalse(options: VerifyOptions, keys: readonly Verifier[], roots: ReadonlyMap<number, Hash>): Promise<Untrue> {
  let good = 0;
  for (const [size, note] of await signedBefore(options)) {
    const root = roots.get(size);
    const signed = opened(note, keys, [], "earlier");
    if (!root) continue;
    if (!sameHash(root, signed.root)) return new Untrue(`The entries are not those that were signed: something was altered between positions ${good} and ${size - 1}.`, good);
    good = size;
  }
  return new Untrue(`The entries do not lead to the root that was signed: something was altered from position ${good} on.`, good);
}

async function signedBefore({ get }: VerifyOptions): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let from = 0; ; ) {
    const page = await get(`history/${from}`);
    const notes = page ? (JSON.parse(text(page)) as string[]) : [];
    for (const note of notes) found.set(Number(note.split("\n")[1]), note);
    const last = Math.max(0, ...found.keys());
    if (notes.length < 1_000 || last < from) return found;
    from = last + 1;
  }
}

/**
 * Checks a whole ledger: its signatures, every entry, every tile, that it continues a checkpoint kept from before, and where asked that
 * each permit in the register stands as its entries say. Memory does not grow with the ledger, save for one status a permit.
 * @throws {Untrue} at the first thing that is not as it was signed
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verified> {
  const { get, witnesses = [], since } = options;
  const keys = await keysOf(options);
  const published = await get("checkpoint");
  if (!published) throw new Untrue("The ledger publishes no checkpoint.");
  const note = text(published);
  const checkpoint = opened(note, keys, witnesses, "published");
  for (const { text: key, name } of witnesses) if (!checkpoint.seenBy.some(({ verifier }) => verifier.text === key)) throw new Untrue(`The witness ${name} has not signed this checkpoint.`);
  const before = since ? opened(since, keys, [], "remembered") : null;
  if (before && before.origin !== checkpoint.origin) throw new Untrue(`The remembered checkpoint is of ${before.origin}, and this is ${checkpoint.origin}.`);
  const { size } = checkpoint;
  if (before && before.size > size) throw new Untrue(`The ledger was cut: it held ${before.size} entries, and now ${size}. Entries are missing from position ${size} on.`, size);

  const wanted = new Set<number>([...(before ? [before.size] : []), ...(await signedBefore(options)).keys()]);
  const roots = new Map<number, Hash>();
  const levels = Array.from({ length: Math.max(1, Math.ceil(Math.log(Math.max(size, 2)) / Math.log(tileWidth))) + 1 }, (_, level) => level).filter((level) => countAt(level, size) > 0);
  const checks = levels.map((level) => new TileCheck(level, size, get));
  const statuses = new Map<string, { status: string; position: number }>();
  let frontier = emptyFrontier();
  let bytes = 0;
  const complete: [level: number, hash: Hash][] = [];
  const onNode = (height: number, _: number, hash: Hash) => {
    if (height > 0 && height % tileHeight === 0) complete.push([height / tileHeight, hash]);
  };
  for await (const { index, entries } of bundles(options, size)) {
    const width = widthOf(0, index, size);
    if (!entries || entries.length !== width) {
      const at = index * tileWidth + (entries?.length ?? 0);
      throw new Untrue(`Entry ${at} is missing: there are fewer entries than the ${size} that were signed.`, at);
    }
    for (const entry of entries) {
      bytes += entry.length;
      const hash = leafHash(entry);
      if (options.register) noteStatus(statuses, entry, frontier.size);
      frontier = grow(frontier, hash, onNode);
      await checks[0]?.add(hash);
      for (const [level, root] of complete.splice(0)) await checks[level]?.add(root);
      if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier));
    }
    options.onProgress?.(frontier.size, size);
  }
  if (before && before.size > 0 && !sameHash(roots.get(before.size) ?? before.root, before.root)) throw new Untrue(`This is another ledger than the one remembered: its first ${before.size} entries are not those that were signed then. ${(await firstFalse(options, keys, roots)).message}`, 0);
  if (!sameHash(rootOf(frontier), checkpoint.root)) throw await firstFalse(options, keys, roots);
  return { checkpoint, note, key: checkpoint.by.text, seenBy: checkpoint.seenBy.map(({ verifier }) => verifier.name), bytes, permits: options.register ? await compared(options.register, statuses) : null };
}

/** Every bundle of entries in its order, a few of them asked for ahead. */
async function* bundles({ get, atOnce = 8 }: VerifyOptions, size: number): AsyncGenerator<{ index: number; entries: Uint8Array[] | null }> {
  const count = Math.ceil(size / tileWidth);
  const ask = async (index: number) => {
    const bytes = await get(tilePath({ level: "entries", index, width: widthOf(0, index, size) }));
    return bytes && readBundle(bytes);
  };
  const ahead = Array.from({ length: Math.min(atOnce, count) }, (_, index) => ask(index));
  // One that fails is told when its turn comes.
  for (const each of ahead) each.catch(() => undefined);
  for (let index = 0; index < count; index++) {
    const entries = await (ahead.shift() as Promise<Uint8Array[] | null>);
    if (index + atOnce < count) {
      const next = ask(index + atOnce);
      next.catch(() => undefined);
      ahead.push(next);
    }
    yield { index, entries };
  }
}

function noteStatus(statuses: Map<string, { status: string; position: number }>, entry: Uint8Array, position: number): void {
  const leaf = JSON.parse(text(entry)) as Leaf;
  if (leaf.subject.type === "Permit" && leaf.subject.id && leaf.to) statuses.set(leaf.subject.id, { status: leaf.to, position });
}

/** Each permit as the register shows it, against what its entries say. @throws {Untrue} */
async function compared(register: NonNullable<VerifyOptions["register"]>, statuses: Map<string, { status: string; position: number }>): Promise<number> {
  const left = new Map(statuses);
  for (let after: string | null = ""; after !== null; ) {
    const page: Awaited<ReturnType<typeof register>> = await register(after);
    for (const { id, reference, status } of page.permits) {
      const replayed = left.get(id);
      if (!replayed) throw new Untrue(`The register shows permit ${reference}, and no entry of the ledger granted it.`);
      if (replayed.status !== status) throw new Untrue(`The register says that permit ${reference} is ${status}, and its last entry, at position ${replayed.position}, says ${replayed.status}.`, replayed.position);
      left.delete(id);
    }
    after = page.next;
  }
  const [missing] = left;
  if (missing) throw new Untrue(`The ledger granted a permit at position ${missing[1].position} that the register does not show.`, missing[1].position);
  return statuses.size;
}

/** Reads a ledger's files over HTTP. @param address of the ledger, such as https://lamppost.example/ledger */
export function overHttp(address: string): { get: VerifyOptions["get"]; register: NonNullable<VerifyOptions["register"]> } {
  const base = address.replace(/\/$/, "");
  const read = async (url: string): Promise<Uint8Array | null> => {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(30_000) });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return {
    get: (path) => read(`${base}/${path}`),
    async register(after) {
      const page = await read(`${base.replace(/\/ledger$/, "")}/permits.json?after=${encodeURIComponent(after)}`);
      if (!page) throw new Error("the register's list of permits is not there");
      return JSON.parse(text(page)) as Awaited<ReturnType<NonNullable<VerifyOptions["register"]>>>;
    },
  };
}
