import type { ReactNode } from "react";

/** The strip of facts under the title of a case. A note stands on a second, softer line. */
export function Facts({ facts }: { facts: { term: ReactNode; value: ReactNode; note?: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map((fact, index) => (
        <div key={index}>
          <dt>{fact.term}</dt>
          <dd>
            {fact.value}
            {fact.note && <span className="facts-note">{fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
