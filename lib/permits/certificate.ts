import "server-only";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import { city } from "@/lib/core/city";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";

/** What a certificate says of a permit: plain values, so that it can be made of what one person may see. */
export interface Certified {
  reference: string;
  title: string;
  partner: string;
  standing: string;
  startsOn: Date;
  expiresOn: Date;
  where: string;
  decidedBy: string;
  decidedAt: Date;
  reason: string;
  conditions: string[];
  devices: { code: string; name: string; on: string; place: string; operation: string }[];
  /** the entry that proves it; null while it is not sealed */
  entryId: string | null;
}

// A typeface with many scripts, whole in a file: the portal's own are cut to Latin, and packed as no PDF can hold them.
const fonts = { plain: "DejaVuSansCondensed", bold: "DejaVuSansCondensed-Bold" } as const;
type Font = keyof typeof fonts;

interface Face {
  hasGlyphForCodePoint(code: number): boolean;
}

/**
 * The certificate of a permit as a PDF, in A4, tagged for screen readers: what is allowed, until when, under which conditions, on what; with a square code that
 * leads to the proof. It says at which instant it was so, since a piece of paper does not change when a permit does.
 */
export async function certificatePdf(permit: Certified, now: Date): Promise<Buffer> {
  const doc = new PDFDocument({ size: "A4", margins: { top: 56, bottom: 64, left: 56, right: 56 }, pdfVersion: "1.7", tagged: true, lang: "en-GB", displayTitle: true, bufferPages: true, info: { Title: `Permit ${permit.reference}: ${shown(permit.title)}`, Author: city.name, CreationDate: now } });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done, fail) => doc.on("end", done).on("error", fail));
  for (const [name, file] of Object.entries(fonts)) doc.registerFont(name, join(process.cwd(), "node_modules", "dejavu-fonts-ttf", "ttf", `${file}.ttf`));
  const faceOf = (font: Font): Face => (doc.font(font) as unknown as { _font: { font: Face } })._font.font;
  const faces = { plain: faceOf("plain"), bold: faceOf("bold") };
  const width = doc.page.width - 112;

  /** A text as the typeface can write it: what it lacks is written as the number of its character, so that nothing is lost. */
  const writable = (text: string, font: Font): string => [...shown(text)].map((letter) => (letter === "\n" || faces[font].hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : numberOf(letter))).join("");
  function write(text: string, { size = 9.5, gap = 4, font = "plain" as Font } = {}): void {
    doc.font(font).fontSize(size).text(writable(text, font), 56, doc.y, { width, lineGap: 1.5 });
    doc.y += gap;
  }
  const tagged = (type: string, work: () => void) => doc.addStructure(doc.struct(type, {}, () => work()));
  const heading = (text: string) => {
    if (doc.y > doc.page.height - 140) doc.addPage();
    doc.y += 8;
    tagged("H2", () => write(text, { size: 12.5, gap: 4, font: "bold" }));
  };
  const row = (term: string, value: string) => {
    if (doc.y > doc.page.height - 90) doc.addPage();
    tagged("P", () => {
      write(term, { size: 8, gap: 0, font: "bold" });
      write(value, { gap: 6 });
    });
  };

  tagged("P", () => write(city.name, { size: 10, gap: 2 }));
  tagged("H1", () => write(`Permit ${permit.reference}`, { size: 21, gap: 2, font: "bold" }));
  tagged("P", () => write(permit.title, { size: 14, gap: 10 }));
  row("Given to", permit.partner);
  row("In force", `From ${wordDay(permit.startsOn)} until ${wordDay(permit.expiresOn)}`);
  row(`How it stood on ${wordInstant(now)}`, permit.standing);
  row("Where", permit.where);
  row("Decided by", `${permit.decidedBy}, ${wordInstant(permit.decidedAt)}`);
  row("Reason", permit.reason);
  if (permit.conditions.length > 0) {
    heading("Conditions");
    permit.conditions.forEach((words, index) => tagged("P", () => write(`${index + 1}.  ${words}`)));
  }
  heading(permit.devices.length === 1 ? "1 device" : `${permit.devices.length} devices`);
  for (const { code, name, on, place, operation } of permit.devices) {
    if (doc.y > doc.page.height - 80) doc.addPage();
    tagged("P", () => write(`${code}   ${name}, on ${on}, ${place}. ${operation}`, { size: 9, gap: 2 }));
  }
  if (permit.entryId) {
    if (doc.y > doc.page.height - 200) doc.addPage();
    heading("Proof");
    const address = `${origin()}/ledger/entries/${permit.entryId}`;
    tagged("P", () => write(`This paper proves nothing by itself. Whoever scans the code, or opens the address, sees what the city decided and whether it still stands, and can check it without believing anybody: ${address}`));
    const { modules } = QRCode.create(address, { errorCorrectionLevel: "M" });
    const [edge, left, top] = [110 / modules.size, 56, doc.y + 4];
    doc.addStructure(doc.struct("Figure", { alt: "Square code that leads to the proof of this permit" }, () => {
      for (let at = 0; at < modules.size * modules.size; at += 1) if (modules.data[at]) doc.rect(left + (at % modules.size) * edge, top + Math.floor(at / modules.size) * edge, edge, edge);
      doc.fill("#000");
    }));
  }
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    doc.markContent("Artifact", { type: "Pagination" });
    doc.font("plain").fontSize(8).text(`Permit ${permit.reference}, as it stood on ${wordInstant(now)}. Page ${page + 1} of ${count}.`, 56, doc.page.height - 44, { width, lineBreak: false, height: 12 });
    doc.endMarkedContent();
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

const numberOf = (letter: string): string => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** Marks that change the direction of what follows, and controls, do nothing on paper but deceive: they are written out. A tab is a blank. */
const shown = (text: string): string => text.replaceAll("\t", " ").replace(/(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, numberOf);
