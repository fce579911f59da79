import { isId } from "@/lib/core/ids";
import { receiptOf } from "@/lib/ledger/tree";
import { forNow, notThere, plain } from "../../published";

/** The receipt of an entry, as a file to keep. */
export async function GET(_: Request, { params }: RouteContext<"/ledger/receipts/[entry]">): Promise<Response> {
  const { entry } = await params;
  const receipt = isId(entry) ? await receiptOf(entry) : null;
  if (!receipt) return notThere("There is no such entry, or it is not sealed yet. An entry is sealed within a second.");
  return new Response(receipt, { headers: { ...forNow, ...plain, "content-disposition": `attachment; filename="receipt-${entry}.txt"` } });
}
