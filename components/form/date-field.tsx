"use client";

import type { ReactNode } from "react";
import { describedBy, HintAndProblem } from "./around-field";
import { useField } from "./form-context";

/** A date in three fields, `name`.day, .month and .year; a problem of the date goes by `name`. `value` is yyyy-mm-dd. */
export function DateField({ name, legend, hint, value, parts: said = { day: "Day", month: "Month", year: "Year" } }: { name: string; legend: ReactNode; hint?: ReactNode; value?: string; /** what the three are called, on a page in another language */ parts?: { day: string; month: string; year: string } }) {
  const whole = useField(name, value);
  const [years = "", months = "", days = ""] = (whole.values[0] ?? "").split("-");
  const unpadded = (part: string) => part.replace(/^0+/, "");
  const day = useField(`${name}.day`, unpadded(days));
  const month = useField(`${name}.month`, unpadded(months));
  const year = useField(`${name}.year`, years);
  const parts = [
    { label: said.day, part: "day", field: day, className: "width-number" },
    { label: said.month, part: "month", field: month, className: "width-number" },
    { label: said.year, part: "year", field: year, className: "width-year" },
  ];
  const problem = whole.problem ?? day.problem ?? month.problem ?? year.problem;
  const { id } = whole;
  return (
    <fieldset id={id} className={problem ? "is-wrong" : undefined} aria-describedby={describedBy(id, hint, problem)}>
      <legend>{legend}</legend>
      <HintAndProblem id={id} hint={hint} problem={problem} />
      <div className="date">
        {parts.map(({ label, part, field, className }) => (
          <div key={part}>
            <label htmlFor={field.id}>{label}</label>
            <input
              id={field.id}
              name={`${name}.${part}`}
              type="text"
              inputMode="numeric"
              className={className}
              defaultValue={field.values[0]}
              aria-invalid={whole.problem || field.problem ? true : undefined}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
