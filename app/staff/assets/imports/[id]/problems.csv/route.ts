import { importFile, problemsOf } from "@/lib/assets/queries";
import type { Inspection } from "@/lib/assets/reading/sniff";
import { writeProblems } from "@/lib/assets/reading/write-problems";
import type { RowProblem } from "@/lib/assets/reading/row-problem";
import { piecesBehindWall } from "@/lib/core/wall";
import { currentPerson } from "@/lib/session/current";

/** The refused rows as a file to mend: the columns that came in, and one that says what is wrong. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const who = await currentPerson();
  const file = who && (await importFile(who, (await params).id));
  if (!file) return new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
  const inspection = file.inspection as unknown as Inspection;
  const lines = writeProblems(piecesBehindWall(who, problemsOf(file.id)) as AsyncIterable<unknown> as AsyncIterable<RowProblem>, { columns: inspection.columns, ...(inspection.delimiter ? { delimiter: inspection.delimiter } : {}) });
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="rows-to-mend.csv"', "cache-control": "private, no-store" } });
}
