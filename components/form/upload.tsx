"use client";

import type { ReactNode } from "react";
import { AroundField, describedBy } from "./around-field";
import { useField } from "./form-context";

/** One file or several, by the browser's own control. `accept` as in HTML: ".pdf,image/png". */
export function Upload({ name, label, hint, accept, multiple, optional }: { name: string; label: ReactNode; hint?: ReactNode; accept?: string; multiple?: boolean; optional?: boolean }) {
  const { id, problem } = useField(name);
  return (
    <AroundField id={id} label={label} hint={hint} problem={problem} optional={optional}>
      <div className="upload">
        <input
          id={id}
          name={name}
          type="file"
          accept={accept}
          multiple={multiple}
          aria-invalid={problem ? true : undefined}
          aria-describedby={describedBy(id, hint, problem)}
        />
      </div>
    </AroundField>
  );
}
