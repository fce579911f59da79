"use client";

import type { ReactNode } from "react";
import { AroundField, describedBy } from "./around-field";
import { useField } from "./form-context";

/** Several lines to type in; `rows` hints at how much is asked for. */
export function TextArea({
  name,
  label,
  hint,
  rows,
  value,
  optional,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  rows?: number;
  value?: string;
  optional?: boolean;
}) {
  const { id, problem, values } = useField(name, value);
  return (
    <AroundField id={id} label={label} hint={hint} problem={problem} optional={optional}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        defaultValue={values[0]}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, hint, problem)}
      />
    </AroundField>
  );
}
