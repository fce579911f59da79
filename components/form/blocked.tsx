import { useId, type ReactNode } from "react";
import { Icon } from "@/components/show/icon";

/** A deed that this person may not do now. It keeps its place and its focus, and says why not and who can. `ask` is where to ask for it. */
export function Blocked({ children, why, ask }: { children: ReactNode; why: ReactNode; ask?: string | undefined }) {
  const id = useId();
  return (
    <div className="blocked">
      <button type="button" className="button" aria-disabled="true" aria-describedby={id}>
        {children}
      </button>
      <p className="why-not" id={id}>
        <Icon name="lock" />
        <span>
          <b>Why not:</b> {why}
        </span>
      </p>
      {ask && (
        <p className="ask-for">
          <a href={ask}>
            Ask for it<span className="sr-only">: {children}</span>
          </a>
        </p>
      )}
    </div>
  );
}
