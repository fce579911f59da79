"use client";

import { createContext, useMemo, useRef, type ReactNode } from "react";
import type { FormState } from "@/lib/forms/state";

type Was = { form: string; values: FormState["values"] } | null;

interface Kept {
  /** by whom the forms of this page are drawn; null where nobody is signed in */
  by: string | null;
  /** what they typed in this form before they were signed out, until one of the page is sent */
  of(form: string): FormState["values"] | null;
  /** a form was sent: nothing is kept any more */
  sent(): void;
}
export const KeptContext = createContext<Kept | null>(null);

/** Hands down to the forms of a page what was typed in one of them before its author was signed out. */
export function KeptWords({ by, was, children }: { by: string | null; was: Was; children: ReactNode }) {
  const waiting = useRef(was);
  const kept = useMemo((): Kept => ({ by, of: (form) => (waiting.current?.form === form ? waiting.current.values : null), sent: () => void (waiting.current = null) }), [by]);
  return <KeptContext value={kept}>{children}</KeptContext>;
}
