import type { ReactNode } from "react";

/** A bar at the left and some words that stay. `alarm` is filled, for what must be acted on at once. */
export function Notice({
  kind = "plain",
  title,
  wide = false,
  children,
}: {
  kind?: "plain" | "waiting" | "granted" | "refused" | "alarm";
  title?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`notice${kind === "plain" ? "" : ` notice--${kind}`}${wide ? " notice--wide" : ""}`}>
      {title && <p className="notice-head">{title}</p>}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
