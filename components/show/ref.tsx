import type { ReactNode } from "react";

/** A reference such as LP-7K3M-2Q9F: never broken over a line, and not a plate. */
export function Ref({ children }: { children: ReactNode }) {
  return <span className="ref">{children}</span>;
}
