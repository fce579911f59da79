"use client";

import { use, type ReactNode } from "react";
import { FormContext, fieldId } from "./form-context";

/**
 * A part of a form that is folded until it is wanted. It stands open where one of its `fields` has a problem, or something in it already: what a
 * person has to see is never folded away, also without scripts.
 */
export function Fold({ summary, fields, children }: { summary: ReactNode; fields: readonly string[]; children: ReactNode }) {
  const { problems, values, of } = use(FormContext);
  const ids = new Set(fields.map((name) => fieldId(name, of)));
  const isWrong = problems.some(({ field }) => field !== undefined && ids.has(fieldId(field, of)));
  const isFilled = Object.entries(values).some(([name, value]) => (Array.isArray(value) ? value.length > 0 : value !== "") && fields.some((field) => name === field || name.startsWith(`${field}.`)));
  return (
    <details className="more" open={isWrong || isFilled || undefined}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
