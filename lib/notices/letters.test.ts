import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fill, fillsOf, letterNames, letters, wordingProblems, type LetterName } from "@/lib/notices/letters";
import { write } from "@/lib/notices/words";

describe.each(letterNames)("the letter “%s”", (template) => {
  const { sample, must, subject, text } = letters[template];

  it("says in its standard words all that it has to say, and leaves nothing to be put in", () => {
    expect(wordingProblems(template, { subject, text })).toEqual([]);
    const written = fill(template, { subject, text }, sample);
    expect(written.subject + written.text).not.toMatch(/\{|\}|undefined|null/);
    expect(write(template, sample)).toEqual(written);
  });

  it("may be said otherwise, but not without what it has to say", () => {
    for (const name of must) {
      const without = { subject: "A subject", text: must.filter((each) => each !== name).map((each) => `{${each}}`).join("\n\n") || "Nothing." };
      expect(wordingProblems(template, without)).toEqual([{ field: "text", words: `This letter has to say {${name}}. Put it in.` }]);
    }
    const own = { subject: "In our words", text: must.map((name) => `Here: {${name}}`).join("\n \n") };
    expect(wordingProblems(template, own)).toEqual([]);
    expect(write(template, sample, own)).toEqual({ subject: "In our words", text: expect.stringMatching(/^Here: (?!\{)/) });
  });

  it("knows no other names than its own", () => {
    expect(wordingProblems(template, { subject: "{password}", text: `${text} {constructor}` }).map(({ field, words }) => [field, words])).toEqual([
      ["subject", "Nothing is called {password} in this letter. Use what stands in the list."],
      ["text", "Nothing is called {constructor} in this letter. Use what stands in the list."],
    ]);
  });
});

const approved = letters["application-approved"].sample;

it.each([
  ["changes-requested", "Please change {parts} by {by}, because: {reason}\n{link}", "{parts}"],
  ["application-approved", "{permit} until {until}: {reason}\n{leftOut}\n\n{conditions}\n\n{link}", "{leftOut}"],
  ["application-approved", "{permit} until {until}: {reason}\n\n{leftOut} {conditions}\n\n{link}", "{leftOut} and {conditions}"],
] as const)("of “%s”, does not take words in which what may be empty takes along what may not: %s", (template, text, names) => {
  expect(wordingProblems(template, { subject: "A subject", text }).map(({ words }) => words)).toEqual([expect.stringMatching(new RegExp(`^Put ${names.replaceAll(/[{}]/g, "\\$&")} in a paragraph of`))]);
});

it("says what it has to say also where there is less to put in", () => {
  for (const template of letterNames) {
    const { bare, must, mayLack = [], subject, text, fills } = letters[template] as { bare?: unknown; must: readonly string[]; mayLack?: readonly string[]; subject: string; text: string; fills(data: never): Record<string, string> };
    expect(bare === undefined, template).toBe(mayLack.length === 0);
    if (!bare) continue;
    const written = fill(template, { subject, text }, bare).text;
    for (const name of must.filter((each) => !mayLack.includes(each))) expect(written).toContain(fills(bare as never)[name]);
  }
});

it("leaves out a paragraph for which there is nothing to put in", () => {
  const plain = write("application-approved", { ...approved, conditions: [], leftOut: null }).text;
  expect(plain).not.toMatch(/conditions|not approved|\n\n\n/);
  expect(write("application-approved", approved).text).toContain("These conditions bind:\n1. A sign with its code");
});

it("never reads what is put in as something to put in, whatever somebody writes into a reason", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }).filter((reason) => reason !== ""), fc.constantFrom(...(["permit-resumed", "permit-revoked"] as const)), (reason, template: LetterName) => {
      const text = fill(template, { subject: "S", text: "A {reason} B {link} {title}" }, { ...letters["permit-resumed"].sample, reason }).text;
      expect(text).toBe(`A ${reason} B ${letters["permit-resumed"].sample.link} ${letters["permit-resumed"].sample.title}`);
    }),
  );
  expect(write("permit-resumed", { ...letters["permit-resumed"].sample, reason: "{link} $& $1" }).text).toContain("Reason: {link} $& $1");
});

it("keeps the subject on one line", () => {
  expect(write("permit-resumed", { ...letters["permit-resumed"].sample, permit: "LP\r\nBcc: x" }).subject).toBe("LP Bcc: x: in force again");
});

it("names what can be put in", () => expect(fillsOf("permit-ends").toSorted()).toEqual(["link", "on", "permit", "title", "when"]));
