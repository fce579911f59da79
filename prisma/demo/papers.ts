import PDFDocument from "pdfkit";

/** A sheet of paper as a partner would file it: a heading, its lines, and that it is invented. */
export function paper(name: string, title: string, lines: string[]): Promise<File> {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({ size: "A4", margin: 64, info: { Title: title } });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("error", reject);
    document.on("end", () => resolve(new File(pieces.map((piece) => new Uint8Array(piece)), name, { type: "application/pdf" })));
    document.fontSize(18).text(title).moveDown().fontSize(11);
    for (const line of lines) document.text(line).moveDown(0.5);
    document.moveDown().fontSize(9).text("Invented for the demonstration city.");
    document.end();
  });
}
