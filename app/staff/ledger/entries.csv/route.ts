import { csvBeginning } from "@/lib/core/csv";
import { ledgerCsv, lookedFor } from "@/lib/audits/queries";
import { readLedger } from "@/lib/audits/read-ledger";
import { piecesBehindWall } from "@/lib/core/wall";
import { currentPerson } from "@/lib/session/current";
import { soughtOf } from "../sought";

/** What was found, as a file. That it was taken out is written into the ledger first. */
export async function GET(request: Request): Promise<Response> {
  const who = await currentPerson();
  if (!who) return new Response("Sign in first.\n", { status: 401 });
  const sought = { ...soughtOf(request), before: undefined };
  const looked = lookedFor(sought);
  const noted = await readLedger(who.actor, { how: "export", by: Object.keys(looked), looked, count: 0 });
  if (!noted.ok) return new Response("There is nothing here.\n", { status: 404 });
  const pieces = piecesBehindWall(who, ledgerCsv(who, sought));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvBeginning)),
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="ledger.csv"', "cache-control": "private, no-store" } });
}
