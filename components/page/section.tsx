import { useId, type ReactNode } from "react";

/** A part of a page under its own heading, with a tag beside it or a link at the end of its line. `id` makes it a place to link to. */
export function Section({
  title,
  id,
  tag,
  act,
  children,
}: {
  title: string;
  id?: string;
  tag?: ReactNode;
  act?: { to: string; label: string };
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className="section" id={id} aria-labelledby={titleId}>
      <div className="section-head">
        <h2 id={titleId}>{title}</h2>
        {tag}
        {act && <a href={act.to}>{act.label}</a>}
      </div>
      <div className="section-body">{children}</div>
    </section>
  );
}
