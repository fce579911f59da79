"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";

/** Keeps the choice on the person's own device. "As my device is set" keeps nothing. */
export async function chooseTheme(data: FormData): Promise<void> {
  const theme = data.get("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark") jar.set("theme", theme, { maxAge: 31_536_000, sameSite: "lax", path: "/", httpOnly: true });
  else jar.delete("theme");
  redirect("/display");
}
