/** An expected no: a fact, where it concerns a field, and what the sentence needs to be said. Never thrown to a caller. */
export interface Refusal {
  ok: false;
  refusal: string;
  field?: string;
  /** Values the sentence names: `{asset: "HQ 0412"}`. */
  about: Record<string, string | number>;
}
export interface Ok<T> {
  ok: true;
  value: T;
}
export type Result<T> = Ok<T> | Refusal;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refused = (refusal: string, at: { field?: string; about?: Refusal["about"] } = {}): Refusal => ({
  ok: false,
  refusal,
  ...(at.field ? { field: at.field } : {}),
  about: at.about ?? {},
});
