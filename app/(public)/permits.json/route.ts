import { isId } from "@/lib/core/ids";
import { permitsStanding } from "@/lib/registry/queries";
import { forNow } from "../ledger/published";

/** Every permit and where it stands, a thousand at a time: what the ledger's entries are compared with. */
export async function GET(request: Request): Promise<Response> {
  const after = new URL(request.url).searchParams.get("after") ?? "";
  if (after !== "" && !isId(after)) return Response.json({ problem: "Ask after the id of a permit, or leave it out to begin." }, { status: 400, headers: forNow });
  return Response.json(await permitsStanding(after), { headers: forNow });
}
