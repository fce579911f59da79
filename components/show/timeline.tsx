import type { ReactNode } from "react";

export interface TimelineEntry {
  key: string;
  /** Who made it: a square for an officer, a filled plate for a decision, a circle for a partner, a diamond for a machine, a lamp for what waits. */
  kind: "officer" | "decision" | "partner" | "machine" | "waiting";
  title: ReactNode;
  /** When, already in words. */
  at: string;
  line?: ReactNode;
  body?: ReactNode;
  /** A sealed entry hangs on a solid line, another on a dashed one. */
  sealed: boolean;
  /** Where its proof is, once it is sealed. */
  proof?: string | undefined;
}

const knots = { officer: "", decision: "is-decision", partner: "by-partner", machine: "by-machine", waiting: "is-waiting" };

const english = { proof: "Proof", proofOf: " of: " };

/** What happened, one entry below the other, in the order given. */
export function Timeline({ entries, words = english }: { entries: TimelineEntry[]; words?: typeof english }) {
  return (
    <ol className="ledger">
      {entries.map((entry) => (
        <li key={entry.key} className={`${knots[entry.kind]}${entry.sealed ? "" : " not-sealed"}`.trim() || undefined}>
          <span className="knot" />
          <h3>{entry.title}</h3>
          <p className="when">
            {entry.at}
            {!entry.sealed && entry.kind !== "waiting" && " · not sealed yet"}
            {entry.proof && (
              <>
                {" · "}
                <a href={entry.proof}>
                  {words.proof}
                  <span className="sr-only">
                    {words.proofOf}
                    {entry.title}
                  </span>
                </a>
              </>
            )}
          </p>
          {entry.line && <p>{entry.line}</p>}
          {entry.body && <div>{entry.body}</div>}
        </li>
      ))}
    </ol>
  );
}
