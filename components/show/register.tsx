import type { ReactNode } from "react";

export interface RegisterRow {
  key: string;
  /** One for each column; the first names the row. */
  cells: ReactNode[];
  chosen?: boolean;
}

/**
 * A table like a page of a register. On a phone each row becomes a block with its labels; the roles are written out, so that it
 * still reads as a table. `queue` does so earlier, for rows with many words.
 */
export function Register({
  caption,
  hideCaption = false,
  columns,
  rows,
  queue = false,
}: {
  caption: string;
  hideCaption?: boolean;
  columns: { head: string; numeric?: boolean }[];
  rows: RegisterRow[];
  queue?: boolean;
}) {
  // The first names the row, and begins where the row begins.
  const side = (index: number) => (index > 0 && columns[index]?.numeric ? "right" : undefined);
  return (
    <table className={queue ? "register queue" : "register stacked"} role="table">
      <caption className={hideCaption ? "sr-only" : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, index) => (
            <th key={column.head} role="columnheader" scope="col" className={side(index)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.key} role="row" className={row.chosen ? "is-on" : undefined} aria-current={row.chosen ? "true" : undefined}>
            {row.cells.map((cell, index) =>
              index === 0 ? (
                <th key={index} role="rowheader" scope="row" className={queue ? "what" : undefined}>
                  {cell}
                </th>
              ) : (
                <td key={index} role="cell" data-l={columns[index]?.head || undefined} className={side(index)}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
