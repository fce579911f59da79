import { headers } from "next/headers";
import { languages, type LanguageCode } from "./all";
import { withLanguage } from "./addresses";
import type { Words } from "./words";

export interface Language {
  code: LanguageCode;
  words: Words;
  /** an address of a public page in this language */
  to(path: string): string;
  /** goes on whatever partners and officers wrote, which is in the city's own language and stays as it was written (WCAG 3.1.2) */
  written: { lang?: string };
}

/** The language of the page that is asked for, as its address says. */
export async function languageNow(): Promise<Language> {
  const asked = (await headers()).get("x-lamppost-language") ?? "en";
  const code = (Object.hasOwn(languages, asked) ? asked : "en") as LanguageCode;
  return { code, words: languages[code], to: (path) => withLanguage(code, path), written: code === "en" ? {} : { lang: "en" } };
}
