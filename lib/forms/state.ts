/** What a form shows after it was sent and not accepted. Plain values: it crosses from the server to the browser. */
export interface FormState {
  /** Counts the tries, so that fields are drawn anew with what was typed. */
  attempt: number;
  /** What was typed, by field name; several values where a name repeats. Files and passwords are never sent back. */
  values: Record<string, string | string[]>;
  /** What stands in the way, in the order of the fields. Without a field it concerns the whole form. */
  problems: { field?: string; words: string }[];
}

export const untouched: FormState = { attempt: 0, values: {}, problems: [] };

/** The shape of every server action that a form may hold. */
export type FormAct = (state: FormState, data: FormData) => Promise<FormState>;
