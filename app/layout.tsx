import type { Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { languageNow } from "@/app/languages/language";
import "@/app/styles/lamppost.css";

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** The letters of every page in every language of ours: asked for with the page, so that its words do not move when they come. The sheet would ask for them later. */
const letters = ["sofia-sans-common", "sofia-sans-semi-condensed-common"];

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const { code, words } = await languageNow();
  for (const name of letters) preload(`/fonts/${name}.woff2`, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <html lang={code} dir={words.direction} {...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {})}>
      <body>{children}</body>
    </html>
  );
}
