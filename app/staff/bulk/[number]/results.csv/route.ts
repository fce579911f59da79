import { csvLine } from "@/lib/core/csv";
import { runResults } from "@/lib/bulk/queries";
import { outcomeWords } from "@/lib/bulk/words";
import { currentPerson } from "@/lib/session/current";

/** What became of each record of a selection, for its owner. To everybody else there is none. */
export async function GET(_: Request, { params }: RouteContext<"/staff/bulk/[number]/results.csv">) {
  const who = await currentPerson();
  const run = who && (await runResults(who, (await params).number));
  if (!run) return new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" } });
  const lines = [csvLine(["reference", "result", "why not", "at"]), ...run.items.map(({ reference, outcome, words, at }) => csvLine([reference, outcomeWords[outcome], words ?? "", at?.toISOString() ?? ""]))];
  return new Response(`\ufeff${lines.join("")}`, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="selection-${run.number}.csv"`, "cache-control": "private, no-store" } });
}
