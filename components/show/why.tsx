import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The reasons of an answer in order: a tick for each that speaks for it, a cross for what stands against. Then who may. */
export function Why({ reasons, children }: { reasons: { ok: boolean; words: ReactNode }[]; children?: ReactNode }) {
  return (
    <>
      <ol className="why">
        {reasons.map((reason, index) => (
          <li key={index} className={reason.ok ? "yes" : "no"}>
            <Icon name={reason.ok ? "tick" : "cross"} />
            <span>
              <span className="sr-only">{reason.ok ? "For: " : "Against: "}</span>
              {reason.words}
            </span>
          </li>
        ))}
      </ol>
      {children && <div className="why-end">{children}</div>}
    </>
  );
}
