import type { ReactNode } from "react";

export interface SummaryRow {
  term: ReactNode;
  value: ReactNode;
  /** A link at the end of the row. `about` completes its name for those who listen: "Change purpose". */
  act?: { to: string; label: string; about: string };
}

/** Terms and their values, a line each. `compact` is for second-line text in a column. */
export function Summary({ rows, compact = false }: { rows: SummaryRow[]; compact?: boolean }) {
  return (
    <dl className={compact ? "summary note" : "summary"}>
      {rows.map((row, index) => (
        <div key={index}>
          <dt>{row.term}</dt>
          <dd>{row.value}</dd>
          {row.act && (
            <dd className="act">
              <a href={row.act.to}>
                {row.act.label}
                <span className="sr-only"> {row.act.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
