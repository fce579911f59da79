import { checkpointsFrom } from "@/lib/ledger/tree";
import { forNow, notThere } from "../../published";

/** Signed checkpoints of the past, a thousand from a size on. */
export async function GET(_: Request, { params }: RouteContext<"/ledger/history/[from]">): Promise<Response> {
  const { from } = await params;
  if (!/^\d{1,15}$/.test(from)) return notThere("Ask from a size on, like /ledger/history/0.");
  return Response.json(await checkpointsFrom(Number(from)), { headers: forNow });
}
