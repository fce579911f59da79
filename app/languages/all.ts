import { en } from "./en";
import { es } from "./es";
import type { Words } from "./words";

/** The languages of the public pages, by the code that their addresses begin with; the first has addresses without one. To add another: its file beside this, and its line here. */
export const languages = { en, es } satisfies Record<string, Words>;

export type LanguageCode = keyof typeof languages;
export const codes = Object.keys(languages) as LanguageCode[];
