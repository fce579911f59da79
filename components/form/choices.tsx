"use client";

import type { ReactNode } from "react";
import { describedBy, HintAndProblem } from "./around-field";
import { useField } from "./form-context";

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What stands at the end of the line, such as a count. With one of these the choices become a ruled list. */
  end?: ReactNode;
}

/** One of a few (radio) or any of a few (checkbox). `small` is for filters and the decision panel. */
export function Choices({
  name,
  legend,
  hint,
  kind,
  options,
  value,
  small = false,
}: {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  kind: "radio" | "checkbox";
  options: Choice[];
  value?: string | string[];
  small?: boolean;
}) {
  const { id, problem, values } = useField(name, value);
  const ruled = options.some((option) => option.end);
  return (
    <fieldset id={id} className={problem ? "is-wrong" : undefined} aria-describedby={describedBy(id, hint, problem)}>
      <legend>{legend}</legend>
      <HintAndProblem id={id} hint={hint} problem={problem} />
      <div className={ruled ? "scope" : undefined}>
        {options.map((option, index) => (
          <div key={option.value} className={small ? "choice choice--small" : "choice"}>
            <input
              id={`${id}-${index + 1}`}
              type={kind}
              name={name}
              value={option.value}
              defaultChecked={values.includes(option.value)}
              aria-describedby={option.hint ? `${id}-${index + 1}-hint` : undefined}
            />
            <label htmlFor={`${id}-${index + 1}`}>{option.label}</label>
            {option.end && <span className="n">{option.end}</span>}
            {option.hint && (
              <p className="hint" id={`${id}-${index + 1}-hint`}>
                {option.hint}
              </p>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
