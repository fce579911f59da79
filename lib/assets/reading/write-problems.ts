import { neutraliseCell } from "@/lib/core/csv";
import type { Delimiter } from "./csv-records";
import type { RowProblem } from "./row-problem";

export { neutraliseCell };

export interface ProblemFile {
  /** The columns of the file that was read, in its order. */
  columns: readonly string[];
  delimiter?: Delimiter;
}

function writeLine(cells: readonly string[], delimiter: string): string {
  const written = cells.map((cell) => {
    const safe = neutraliseCell(cell);
    return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(delimiter)}\r\n`;
}

/**
 * The CSV a person downloads to mend what was refused: the columns of the file they sent and a last one, "problem", saying
 * where the row stood and what to do. Comes in pieces, begins with a byte-order mark so that spreadsheets read accents, and
 * can be sent in again as it is. A problem with no row (a broken file) has only its last cell.
 */
export async function* writeProblems(
  problems: AsyncIterable<RowProblem> | Iterable<RowProblem>,
  { columns, delimiter = "," }: ProblemFile,
): AsyncGenerator<string> {
  const kept = columns.filter((column) => column !== "problem");
  yield `\ufeff${writeLine([...kept, "problem"], delimiter)}`;
  for await (const { line, words, record } of problems) {
    yield writeLine([...kept.map((column) => record?.[column] ?? ""), `Line ${line}: ${words}`], delimiter);
  }
}
