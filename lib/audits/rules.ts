import { createHash } from "node:crypto";

/**
 * Positions drawn from a seed and a root, without return: the same for whoever draws again. Each number is the first 6 bytes of
 * SHA-256("<seed> <root> <n>"), n counting from 0; one that would favour some positions is passed over.
 * @param among every position below a number, or a list of positions in order
 * @returns positions in the order in which they were drawn
 */
export function drawn({ seed, root, count, among }: { seed: string; root: string; count: number; among: number | readonly number[] }): number[] {
  const there = typeof among === "number" ? among : among.length;
  const wanted = Math.min(count, there);
  const fair = 2 ** 48 - (2 ** 48 % Math.max(there, 1));
  const chosen = new Set<number>();
  for (let n = 0; chosen.size < wanted; n++) {
    const number = createHash("sha256").update(`${seed} ${root} ${n}`).digest().readUIntBE(0, 6);
    if (number < fair) chosen.add(number % there);
  }
  return [...chosen].map((place) => (typeof among === "number" ? place : (among[place] as number)));
}
