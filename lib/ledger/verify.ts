import { openCheckpoint, readCheckpointText, type Checkpoint } from "@/lib/ledger/checkpoint";
import type { Leaf } from "@/lib/ledger/leaf";
import { emptyFrontier, growInPlace, leafHash, ProofProblem, rootOf, sameHash, type Hash } from "@/lib/ledger/merkle";
import { NoteProblem, readNote, readVerifier, type Verifier } from "@/lib/ledger/note";
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

/** Checks that are under way, told in the order in which they began, however they end. */
class InOrder {
  private readonly begun: Promise<void>[] = [];
  constructor(private readonly atOnce: number) {}

  /** Waits for the first where so many are under way. @throws what that one found */
  async add(check: Promise<void>): Promise<void> {
    // One that fails is told when its turn comes.
    check.catch(() => undefined);
    this.begun.push(check);
    if (this.begun.length >= this.atOnce) await this.begun.shift();
  }

  /** @throws what the first that failed found */
  async end(): Promise<void> {
    for (const check of this.begun.splice(0)) await check;
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
    private readonly underWay: InOrder,
  ) {}

  /** At the end of a tile it asks for it. What that finds is told by those under way. */
  add(hash: Hash): Promise<void> | undefined {
    this.hashes.push(hash);
    if (this.hashes.length < widthOf(this.level, this.tile, this.size)) return undefined;
    const check = this.compared(this.tile, this.hashes);
    this.tile += 1;
    this.hashes = [];
    return this.underWay.add(check);
  }

  /** Of a tile that did not become whole: the position of the first hash that is another than its own; null where all that came are its own. */
  async firstOther(): Promise<number | null> {
    const bytes = await this.get(tilePath({ level: this.level, index: this.tile, width: widthOf(this.level, this.tile, this.size) }));
    const own = splitHashes(bytes ?? new Uint8Array());
    const n = this.hashes.findIndex((hash, at) => !sameHash(hash, own[at] ?? hash));
    return n < 0 ? null : (this.tile * tileWidth + n) * tileWidth ** this.level;
  }

  /** @throws {Untrue} where a tile has other hashes than were computed */
  private async compared(tile: number, hashes: readonly Hash[]): Promise<void> {
    const path = tilePath({ level: this.level, index: tile, width: hashes.length });
    const bytes = await this.get(path);
    const span = tileWidth ** this.level;
    const first = tile * tileWidth * span;
    if (bytes?.length !== hashes.length * 32) throw new Untrue(`The tile ${path} is missing or has another length: the tree over the entries from position ${first} on is not whole.`, first);
    const whole = Buffer.concat(hashes);
    if (sameHash(whole, bytes)) return;
    const n = splitHashes(bytes).findIndex((hash, at) => !sameHash(hash, hashes[at] as Hash));
    const at = first + n * span;
    throw new Untrue(span === 1 ? `Entry ${at} is not what was sealed: its hash is another.` : `The tree over the entries ${at} to ${at + span - 1} has another hash than its tile ${path} says.`, at);
  }
}

/** Which keys to check by: those that were given, or those that the ledger names. */
async function keysOf({ get, keys }: VerifyOptions): Promise<readonly Verifier[]> {
  if (keys && keys.length > 0) return keys;
  const told = await get("key");
  if (!told) throw new Untrue("The ledger does not publish its key.");
  try {
    return text(told).split("\n").filter(Boolean).map(readVerifier);
  } catch (problem) {
    if (problem instanceof NoteProblem) throw new Untrue(`The ledger's key cannot be read: ${problem.message}.`);
    throw problem;
  }
}

/** A checkpoint of the past, as the ledger tells it; that it is signed is still to be shown. */
interface Past {
  size: number;
  root: Hash;
  note: string;
}

/**
 * Where a tree whose entries and tiles agree with each other is still not the one that was signed: the earliest signed checkpoint that it
 * does not continue tells between which positions it was altered. `to` is null where there is none such. What none of the keys signed
 * tells nothing: it may be by a key of the past.
 */
