import { fileTypeFromBuffer } from "file-type";
import type { FileKind } from "@/lib/core/prisma-client/client";
import { kinds } from "@/lib/files/words";

const byType = new Map(Object.entries(kinds).map(([kind, { type }]) => [type, kind as FileKind]));

/** What a browser or a viewer would take for a page, a picture with scripts in it, or any other text with a meaning of its own. */
const looksLikeMarkup = /^\s*(?:<|%!|#!|\{\\rtf)/;
const notInText = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffe\uffff]/;

/** The kind of a file by its content, never by its name; null where it is none that is kept. Only between text and a table of text does the name decide. */
export async function kindOf(bytes: Uint8Array, name: string): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found) return byType.get(found.mime) ?? null;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  if (looksLikeMarkup.test(text) || notInText.test(text)) return null;
  return /\.csv$/i.test(name) ? "csv" : "text";
}

/** Turns round what follows, or is not seen at all: a name with it would read as another. */
const deceives = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A file's name as somebody chose it, without its folder and without what deceives: to tell them which one is meant. */
export const bareName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? "").toWellFormed().replace(deceives, "").replace(/[<>:"|?*\ufffd\ufffe\uffff]/g, "_").trim();

/** A file's name as it is kept and handed out: without a folder, without what deceives, with the ending of what it is. */
export function safeName(name: string, kind: FileKind): string {
  const bare = bareName(name);
  const { endings } = kinds[kind];
  const ending = /\.([a-z0-9]{1,8})$/i.exec(bare)?.[1]?.toLowerCase();
  const stem = (ending === undefined ? bare : bare.slice(0, -ending.length - 1)).replace(/^\.+/, "").trim() || "file";
  return `${[...stem].slice(0, 100).join("")}.${ending !== undefined && endings.includes(ending) ? ending : endings[0]}`;
}
