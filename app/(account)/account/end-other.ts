"use server";
import { redirect } from "next/navigation";
import { isId } from "@/lib/core/ids";
import { isOwnOrigin } from "@/lib/forms/form-action";
import { signedIn } from "@/lib/session/current";
import { endOwnSessions } from "@/lib/session/end-session";

/** Ends one of one's own sessions: the next request with it is a visitor's. */
export async function endOther(data: FormData): Promise<void> {
  const who = await signedIn("/account");
  const id = data.get("session");
  if (typeof id === "string" && isId(id) && (await isOwnOrigin())) await endOwnSessions(who.person.id, { id });
  redirect("/account");
}