function firstFalse(past: readonly Past[], keys: readonly Verifier[], roots: ReadonlyMap<number, Hash>): { from: number; to: number | null } {
  const isSigned = ({ note }: Past): boolean => {
    try {
      return openCheckpoint(note, keys).size >= 0;
    } catch (problem) {
      if (problem instanceof NoteProblem || problem instanceof ProofProblem) return false;
      throw problem;
    }
  };
  const known = past.filter((each) => roots.has(each.size) && isSigned(each));
  const wrong = known.find(({ size, root }) => !sameHash(roots.get(size) as Hash, root));
  const right = known.findLast(({ size }) => !wrong || size < wrong.size);
  return { from: right?.size ?? 0, to: wrong ? wrong.size - 1 : null };
}

const altered = ({ from, to }: ReturnType<typeof firstFalse>): Untrue =>
  new Untrue(to === null ? `The entries do not lead to the root that was signed: something was altered from position ${from} on.` : `The entries are not those that were signed: something was altered between positions ${from} and ${to}.`, from);

/** What there is of checkpoints of the past, smallest first. @throws {Untrue} where it cannot be read */
async function signedBefore({ get }: VerifyOptions): Promise<Past[]> {
  const found: Past[] = [];
  for (let from = 0, last = -1; ; from = last + 1) {
    const page = await get(`history/${from}`);
    const some = page ? readPast(text(page)) : [];
    for (const each of some) {
      found.push(each);
      last = Math.max(last, each.size);
    }
    if (some.length < 1_000 || last < from) return found.sort((a, b) => a.size - b.size);
  }
}

function readPast(page: string): Past[] {
  try {
    return (JSON.parse(page) as string[]).map((note) => {
      const { size, root } = readCheckpointText(readNote(note).text);
      return { size, root, note };
    });
  } catch {
    throw new Untrue("The ledger's earlier checkpoints cannot be read.");
  }
}

/**
 * Checks a whole ledger: its signatures, every entry, every tile, that it continues a checkpoint kept from before, and where asked that
 * each permit in the register stands as its entries say. Memory does not grow with the ledger, save for one status a permit and its signed
 * checkpoints of the past.
 * @throws {Untrue} at the first thing that is not as it was signed
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verified> {
  for (let tries = 1; ; tries++) {
    try {
      return await verifyOnce(options);
    } catch (problem) {
      // A permit that was decided while the entries were being read: the register has it, and the checkpoint of a moment ago did not.
      if (!(problem instanceof Differs) || tries === 3 || !(await hasGrown(options, problem.size))) throw problem;
    }
  }
}

/** The register says something else than the entries of a checkpoint of this size. */
class Differs extends Untrue {
  constructor(
    message: string,
    position: number | null,
    readonly size: number,
  ) {
    super(message, position);
  }
}

async function hasGrown({ get }: VerifyOptions, size: number): Promise<boolean> {
  const note = await get("checkpoint");
  return note !== null && readCheckpointText(readNote(text(note)).text).size > size;
}

async function verifyOnce(options: VerifyOptions): Promise<Verified> {
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

  const past = await signedBefore(options);
  const wanted = new Set(past.map((each) => each.size));
  if (before) wanted.add(before.size);
  const roots = new Map<number, Hash>();
  const levels = Array.from({ length: Math.max(1, Math.ceil(Math.log(Math.max(size, 2)) / Math.log(tileWidth))) + 1 }, (_, level) => level).filter((level) => countAt(level, size) > 0);
  const underWay = new InOrder(options.atOnce ?? 8);
  const checks = levels.map((level) => new TileCheck(level, size, get, underWay));
  const statuses = new Map<string, { status: string; position: number }>();
  const frontier = emptyFrontier();
  let bytes = 0;
  let unreadable: number | null = null;
  const complete: [level: number, hash: Hash][] = [];
  const onNode = (height: number, _: number, hash: Hash) => {
    if (height % tileHeight === 0) complete.push([height / tileHeight, hash]);
  };
  for await (const { index, entries } of bundles(options, size)) {
    const width = widthOf(0, index, size);
    for (const entry of (entries ?? []).slice(0, width)) {
      bytes += entry.length;
      const hash = leafHash(entry);
      if (options.register && !noteStatus(statuses, entry, frontier.size)) unreadable ??= frontier.size;
      growInPlace(frontier, hash, onNode);
      const asked = checks[0]?.add(hash);
      if (asked) await asked;
      if (complete.length > 0) for (const [level, root] of complete.splice(0)) await checks[level]?.add(root);
      if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier));
    }
    const end = index * tileWidth + width;
    // What a tile shows names the place more nearly.
    if (frontier.size < end || (entries && entries.length > width)) await underWay.end();
    if (entries && entries.length > width) throw new Untrue(`Entry ${end} was never signed: there are more entries than the ${size} that were.`, end);
    if (frontier.size < end) throw missing(frontier.size, size, (await checks[0]?.firstOther()) ?? null, firstFalse(past, keys, roots));
    options.onProgress?.(frontier.size, size);
  }
  await underWay.end();
  const isRight = sameHash(rootOf(frontier), checkpoint.root);
  // Signatures take their time: those of the past are looked at only where it tells something else.
  const isOneWithPast = past.every((each) => sameHash(roots.get(each.size) ?? each.root, each.root));
  const stretch = isRight && isOneWithPast ? null : firstFalse(past, keys, roots);
  if (stretch && (!isRight || stretch.to !== null)) throw altered(stretch);
  // Signed twice, and differently: where it was altered its own past does not tell.
  if (before && before.size > 0 && !sameHash(roots.get(before.size) ?? before.root, before.root)) throw new Untrue(`This is another ledger than the one remembered: its first ${before.size} entries are not those that were signed then.`, 0);
  if (unreadable !== null) throw new Untrue(`Entry ${unreadable} is as it was signed, and cannot be read: what became of the permits cannot be told.`, unreadable);
  return { checkpoint, note, key: checkpoint.by.text, seenBy: checkpoint.seenBy.map(({ verifier }) => verifier.name), bytes, permits: options.register ? await compared(options.register, statuses, size) : null };
}

