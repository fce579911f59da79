import type { ReactNode } from "react";
import { Ref } from "./ref";

/** The confirmation: a large plate with the reference, shown only after the deed is recorded. What comes next stands below it. */
export function Done({ title, reference, children }: { title: string; reference?: string; children?: ReactNode }) {
  return (
    <div className="stack">
      <div className="done">
        <h2>{title}</h2>
        {reference && (
          <p>
            Your reference <Ref>{reference}</Ref>
          </p>
        )}
      </div>
      {children && <div className="text">{typeof children === "string" ? <p>{children}</p> : children}</div>}
    </div>
  );
}
