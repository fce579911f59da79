import type { ReactNode } from "react";

/** What a decision would do, in numbers, inside the one frame where a person decides. */
export function Impact({
  title,
  lead,
  counts,
  children,
}: {
  title: string;
  lead?: ReactNode;
  counts: { count: number | string; words: ReactNode }[];
  children?: ReactNode;
}) {
  return (
    <section className="panel">
      <h2>{title}</h2>
      {lead && <p className="soft">{lead}</p>}
      <div className="impact">
        <ul>
          {counts.map((line, index) => (
            <li key={index}>
              <span className="num">{line.count}</span>
              <span>{line.words}</span>
            </li>
          ))}
        </ul>
      </div>
      {children && <div className="panel-end">{children}</div>}
    </section>
  );
}