/** What is wrong where entries end before their end: the first that is another than its tile says, or what the past tells, or what is not there. */
function missing(at: number, size: number, other: number | null, stretch: ReturnType<typeof firstFalse>): Untrue {
  if (other === null && stretch.to !== null) return altered(stretch);
  return new Untrue(`Entry ${other ?? at} is missing: there are fewer entries than the ${size} that were signed.`, other ?? at);
}

/** What there is of a bundle that is not as long as it was signed to be: so that the first entry that is missing can be named. */
async function longest(get: VerifyOptions["get"], index: number, width: number): Promise<Uint8Array | null> {
  let [there, found, missing] = [0, null as Uint8Array | null, width];
  while (missing - there > 1) {
    const middle = Math.floor((there + missing) / 2);
    const bytes = await get(tilePath({ level: "entries", index, width: middle }));
    if (bytes) [there, found] = [middle, bytes];
    else missing = middle;
  }
  return found;
}

/** Every bundle of entries in its order, a few of them asked for ahead. */
async function* bundles({ get, atOnce = 8 }: VerifyOptions, size: number): AsyncGenerator<{ index: number; entries: Uint8Array[] | null }> {
  const count = Math.ceil(size / tileWidth);
  const ask = async (index: number) => {
    const wanted = widthOf(0, index, size);
    const bytes = (await get(tilePath({ level: "entries", index, width: wanted }))) ?? (await longest(get, index, wanted));
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

/** False where the entry cannot be read. It may be one that was altered, and is told as that. */
function noteStatus(statuses: Map<string, { status: string; position: number }>, entry: Uint8Array, position: number): boolean {
  try {
    const leaf = JSON.parse(text(entry)) as Leaf;
    if (leaf.subject.type === "Permit" && leaf.subject.id && leaf.to) statuses.set(leaf.subject.id, { status: leaf.to, position });
    return true;
  } catch {
    return false;
  }
}

/** Each permit as the register shows it, against what its entries say. @throws {Untrue} */
async function compared(register: NonNullable<VerifyOptions["register"]>, statuses: Map<string, { status: string; position: number }>, size: number): Promise<number> {
  const left = new Map(statuses);
  for (let after: string | null = ""; after !== null; ) {
    const page: Awaited<ReturnType<typeof register>> = await register(after);
    for (const { id, reference, status } of page.permits) {
      const replayed = left.get(id);
      if (!replayed) throw new Differs(`The register shows permit ${reference}, and no entry of the ledger granted it.`, null, size);
      if (replayed.status !== status) throw new Differs(`The register says that permit ${reference} is ${status}, and its last entry, at position ${replayed.position}, says ${replayed.status}.`, replayed.position, size);
      left.delete(id);
    }
    after = page.next;
  }
  const [missing] = left;
  if (missing) throw new Differs(`The ledger granted a permit at position ${missing[1].position} that the register does not show.`, missing[1].position, size);
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
