import { createElement, Fragment, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { isInEveryLanguage, languageOf, prefixes, withLanguage } from "./addresses";
import { codes, languages, type LanguageCode } from "./all";

/** Whatever a sentence may be about: it takes the first of these with which it makes sense. */
const samples: readonly unknown[] = [2, "Tern", new Date(Date.UTC(2026, 10, 19)), true, (words: string) => words, [], null];

const isSense = (text: string): boolean => text.length > 0 && !/NaN|undefined|Invalid|\[object|=>|true/.test(text);
const textOf = (node: ReactNode): string => renderToStaticMarkup(createElement(Fragment, null, node)).replace(/<[^>]+>/g, "").replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"');

function* argumentsFor(many: number): Generator<unknown[]> {
  if (many === 0) return yield [];
  for (const first of samples) for (const rest of argumentsFor(many - 1)) yield [first, ...rest];
}

/** A sentence that is made of something, made of samples. */
function made(sentence: (...given: unknown[]) => ReactNode): string {
  for (const given of argumentsFor(sentence.length)) {
    try {
      const text = textOf(sentence(...given));
      if (isSense(text)) return text;
    } catch {
      // Not of these.
    }
  }
  throw new Error(`nothing makes sense in ${sentence}`);
}

/** Every sentence of a language with the way to it. */
function* sentencesOf(words: unknown, path = ""): Generator<[path: string, text: string]> {
  if (typeof words === "string") yield [path, words];
  else if (typeof words === "function") yield [path, made(words as (...given: unknown[]) => ReactNode)];
  else if (words && typeof words === "object") for (const [key, value] of Object.entries(words)) if (key !== "formats") yield* sentencesOf(value, path ? `${path}.${key}` : key);
}
const all = Object.fromEntries(codes.map((code) => [code, new Map(sentencesOf(languages[code]))])) as Record<LanguageCode, Map<string, string>>;

describe("addresses", () => {
  it("know the languages that there are", () => {
    expect(["en", ...prefixes]).toEqual(codes);
  });

  it.each([
    ["/", "en", "/"],
    ["/es", "es", "/"],
    ["/es/devices", "es", "/devices"],
    ["/es/devices/4F2K", "es", "/devices/4F2K"],
    ["/espresso", "en", "/espresso"],
    ["/devices/es", "en", "/devices/es"],
    ["/EN/devices", "en", "/EN/devices"],
  ])("%s is in %s, of %s", (address, code, path) => {
    expect(languageOf(address)).toEqual({ code, path });
  });

  it.each([
    ["es", "/", "/es"],
    ["es", "/devices?find=a#map", "/es/devices?find=a#map"],
    ["es", "/partner", "/partner"],
    ["es", "/ledger/entries/1", "/es/ledger/entries/1"],
    ["es", "/ledger/verify", "/ledger/verify"],
    ["en", "/devices", "/devices"],
  ])("in %s, %s is %s", (code, address, there) => {
    expect(withLanguage(code, address)).toBe(there);
    expect(isInEveryLanguage(languageOf(there.split(/[?#]/)[0] ?? "").path)).toBe(isInEveryLanguage(address.split(/[?#]/)[0] ?? ""));
  });
});

describe.each(codes.filter((code) => code !== "en"))("in %s", (code) => {
  it("everything is said, and in its own words", () => {
    expect([...all[code].keys()]).toEqual([...all.en.keys()]);
    // What reads the same in both, by chance or because it is a name.
    const alike = new Set(["direction", "pageTitle", "device.handling.transfer.stays", "form.error"]);
    for (const [path, text] of all[code]) if (!alike.has(path)) expect(text, path).not.toBe(all.en.get(path));
  });

  it("numbers and days are as its readers expect", () => {
    const { formats } = languages[code];
    const expected = new Intl.DateTimeFormat(languages[code].locale, { timeZone: "UTC", dateStyle: "long" }).format(new Date(Date.UTC(2026, 10, 19)));
    expect(formats.day(new Date(Date.UTC(2026, 10, 19)))).toBe(expected);
    expect(formats.number(1_234_567)).toBe(new Intl.NumberFormat(languages[code].locale).format(1_234_567));
  });
});

describe("plain language", () => {
  const vowels = { en: /[aeiouy]+/g, es: /[aeiouáéíóúü]+/g };
  const syllables = (word: string, code: LanguageCode): number => Math.max(1, (word.toLowerCase().match(vowels[code])?.length ?? 1) - (code === "en" && /[^aeiouyl]e$/.test(word.toLowerCase()) ? 1 : 0));
  /** Whole sentences only: a label is no text that one reads. */
  const prose = (code: LanguageCode) => [...all[code].values()].flatMap((text) => text.split(/(?<=[.?!])\s+/)).filter((text) => /[.?!]$/.test(text) && text.split(/\s+/).length >= 4);

  function counted(code: LanguageCode) {
    const sentences = prose(code);
    const words = sentences.flatMap((text) => text.match(/\p{L}+/gu) ?? []);
    return { sentences: sentences.length, words: words.length, syllables: words.reduce((sum, word) => sum + syllables(word, code), 0) };
  }

  it("English is read at the age of twelve (Flesch-Kincaid grade 7 or lower)", () => {
    const { sentences, words, syllables: parts } = counted("en");
    expect(sentences).toBeGreaterThan(60);
    expect(0.39 * (words / sentences) + 11.8 * (parts / words) - 15.59).toBeLessThan(7);
  });

  it("Spanish is easy to read (Fernández Huerta, 80 or more)", () => {
    const { sentences, words, syllables: parts } = counted("es");
    expect(206.84 - 60 * (parts / words) - 1.02 * (words / sentences)).toBeGreaterThanOrEqual(80);
  });

  it("no sentence is longer than 25 words", () => {
    for (const code of codes) for (const sentence of prose(code)) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(25);
  });
});
