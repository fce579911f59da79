import type { ReactNode } from "react";

/** More for those who want it, folded until asked for. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="more">
      <summary>{summary}</summary>
      <div>{typeof children === "string" ? <p>{children}</p> : children}</div>
    </details>
  );
}
