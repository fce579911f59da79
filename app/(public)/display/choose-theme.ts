"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { prefixes, withLanguage } from "@/app/languages/addresses";

/**
 * Keeps the choice on the person's own device. "As my device is set" keeps nothing.
 * @param language in which the page is shown again
 */
export async function chooseTheme(language: string, data: FormData): Promise<void> {
  const theme = data.get("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark") jar.set("theme", theme, { maxAge: 31_536_000, sameSite: "lax", path: "/", httpOnly: true });
  else jar.delete("theme");
  redirect(withLanguage((prefixes as readonly string[]).includes(language) ? language : "en", "/display"));
}
