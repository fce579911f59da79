import { publishedCheckpoint } from "@/lib/ledger/tree";
import { forNow, notThere, plain } from "../published";

export async function GET(): Promise<Response> {
  const checkpoint = await publishedCheckpoint();
  return checkpoint ? new Response(checkpoint.note, { headers: { ...forNow, ...plain } }) : notThere("Nothing is sealed yet. Come back in a second.");
}
