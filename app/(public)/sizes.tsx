import type { Said, SignSize } from "@/components/show/pole-sign";
import { codes, languages } from "@/app/languages/all";
import type { Language } from "@/app/languages/language";
import type { Words } from "@/app/languages/words";

export const sizes: readonly SignSize[] = ["a6", "a4", "label"];
export const sizeFrom = (given: string | string[] | undefined): SignSize => sizes.find((size) => size === given) ?? "a6";

/** On a large sheet in every language that the city speaks; where there is little room, in that of the page. */
export function inItsLanguages(size: SignSize, { code }: Pick<Language, "code">, say: (words: Words) => string): Said[] {
  return (size === "a4" ? [code, ...codes.filter((each) => each !== code)] : [code]).map((lang) => ({ lang, text: say(languages[lang]) }));
}

/** The ways in which a sign can be printed. */
export function Sizes({ here, size, words }: { here: string; size: SignSize; words: Words }) {
  return (
    <nav className="pole-sign-sizes" aria-label={words.sign.size}>
      <ul className="row">
        {sizes.map((each) => (
          <li key={each}>
            <a href={`${here}?size=${each}`} aria-current={each === size ? "true" : undefined}>
              {words.sign.sizes[each]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
