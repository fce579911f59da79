import type { Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { languageNow } from "@/app/languages/language";
import "@/app/styles/lamppost.css";

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const { code, words } = await languageNow();
  return (
    <html lang={code} dir={words.direction} {...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {})}>
      <body>{children}</body>
    </html>
  );
}
