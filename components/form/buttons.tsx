import type { ReactNode } from "react";

/** The row of buttons at the end of a form: the one deed first, then what leaves things as they are. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className="buttons">{children}</div>;
}
