import { neutraliseCell } from "@/lib/assets/reading/write-problems";

/** A file of values, in pieces, for the person who asked alone. */
export function csvOf(fileName: string, pieces: AsyncIterator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${fileName}"`, "cache-control": "private, no-store" } });
}

/** One line of such a file. What a spreadsheet would take for a formula is neutralised. */
export const csvLine = (cells: (string | number)[]): string => `${cells.map((cell) => `"${neutraliseCell(String(cell)).replaceAll('"', '""')}"`).join(",")}\r\n`;

export const notForYou = (): Response => new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
