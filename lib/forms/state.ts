/** What a form shows after it was sent and not accepted. Plain values: it crosses from the server to the browser. */
export interface FormState {
  /** Counts the tries, so that fields are drawn anew with what was typed. */
  attempt: number;
  /** What was typed, by field name; several values where a name repeats. Files and passwords are never sent back. */
  values: Record<string, string | string[]>;
  /** What stands in the way, in the order of the fields. Without a field it concerns the whole form. */
  problems: { field?: string; words: string; /** which refusal it was, for whoever says it in another language */ code?: string }[];
  /** The deed waits for the person to prove that it is them. In the demo, whose cast has no app at hand, by the name given here. */
  confirm?: { asName: string | null };
}

/** The fields with which a person proves that it is them; no decision ever gets them. */
export const confirmFields = { code: "confirmCode", asCast: "confirmAs" } as const;

/** Which form it was and who wrote in it, so that what was typed finds its way back over a sign-in; no decision ever gets them. */
export const keptFields = { form: "keptForm", by: "keptBy" } as const;

export const untouched: FormState = { attempt: 0, values: {}, problems: [] };

/** The shape of every server action that a form may hold. */
export type FormAct = (state: FormState, data: FormData) => Promise<FormState>;
