import type { ReactNode } from "react";

/**
 * One page inside the frame: its title in the browser, where it lies, its heading, and its parts with an aside beside them.
 * `title` is the heading and, last, the title in the browser: a form that was not accepted comes before it and says "Error: " in front.
 * `width` "text" keeps every line to a readable measure; "wide" uses the width of the staff's pages and a wider aside.
 */
export function Page({
  title,
  cityName,
  caption,
  lead,
  tag,
  crumbs,
  crumbsLabel = "Breadcrumb",
  aside,
  band,
  width,
  children,
}: {
  title: string;
  cityName?: string;
  caption?: ReactNode;
  lead?: ReactNode;
  tag?: ReactNode;
  crumbs?: { to?: string; label: string }[];
  /** what the way here is called, in the language of the page */
  crumbsLabel?: string;
  aside?: ReactNode;
  /** What lies under the head as wide as the page, from edge to edge. */
  band?: ReactNode;
  width?: "text" | "wide";
  children: ReactNode;
}) {
  const body = <div className={width === "text" ? "page-body flow text" : "page-body flow"}>{children}</div>;
  return (
    <main id="main" tabIndex={-1}>
      <div className={width === "wide" ? "wrap wrap--wide" : "wrap"}>
        {crumbs && crumbs.length > 0 && (
          <nav className="crumbs" aria-label={crumbsLabel}>
            <ol>
              {crumbs.map((crumb) => (
                <li key={crumb.label}>{crumb.to ? <a href={crumb.to}>{crumb.label}</a> : <span aria-current="page">{crumb.label}</span>}</li>
              ))}
            </ol>
          </nav>
        )}
        <div className="head">
          {caption && <p className="caption">{caption}</p>}
          <div className="row row--base">
            <h1>{title}</h1>
            {tag}
          </div>
          {lead && <div className="lead text">{lead}</div>}
        </div>
      </div>
      {band}
      <div className={width === "wide" ? "wrap wrap--wide" : "wrap"}>
        {aside ? (
          <div className={`${width === "wide" ? "two two--wide" : "two"}${band ? " below-band" : ""}`}>
            {body}
            <aside className="stack-lg">{aside}</aside>
          </div>
        ) : (
          body
        )}
      </div>
      <title>{cityName ? `${title} – Lamppost – ${cityName}` : `${title} – Lamppost`}</title>
    </main>
  );
}
