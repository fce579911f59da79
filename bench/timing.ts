/** How long something took, over many times: milliseconds. */
export interface Spread {
  samples: number;
  p50: number;
  p99: number;
}

/** One thing measured beside its floor: the least that the same work can cost, done by hand in the same run. */
export interface Measure {
  group: "list" | "search" | "queue" | "decision" | "page";
  what: string;
  ours: Spread;
  floor: Spread;
  /** Answers in a second to eight who ask at once; pages only. */
  throughput?: { ours: number; floor: number };
}

/** The value that this share of the samples does not exceed. */
const quantile = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

export function spreadOf(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { samples: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

/** So many are enough of what takes longer than one's patience: a floor that reads the whole table would take an hour. */
const fewest = 12;

/**
 * Runs both in turns, so that whatever else the machine does falls on both alike. The first tenth, at least five, is not counted.
 * @param patience milliseconds after which fewer samples will do; Infinity where a later measure needs every turn
 */
export async function interleaved(samples: number, ours: (turn: number) => Promise<unknown>, floor: (turn: number) => Promise<unknown>, patience = 5_000): Promise<{ ours: Spread; floor: Spread }> {
  const times: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  const warmUp = Math.max(5, Math.ceil(samples / 10));
  const time = async (work: (turn: number) => Promise<unknown>, into: number[], turn: number) => {
    const before = performance.now();
    await work(turn);
    if (turn >= warmUp) into.push(performance.now() - before);
  };
  const began = performance.now();
  for (let turn = 0; turn < samples + warmUp; turn += 1) {
    if (performance.now() - began > patience && times.ours.length >= fewest) break;
    if (turn % 2 === 0) await time(ours, times.ours, turn);
    await time(floor, times.floor, turn);
    if (turn % 2 === 1) await time(ours, times.ours, turn);
  }
  return { ours: spreadOf(times.ours), floor: spreadOf(times.floor) };
}

/** Turns that `interleaved` takes for so many samples, the uncounted ones included. */
export const turnsFor = (samples: number): number => samples + Math.max(5, Math.ceil(samples / 10));
