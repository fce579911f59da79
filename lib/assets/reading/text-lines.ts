import type { Readable } from "node:stream";

/** Opens the bytes of a file from their beginning; may be called as often as needed. */
export type Source = () => Readable;

export type TextEncodingName = "utf-8" | "utf-8-bom" | "latin1";

/** One line of a file as an editor would number it. */
export interface TextLine {
  /** 1 for the first line */
  number: number;
  text: string;
  /** The line break as it stood in the file; "" at the end of the file. */
  lineBreak: string;
  /** The line passed the cap; `text` is empty and the rest was skipped. */
  tooLong: boolean;
}

/** The longest line (and the longest feature) that is read: 1 MB, counted in characters. */
export const longestLine = 1_048_576;

// What Windows puts where Latin-1 has control characters; spreadsheets save "latin1" this way.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Decodes bytes saved as Latin-1 or Windows-1252. */
export function decodeLatin1(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character);
}

/** Tells, piece by piece, whether bytes are UTF-8. */
export class Utf8Check {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  /** False from the first byte that cannot be UTF-8. */
  valid = true;

  /** Takes the next bytes, or none at the end of the file. */
  add(bytes?: Buffer): void {
    if (!this.valid) return;
    try {
      this.decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      this.valid = false;
    }
  }
}

/** A chunk of a stream as bytes. */
export function asBytes(chunk: unknown): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string | Uint8Array);
}

/** The text of a file in pieces, its byte-order mark left out. */
export async function* decodeText(source: Source, encoding: TextEncodingName): AsyncGenerator<string> {
  const decoder = encoding === "latin1" ? undefined : new TextDecoder("utf-8");
  for await (const chunk of source()) {
    const bytes = asBytes(chunk);
    yield decoder ? decoder.decode(bytes, { stream: true }) : decodeLatin1(bytes);
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

/**
 * The lines of a text, many at a time, broken at LF, CRLF or CR. Holds at most one line in memory:
 * a line longer than `cap` characters is skipped and marked.
 */
export async function* readLines(pieces: AsyncIterable<string>, cap = longestLine): AsyncGenerator<TextLine[]> {
  let rest = "";
  let skipping = false;
  let number = 0;

  const cut = (text: string, last: boolean): TextLine[] => {
    const lines: TextLine[] = [];
    let start = 0;
    let lineFeed = text.indexOf("\n");
    let carriageReturn = text.indexOf("\r");
    while (lineFeed >= 0 || carriageReturn >= 0) {
      const end = lineFeed < 0 ? carriageReturn : carriageReturn < 0 ? lineFeed : Math.min(lineFeed, carriageReturn);
      let lineBreak = "\n";
      if (end === carriageReturn) {
        // A CR at the very end may be half of a CRLF whose other half is still to come.
        if (end === text.length - 1 && !last) break;
        lineBreak = text[end + 1] === "\n" ? "\r\n" : "\r";
      }
      const tooLong = skipping || end - start > cap;
      lines.push({ number: ++number, text: tooLong ? "" : text.slice(start, end), lineBreak, tooLong });
      skipping = false;
      start = end + lineBreak.length;
      if (lineFeed >= 0 && lineFeed < start) lineFeed = text.indexOf("\n", start);
      if (carriageReturn >= 0 && carriageReturn < start) carriageReturn = text.indexOf("\r", start);
    }
    rest = text.slice(start);
    return lines;
  };

  for await (const piece of pieces) {
    const lines = cut(rest + piece, false);
    if (rest.length > cap) {
      skipping = true;
      // A kept CR would be lost with the rest of the line, and with it the line's end.
      rest = rest.endsWith("\r") ? "\r" : "";
    }
    if (lines.length > 0) yield lines;
  }
  const lines = cut(rest, true);
  if (rest || skipping) {
    const tooLong = skipping || rest.length > cap;
    lines.push({ number: ++number, text: tooLong ? "" : rest, lineBreak: "", tooLong });
  }
  if (lines.length > 0) yield lines;
}
