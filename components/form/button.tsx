"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

export type ButtonKind = "primary" | "plain" | "danger" | "link";

const kinds: Record<ButtonKind, string> = {
  primary: "button",
  plain: "button button--plain",
  danger: "button button--danger",
  link: "button button--link",
};

/** Sends its form, and says the deed: "Stop 14 cameras now". `name` and `value` tell the act which button was pressed. */
export function Button({ children, kind = "primary", name, value }: { children: ReactNode; kind?: ButtonKind; name?: string; value?: string }) {
  const { pending } = useFormStatus();
  return (
    <button type="submit" className={pending ? `${kinds[kind]} is-sending` : kinds[kind]} name={name} value={value} aria-disabled={pending || undefined}>
      {children}
    </button>
  );
}

/** A link that looks like a button, for the one way on that sends nothing. */
export function ButtonLink({ to, kind = "primary", children }: { to: string; kind?: ButtonKind; children: ReactNode }) {
  return (
    <a className={kinds[kind]} href={to}>
      {children}
    </a>
  );
}
