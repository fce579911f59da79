import type { RefusalCode } from "@/lib/core/refusals";

/** An expected no: a fact from the closed list, which field it concerns, and what its sentence names. A value, never thrown to a caller. */
export interface Refusal {
  ok: false;
  refusal: RefusalCode;
  field?: string;
  /** What the sentence names: `{asset: "HQ 0412"}`. */
  about: Record<string, string | number>;
  /** All that is wrong with the input, where several fields are. */
  issues?: { field: string; words: string }[];
  /** Which rule stood in the way ("interest", "own_partner"), and the record it was about: for the entry of the denied attempt, never for the person. */
  because?: string;
  on?: { type: string; id: string };
  /** The record is there but hidden from this person: told as not found, recorded as denied. */
  hidden?: true;
}
export interface Ok<T> {
  ok: true;
  value: T;
}
export type Result<T> = Ok<T> | Refusal;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refused = (refusal: RefusalCode, at: { field?: string; about?: Refusal["about"] } = {}): Refusal => ({
  ok: false,
  refusal,
  ...(at.field ? { field: at.field } : {}),
  about: at.about ?? {},
});
