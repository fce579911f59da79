import type { FileKind, FilePlace } from "@/lib/core/prisma-client/client";

interface Kind {
  /** of one, to follow "a" or stand alone */
  words: string;
  /** what a browser is told */
  type: string;
  /** of its name, the first of them when it is handed out */
  endings: readonly [string, ...string[]];
}

/** Every kind of file that is kept, by its content; whatever is none of these is refused. None of them is a page that a browser would run. */
export const kinds: Record<FileKind, Kind> = {
  pdf: { words: "PDF", type: "application/pdf", endings: ["pdf"] },
  png: { words: "picture (PNG)", type: "image/png", endings: ["png"] },
  jpeg: { words: "picture (JPEG)", type: "image/jpeg", endings: ["jpg", "jpeg"] },
  webp: { words: "picture (WebP)", type: "image/webp", endings: ["webp"] },
  docx: { words: "document (Word)", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: ["docx"] },
  xlsx: { words: "spreadsheet (Excel)", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: ["xlsx"] },
  odt: { words: "document (OpenDocument)", type: "application/vnd.oasis.opendocument.text", endings: ["odt"] },
  ods: { words: "spreadsheet (OpenDocument)", type: "application/vnd.oasis.opendocument.spreadsheet", endings: ["ods"] },
  text: { words: "plain text", type: "text/plain; charset=utf-8", endings: ["txt"] },
  csv: { words: "table (CSV)", type: "text/csv; charset=utf-8", endings: ["csv"] },
};

/** What a file control lets somebody choose, as HTML wants it. */
export const accepted = Object.values(kinds).flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(",");
/** The same for people. */
export const acceptedWords = "PDF, pictures (PNG, JPEG, WebP), documents and spreadsheets (Word, Excel, OpenDocument), plain text and CSV";

export const placeWords: Record<FilePlace, string> = { application: "for the application", notice: "for the answer to a notice", obligation: "to show that a condition is kept", removal: "to show that devices are gone" };

/** A size as people read it: 820 bytes, 12 kB, 3.4 MB. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toLocaleString("en-GB", { maximumFractionDigits: 1 })} MB`;
}
