"use client";

import type { ReactNode } from "react";
import { AroundField, describedBy } from "./around-field";
import { useField } from "./form-context";

const widths = { short: "width-short", medium: "width-medium", long: "width-long" };

/** One line to type in. Its width hints at the length asked for. A password is never filled in again. */
export function Field({
  name,
  label,
  hint,
  type = "text",
  width,
  value,
  autoComplete,
  inputMode,
  optional,
  spellCheck,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  type?: "text" | "email" | "tel" | "password" | "number" | "search" | "url";
  width?: "short" | "medium" | "long";
  value?: string;
  autoComplete?: string;
  inputMode?: "text" | "email" | "tel" | "numeric" | "decimal" | "search" | "url";
  optional?: boolean;
  spellCheck?: boolean;
}) {
  const { id, problem, values } = useField(name, value);
  // A native number field changes under the wheel and swallows what is not a number, so numbers are typed as text.
  const number = type === "number";
  return (
    <AroundField id={id} label={label} hint={hint} problem={problem} optional={optional}>
      <input
        id={id}
        name={name}
        type={number ? "text" : type}
        inputMode={inputMode ?? (number ? "numeric" : undefined)}
        className={width && widths[width]}
        defaultValue={type === "password" ? undefined : values[0]}
        autoComplete={autoComplete}
        spellCheck={spellCheck}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, hint, problem)}
      />
    </AroundField>
  );
}
