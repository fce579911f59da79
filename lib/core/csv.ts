/** Keeps a spreadsheet from running a cell as a formula. A negative number is a number, so it stays as it is. */
export function neutraliseCell(cell: string): string {
  const first = cell[0];
  const startsFormula = first === "=" || first === "+" || first === "@" || first === "\t" || first === "\r";
  const startsWithMinus = first === "-" && !/^-(?:\d+(?:[.,]\d+)?|[.,]\d+)$/.test(cell);
  return startsFormula || startsWithMinus ? `'${cell}` : cell;
}

/** One line of a CSV file, every cell in quotes; nothing there is an empty cell, and an instant is written as ISO 8601. */
export const csvLine = (cells: readonly (string | number | Date | null)[]): string =>
  `${cells.map((cell) => `"${neutraliseCell(cell instanceof Date ? cell.toISOString() : String(cell ?? "")).replaceAll('"', '""')}"`).join(",")}\r\n`;

/** What a CSV file begins with, so that spreadsheets read accents. */
export const csvBeginning = "\uFEFF";
