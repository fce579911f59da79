"use client";

import { createContext, useContext } from "react";
import type { FormState } from "@/lib/forms/state";

/** What a form says of itself, in the language of its page. */
export interface FormWords {
  /** the head of the summary of what is wrong */
  problem: string;
  /** in front of what is wrong, for those who listen, and of the title of the page */
  error: string;
  mayLeaveOut: string;
  sending: string;
}
export const englishForm: FormWords = { problem: "There is a problem", error: "Error: ", mayLeaveOut: "(you may leave this out)", sending: "Sending…" };

interface Filled {
  problems: FormState["problems"];
  values: FormState["values"];
  /** After a try only what was typed counts: a box that was cleared stays clear. */
  tried: boolean;
  /** Which form it is, where a page holds several with fields of the same name. */
  of?: string | undefined;
  words?: FormWords;
}

/** What a form hands down to its fields: what was typed, and what stands in the way. Outside a form there is neither. */
export const FormContext = createContext<Filled>({ problems: [], values: {}, tried: false });

export const useFormWords = (): FormWords => useContext(FormContext).words ?? englishForm;

/** The id of a field's control or group. Dots and brackets in a name become hyphens. */
export function fieldId(name: string, of?: string): string {
  return `${of ? `${of}-` : ""}field-${name.replaceAll(/[.[\]]+/g, "-")}`;
}

/** The problem of a field in words, if it has one, and the values to begin with: what was typed, else the given ones. */
export function useField(name: string, given?: string | string[]): { id: string; problem: string | undefined; values: string[] } {
  const { problems, values, tried, of } = useContext(FormContext);
  const id = fieldId(name, of);
  const own = problems.filter(({ field }) => field !== undefined && fieldId(field, of) === id).map((problem) => problem.words);
  const known = values[name] ?? (tried ? [] : (given ?? []));
  return { id, problem: own.length > 0 ? own.join(" ") : undefined, values: Array.isArray(known) ? known : [known] };
}
