import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindOf, safeName } from "@/lib/files/kind-of";
import { kinds, sizeWords } from "@/lib/files/words";

const text = (words: string) => Buffer.from(words);
const office = (part: string, type: string) => Buffer.from(zipSync({ "[Content_Types].xml": text(`<Types><Override PartName="/${part}" ContentType="${type}"/></Types>`), [part]: text("<x/>") }));
const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

describe("the kind of a file", () => {
  it.each<[string, Buffer, string, string | null]>([
    ["a PDF", text("%PDF-1.7\n1 0 obj"), "a.pdf", "pdf"],
    ["a PDF that calls itself a picture", text("%PDF-1.7\n1 0 obj"), "a.png", "pdf"],
    ["a document", office("word/document.xml", wordType), "a.docx", "docx"],
    ["plain text", text("Wind, 12 m/s\r\n\tand rain\n"), "a", "text"],
    ["a table of text", text("a,b\n1,2\n"), "a.CSV", "csv"],
    ["a table with the mark of Excel in front", text("\ufeffa;b\n"), "a.csv", "csv"],
    ["a page", text("<!doctype html><script>alert(1)</script>"), "a.txt", null],
    ["a page after blanks", text("  \n<html>"), "a.txt", null],
    ["a page with the mark in front", text("\ufeff<html>"), "a.txt", null],
    ["a picture with scripts in it", text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "a.svg", null],
    ["the same that calls itself a PNG", text('<?xml version="1.0"?><svg/>'), "a.png", null],
    ["PostScript", text("%!PS-Adobe-3.0"), "a.pdf", null],
    ["a script", text("#!/bin/sh\nrm -rf /\n"), "a.txt", null],
    ["a program that calls itself a PDF", Buffer.from("4d5a90000300000004000000ffff0000b8", "hex"), "a.pdf", null],
    ["a program of Linux", Buffer.from("7f454c4602010100000000000000000002003e00", "hex"), "a.txt", null],
    ["a document with macros", office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docx", null],
    ["an archive", Buffer.from(zipSync({ "a.txt": text("a") })), "a.docx", null],
    ["what is no text", Buffer.from("c328a0a1", "hex"), "a.txt", null],
    ["text with a byte of nothing", text("a\u0000b"), "a.txt", null],
    ["a moving picture", Buffer.from("474946383961010001000000002c", "hex"), "a.gif", null],
  ])("of %s", async (_, bytes, name, kind) => expect(await kindOf(bytes, name)).toBe(kind));

  it("is none or one of the list, whatever is sent, and asking never fails", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 20 }), async (bytes, name) => {
      const kind = await kindOf(Buffer.from(bytes), name);
      expect(kind === null || kind in kinds).toBe(true);
    }), { seed: 1, numRuns: 300 });
  });
});

describe("the name of a file", () => {
  it.each([
    ["report.pdf", "pdf", "report.pdf"],
    ["photo.JPEG", "jpeg", "photo.jpeg"],
    ["photo", "jpeg", "photo.jpg"],
    ["../../etc/passwd", "text", "passwd.txt"],
    ["C:\\fakepath\\plan.pdf", "pdf", "plan.pdf"],
    ["plan.html", "pdf", "plan.pdf"],
    ["invoice\u202efdp.exe", "pdf", "invoicefdp.pdf"],
    ["a\r\nSet-Cookie: x=1.pdf", "pdf", "aSet-Cookie_ x=1.pdf"],
    [".htaccess", "text", "file.txt"],
    ["", "png", "file.png"],
    ["Gutachten Brücke №7.pdf", "pdf", "Gutachten Brücke №7.pdf"],
    ["v1.2", "pdf", "v1.pdf"],
  ] as const)("%j of a %s is kept as %s", (typed, kind, kept) => expect(safeName(typed, kind)).toBe(kept));

  it("is never a way out of a folder, never unseen, never of another kind, and never long", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), (typed, kind) => {
      const name = safeName(typed, kind);
      expect(name).toMatch(/^[^/\\<>:"|?*\p{Cc}\p{Cf}]+$/u);
      expect(name.startsWith(".")).toBe(false);
      expect(kinds[kind].endings.some((ending) => name.endsWith(`.${ending}`))).toBe(true);
      expect([...name].length).toBeLessThanOrEqual(110);
      expect(() => encodeURIComponent(name)).not.toThrow();
      expect(safeName(name, kind)).toBe(name);
    }), { seed: 1, numRuns: 1_000 });
  });
});

describe("a size", () => {
  it.each([[1, "1 byte"], [999, "999 bytes"], [1_000, "1 kB"], [12_345, "12 kB"], [3_400_000, "3.4 MB"], [20_000_000, "20 MB"]])("of %i is %s", (bytes, words) => expect(sizeWords(bytes)).toBe(words));
});
