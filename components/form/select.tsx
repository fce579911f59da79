"use client";

import type { ReactNode } from "react";
import { AroundField, describedBy } from "./around-field";
import { useField } from "./form-context";

/** One of many, where a list of choices would be too long. */
export function Select({
  name,
  label,
  hint,
  options,
  value,
  optional,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  options: { value: string; label: string }[];
  value?: string;
  optional?: boolean;
}) {
  const { id, problem, values } = useField(name, value);
  return (
    <AroundField id={id} label={label} hint={hint} problem={problem} optional={optional}>
      <select
        id={id}
        name={name}
        className="width-long"
        defaultValue={values[0]}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, hint, problem)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </AroundField>
  );
}
