"use client";

import type { ReactNode } from "react";
import type { FormState } from "@/lib/forms/state";
import { FormContext } from "./form-context";

/** Tells the fields of a form that only asks the page anew what was wrong with the address it was asked by. */
export function FormContextOf({ problems, children }: { problems: FormState["problems"]; children: ReactNode }) {
  return <FormContext value={{ problems, values: {}, tried: false }}>{children}</FormContext>;
}
