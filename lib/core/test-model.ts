import fc from "fast-check";
import { expect } from "vitest";

/** How long the story of a model is told: 50,000 steps take about half an hour. */
export const steps = Number(process.env.LAMPPOST_MODEL_STEPS ?? 400);
/** As long as those steps take on a machine that does other things besides. */
export const stepsTimeout = Math.max(120_000, steps * 120);

type Beside = Record<string, never>;

/** Somebody tries something. What must come of it is said by the model that the act itself asks. */
export class Deed implements fc.AsyncCommand<Beside, Beside> {
  constructor(
    private readonly words: string,
    private readonly act: () => Promise<void>,
  ) {}
  check = () => true;
  run = () => this.act();
  toString = () => this.words;
}

/** What became of each kind of deed, and how many steps were taken. */
export class Told {
  taken = 0;
  private readonly times: Record<string, number> = {};

  add(deed: string, answer: string): void {
    this.times[`${deed}: ${answer}`] = (this.times[`${deed}: ${answer}`] ?? 0) + 1;
    this.taken += 1;
  }
  /** Every so often everything is compared, and not only what is still open. */
  isMilestone = (): boolean => this.taken % 500 === 0;

  /** Takes the steps. The world goes on from one sequence to the next, so a shorter one would not be the same story. */
  async walk(commands: fc.Arbitrary<Deed>[], seedUnlessGiven: number): Promise<void> {
    const seed = Number(process.env.LAMPPOST_MODEL_SEED ?? seedUnlessGiven);
    for (let run = 0; this.taken < steps; run++)
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: 120, size: "max" }), (deeds) => fc.asyncModelRun(() => ({ model: {}, real: {} }), deeds)),
        { numRuns: 1, endOnFailure: true, seed: seed + run, verbose: 2 },
      );
  }
  /** Nothing of what can be done was left out; from so many steps on each was decided at least once. */
  expectAll(deeds: readonly string[], words: string, decidedFrom = 400): void {
    if (steps > 1_000) console.info(`${this.taken} steps, ${words}`, this.times);
    const found = (keys: string[]) => keys.map((key) => key.split(":")[0]);
    const keys = Object.keys(this.times);
    if (steps >= 400) expect(new Set(found(keys))).toEqual(new Set(deeds));
    if (steps >= decidedFrom) expect(new Set(found(keys.filter((key) => key.endsWith(": decided"))))).toEqual(new Set(deeds));
  }
}
