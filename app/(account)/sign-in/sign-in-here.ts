"use server";
import { redirect } from "next/navigation";
import { again, isOwnOrigin } from "@/lib/forms/form-action";
import type { FormState } from "@/lib/forms/state";
import { signInFromCast, signInWithPassword } from "@/lib/session/auth";

const text = (value: FormDataEntryValue | null): string => (typeof value === "string" ? value : "");

/** Where to go after signing in: an address of this portal only. */
const inside = (to: string): string => (/^\/(?![/\\])[\w\-./?=&%]*$/.test(to) ? to : "/account?welcome=yes");

export async function signInHere(state: FormState, data: FormData): Promise<FormState> {
  const email = text(data.get("email"));
  const typed = { email };
  if (!(await isOwnOrigin())) return again(state, typed, [{ words: "This form was sent from another site. Open the page here and sign in again." }]);
  if (!email) return again(state, typed, [{ field: "email", words: "Enter your e-mail address." }]);
  const result = await signInWithPassword({ email, password: text(data.get("password")), code: text(data.get("code")) });
  // The same words for an unknown person, a wrong password and a wrong code.
  if (result === "no") return again(state, typed, [{ field: "email", words: "These do not fit together. Check the address, the password and the code; a code works once." }]);
  if (result === "slow_down") return again(state, typed, [{ field: "email", words: "There were too many tries. Wait a quarter of an hour, then try again." }]);
  redirect(inside(text(data.get("to"))));
}

/** The demo's door. In production nobody stands behind it: the provider is not there. */
export async function becomeSomeone(data: FormData): Promise<void> {
  if (!(await isOwnOrigin())) redirect("/sign-in");
  const result = await signInFromCast(text(data.get("person")));
  redirect(result === "done" ? inside(text(data.get("to"))) : "/sign-in");
}
