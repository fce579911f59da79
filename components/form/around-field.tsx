import type { ReactNode } from "react";
import { Icon } from "@/components/show/icon";
import { useFormWords } from "./form-context";

/** The ids of a field's hint and problem, for the control that they describe. */
export function describedBy(id: string, hint: ReactNode, problem: string | undefined): string | undefined {
  return [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ") || undefined;
}

/** The hint and the problem of a field, above its control. */
export function HintAndProblem({ id, hint, problem }: { id: string; hint?: ReactNode; problem?: string }) {
  const words = useFormWords();
  return (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="error" id={`${id}-problem`}>
          <Icon name="warning" />
          <span>
            <span className="sr-only">{words.error}</span>
            {problem}
          </span>
        </p>
      )}
    </>
  );
}

/** A field with one control: label, hint, problem, then the control. */
export function AroundField({
  id,
  label,
  hint,
  problem,
  optional = false,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  problem?: string;
  optional?: boolean;
  children: ReactNode;
}) {
  const words = useFormWords();
  return (
    <div className={problem ? "field is-wrong" : "field"}>
      <label className="label" htmlFor={id}>
        {label}
        {optional && <span className="soft plainly"> {words.mayLeaveOut}</span>}
      </label>
      <HintAndProblem id={id} hint={hint} problem={problem} />
      {children}
    </div>
  );
}
