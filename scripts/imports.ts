import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** One file of ours using another, or a package. Paths are relative to the project and use slashes. */
export interface Import {
  from: string;
  /** A file of ours without its extension, such as "lib/core/db"; or a package without what is inside it, such as "@casl/prisma". */
  to: string;
  line: number;
}

const codeFile = /\.(ts|tsx|mts|mjs|js)$/;
/** Written by Prisma, and not ours to judge. */
const generated = "lib/core/prisma-client";

/** Every file of code in these folders or under these names, in order of path. What is not there is left out. */
export function codeFiles(places: readonly string[], root = "."): string[] {
  const found = places.flatMap((place): string[] => {
    const path = join(root, place);
    if (place === generated || !existsSync(path)) return [];
    if (statSync(path).isFile()) return codeFile.test(place) ? [place] : [];
    return codeFiles(readdirSync(path).filter((name) => name !== "node_modules" && !name.startsWith(".")).map((name) => posix.join(place, name)), root);
  });
  return found.sort();
}

/** Blanks out comments, so that what they mention is not taken for an import. Strings and line breaks stay. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:"'`\\])\/\/[^\n]*/g, (comment: string, before: string | undefined) => (before ?? "") + comment.slice(before?.length ?? 0).replace(/[^\n]/g, " "));
}

const statement = String.raw`(?:^|;)[ \t]*(?:import|export)\b(?:[^"'\`;=()]|\{[^}]*\})*?\bfrom\s*["']([^"']+)["']`;
const bare = String.raw`(?:^|;)[ \t]*import\s*["']([^"']+)["']`;
const call = "\\b(?:import|require)\\s*\\(\\s*[\"'`]([^\"'`$]+)[\"'`]";
const everyImport = new RegExp([statement, bare, call].join("|"), "gm");

const bareName = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");

function target(from: string, specifier: string): string {
  const path = specifier.startsWith("@/") ? specifier.slice(2) : specifier.startsWith(".") ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null;
  return path === null ? bareName(specifier.replace(/^node:/, "")) : path.replace(codeFile, "");
}

/** What a file imports, in any form the language has: values, types, re-exports, for its effect, and when it runs. */
export function importsIn(from: string, text: string): Import[] {
  const bareText = withoutComments(text);
  return [...bareText.matchAll(everyImport)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const at = match.index + match[0].lastIndexOf(specifier);
    return { from, to: target(from, specifier), line: bareText.slice(0, at).split("\n").length };
  });
}

/** Every import of every file of code in these folders. */
export function importsOf(places: readonly string[], root = "."): Import[] {
  return codeFiles(places, root).flatMap((file) => importsIn(file, readFileSync(join(root, file), "utf8")));
}
