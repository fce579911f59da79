/*
 * Which pages there are in several languages, and how their addresses say in which. An address without a language is English; "/es/devices" is "/devices" in
 * Spanish. Known before anything is drawn, so nothing of the languages themselves is needed here.
 */

/** The codes of the languages that addresses begin with; the one without is not among them. Kept equal to `all.ts` by a test. */
export const prefixes = ["es"] as const;

/** Pages that are the same for everyone and are there in every language. */
const inEveryLanguage = [/^\/$/, /^\/(devices|decisions|data|numbers|comments|concerns|data-rights|ledger|privacy|offline|display)$/, /^\/ledger\/entries\/[^/]+$/, /^\/(devices|assets)\/[^/]+(\/sign)?$/, /^\/(comments|concerns|data-rights|follow)\/[^/]+$/];

export interface LanguageAsked {
  code: string;
  /** the address without its language */
  path: string;
}

/** What an address asks for: in which language, and the rest of it. */
export function languageOf(path: string): LanguageAsked {
  const [, first = ""] = path.split("/", 2);
  return (prefixes as readonly string[]).includes(first) ? { code: first, path: path.slice(first.length + 1) || "/" } : { code: "en", path };
}

export const isInEveryLanguage = (path: string): boolean => inEveryLanguage.some((each) => each.test(path));

/** The address of a page in a language; of one that is there in English only, that one. */
export function withLanguage(code: string, address: string): string {
  const [path = ""] = address.split(/[?#]/, 1);
  return code === "en" || !isInEveryLanguage(path) ? address : `/${code}${path === "/" ? address.slice(1) : address}`;
}
