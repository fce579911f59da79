import { parse } from "csv-parse/sync";
import { longestLine, readLines, type TextLine } from "./text-lines";

export type Delimiter = "," | ";" | "\t" | "|";

export const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];

/** One row of a CSV file: its cells as written, or the reason it could not be cut into cells. */
export type CsvRecord =
  | { line: number; cells: string[] }
  | { line: number; broken: "quote_not_closed" | "line_too_long"; text: string };

/** A quoted cell may hold line breaks, but one that runs on for longer than this was never closed. */
const mostLinesInRecord = 100;
const recordsAtOnce = 500;

type QuoteState = "closed" | "open" | "broken";

/** Follows the quotes through one line: does it end inside a quoted cell, or break the rules of quoting on the way? */
function followQuotes(text: string, delimiter: string, startsInside: boolean): QuoteState {
  let inside = startsInside;
  let at = 0;
  for (;;) {
    if (!inside) {
      if (text[at] !== '"') {
        const next = text.indexOf(delimiter, at);
        if (next < 0) return "closed";
        at = next + 1;
        continue;
      }
      inside = true;
      at += 1;
    }
    const quote = text.indexOf('"', at);
    if (quote < 0) return "open";
    const after = text[quote + 1];
    if (after === '"') {
      at = quote + 2;
    } else if (after === undefined) {
      return "closed";
    } else if (after === delimiter) {
      inside = false;
      at = quote + 2;
    } else {
      return "broken";
    }
  }
}

/** Cuts records whose quotes are known to balance into cells. A quote inside an unquoted cell (12" pole) is kept as it stands. */
function cutIntoCells(texts: string[], delimiter: Delimiter): string[][] {
  return parse(texts.join("\n"), {
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestLine * 2,
  });
}

/**
 * Reads a CSV text record by record, many at a time, in constant memory. Lines that are empty are left out.
 * A quote that is never closed costs its own line only: reading goes on at the line after it.
 * `expectedCells` (once the header is known) tells a cell with line breaks from a quote that swallowed its neighbours.
 */
export async function* readCsvRecords(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter,
  expectedCells: () => number | undefined = () => undefined,
): AsyncGenerator<CsvRecord[]> {
  const batches = readLines(pieces)[Symbol.asyncIterator]();
  // Lines read but not yet used; `position` walks through them so that no line is moved twice.
  let waiting: TextLine[] = [];
  let position = 0;

  const fill = async (): Promise<boolean> => {
    const next = await batches.next();
    if (next.done) return false;
    waiting = position < waiting.length ? waiting.slice(position).concat(next.value) : next.value;
    position = 0;
    return true;
  };
  const lineAt = async (ahead: number): Promise<TextLine | undefined> => {
    while (position + ahead >= waiting.length) {
      if (!(await fill())) return undefined;
    }
    return waiting[position + ahead];
  };

  /** Takes as many lines as the quoted cell that begins in `first` needs. */
  const gather = async (first: TextLine): Promise<CsvRecord> => {
    let state = followQuotes(first.text, delimiter, false);
    let text = first.text;
    let lineBreak = first.lineBreak;
    let taken = 0;
    while (state === "open" && taken < mostLinesInRecord) {
      const next = await lineAt(taken);
      if (!next || next.tooLong || text.length + next.text.length > longestLine) break;
      text += lineBreak + next.text;
      lineBreak = next.lineBreak;
      taken += 1;
      state = followQuotes(next.text, delimiter, true);
    }
    const broken: CsvRecord = { line: first.number, broken: "quote_not_closed", text: first.text };
    if (state !== "closed") return broken;
    const cells = cutIntoCells([text], delimiter)[0] ?? [];
    const expected = expectedCells();
    const fits = expected === undefined || (cells.length >= expected && cells.slice(expected).every((cell) => cell.trim() === ""));
    if (taken > 0 && !fits) return broken;
    position += taken;
    return { line: first.number, cells };
  };

  let out: CsvRecord[] = [];
  let plainTexts: string[] = [];
  let plainLines: number[] = [];
  const flushPlain = () => {
    if (plainTexts.length === 0) return;
    const rows = cutIntoCells(plainTexts, delimiter);
    if (rows.length !== plainTexts.length) throw new Error("The CSV reader and the line reader disagree about where rows end.");
    rows.forEach((cells, index) => out.push({ line: plainLines[index] ?? 0, cells }));
    plainTexts = [];
    plainLines = [];
  };

  try {
    for (;;) {
      const line = position < waiting.length ? waiting[position] : await lineAt(0);
      if (!line) break;
      position += 1;
      if (line.tooLong) {
        flushPlain();
        out.push({ line: line.number, broken: "line_too_long", text: "" });
      } else if (line.text.includes('"') && followQuotes(line.text, delimiter, false) !== "closed") {
        flushPlain();
        out.push(await gather(line));
      } else if (line.text !== "") {
        plainTexts.push(line.text);
        plainLines.push(line.number);
      }
      // The first record is handed over alone, so that its reader can say how many cells to expect.
      if (out.length + plainTexts.length >= (expectedCells() === undefined ? 1 : recordsAtOnce)) {
        flushPlain();
        yield out;
        out = [];
      }
    }
    flushPlain();
    if (out.length > 0) yield out;
  } finally {
    await batches.return?.(undefined);
  }
}

/** Whether this is the "sep=;" line that some spreadsheets put above the header. */
export function isSeparatorLine(cells: readonly string[]): boolean {
  return /^sep=/i.test(cells[0] ?? "") && cells.every((cell, index) => index === 0 || cell === "") && (cells[0] ?? "").length <= 5;
}

/** Column names from the cells of a header: trimmed, a blank one called "column 4", a repeated one "name (2)". */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const base = cell.replace(/\s+/g, " ").trim() || `column ${index + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base} (${count})`;
    taken.add(name);
    return name;
  });
}
