import { runChild, type Environment } from "./child-process";
import { ownProgram } from "./serve";

/** Stands before the one line of prepare-city.ts that carries an answer. */
export const linkMark = "First administrator: ";

/** The city could not be made ready; `lines` is what was said about it. */
export class CityProblem extends Error {
  override name = "CityProblem";
  constructor(readonly lines: readonly string[]) {
    super("The city could not be made ready.");
  }
}

/**
 * Fills the invented city of a demo once, and finds the enrolment link where a real city has no administrator yet.
 * Done in a process of its own, so that no connection to the database stays open.
 * @returns the link, when one is needed
 * @throws {CityProblem}
 */
export async function prepareCity(env: Environment): Promise<string | null> {
  const { code, lines } = await runChild({ name: "The city", ...ownProgram("scripts/prepare-city.ts"), env });
  if (code !== 0) throw new CityProblem(lines);
  return lines.find((line) => line.startsWith(linkMark))?.slice(linkMark.length) ?? null;
}
