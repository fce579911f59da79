"use server";
import { redirect } from "next/navigation";
import { isOwnOrigin } from "@/lib/forms/form-action";
import { signOut } from "@/lib/session/auth";

export async function signOutHere(): Promise<void> {
  if (await isOwnOrigin()) await signOut();
  redirect("/sign-in?left=yes");
}
