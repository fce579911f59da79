import "server-only";
import type { Tx } from "@/lib/core/db";

const bare = (words: string): string => words.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** A street without its numbers: what names the place in a sentence. */
const streetOf = (place: string): string => bare(place).replace(/(^| )\p{N}+\p{L}?(?= |$)/gu, "").trim();

/**
 * What of the words that stay public says where something is: the plate or the street of one of its places. @returns the plate or place that is named; null where none is
 */
export function namedIn(words: readonly string[], places: readonly { code: string; place: string }[]): string | null {
  const said = words.map((each) => ` ${bare(each)} `);
  const isSaid = (name: string): boolean => name.length >= 3 && said.some((each) => each.includes(` ${name} `));
  for (const { code, place } of places) {
    // A plate is written with a blank or without.
    const tight = bare(code).replaceAll(" ", "");
    if (isSaid(bare(code)) || (/^(?=.*\p{L})(?=.*\p{N})/u.test(tight) && said.some((each) => each.split(" ").includes(tight)))) return code;
    const street = streetOf(place);
    if (street.includes(" ") && isSaid(street)) return place;
  }
  return null;
}

/** The same of a permit's assets. */
export async function toldByWords(tx: Tx, assetIds: readonly string[], words: readonly string[]): Promise<string | null> {
  return namedIn(words, await tx.asset.findMany({ where: { id: { in: [...new Set(assetIds)] } }, orderBy: { id: "asc" }, select: { code: true, place: true } }));
}
