import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

export type Encoding = "br" | "gzip" | "identity";

/** An answer that is the same for everyone who asks the same, in each way in which it is sent. */
export class KeptAnswer {
  readonly etag: string;
  private readonly encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: Buffer,
    /** that never changes: worth packing as small as it gets */
    readonly isForGood = false,
  ) {
    this.etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  }

  /** The body as it is sent. Each way is worked out at most once. */
  bytes(encoding: Encoding): Promise<Buffer> {
    let bytes = this.encoded.get(encoding);
    if (!bytes) {
      bytes =
        encoding === "br"
          ? brotli(this.body, { params: { [constants.BROTLI_PARAM_QUALITY]: this.isForGood ? 11 : 5, [constants.BROTLI_PARAM_SIZE_HINT]: this.body.length } })
          : encoding === "gzip"
            ? gzipped(this.body)
            : Promise.resolve(this.body);
      this.encoded.set(encoding, bytes);
    }
    return bytes;
  }
}

/** Of what a browser accepts, what is smallest. What it gives no word to, or refuses by `q=0`, it is not sent. */
export function encodingFor(accepts: string | undefined): Encoding {
  const wanted = new Set<string>();
  for (const part of (accepts ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    if (!parameters.some((each) => /^q=0(\.0*)?$/.test(each))) wanted.add(name);
  }
  return wanted.has("br") ? "br" : wanted.has("gzip") ? "gzip" : "identity";
}

interface Entry {
  answer: Promise<KeptAnswer>;
  /** milliseconds on a clock that only goes forward */
  until: number;
  size: number;
}

/**
 * Answers kept for a moment, so that a page which many ask for at once is worked out once. What nobody may get any more goes, and those asked for longest ago make room for others: what
 * is kept stays within `mostBytes`, whatever is asked.
 */
export class KeptAnswers {
  private readonly entries = new Map<string, Entry>();
  private size = 0;

  constructor(
    private readonly options: { forMs: number; mostBytes: number; now?: () => number },
  ) {}

  private now = (): number => (this.options.now ?? performance.now.bind(performance))();

  /**
   * The answer kept under this key, or a new one. Whoever asks while it is worked out waits for the same. What failed, or says of itself that it is not to be
   * kept, is asked anew by the next.
   */
  async get(key: string, make: () => Promise<{ answer: KeptAnswer; isKept: boolean }>): Promise<KeptAnswer> {
    const known = this.entries.get(key);
    if (known && known.until > this.now()) {
      // The last asked for goes to the end: the first is the one to make room.
      this.entries.delete(key);
      this.entries.set(key, known);
      return known.answer;
    }
    if (known) this.drop(key, known);
    const asked = this.now();
    const made = make();
    const entry: Entry = { answer: made.then(({ answer }) => answer), until: Infinity, size: 0 };
    entry.answer.catch(() => undefined);
    this.entries.set(key, entry);
    try {
      const { answer, isKept } = await made;
      if (!isKept) this.drop(key, entry);
      else if (this.entries.get(key) === entry) {
        entry.until = answer.isForGood ? Infinity : asked + this.options.forMs;
        // In two further ways it takes about half as much again.
        entry.size = Math.ceil(answer.body.length * 1.5) + 2 * key.length + 500;
        this.size += entry.size;
        this.makeRoom(entry);
      }
      return answer;
    } catch (problem) {
      this.drop(key, entry);
      throw problem;
    }
  }

  private drop(key: string, entry: Entry): void {
    if (this.entries.get(key) !== entry) return;
    this.entries.delete(key);
    this.size -= entry.size;
  }

  private makeRoom(but: Entry): void {
    const now = this.now();
    for (const [key, entry] of this.entries) {
      const isFull = this.size > this.options.mostBytes;
      if (entry.until <= now || (isFull && entry !== but && entry.size > 0)) this.drop(key, entry);
      // Behind it are only those asked for later. What is kept for good may be among them anywhere.
      else if (!isFull && entry.until !== Infinity) return;
    }
  }
}
