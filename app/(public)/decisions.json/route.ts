import { isId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { publicEntries } from "@/lib/registry/queries";
import { positionsOf } from "@/lib/ledger/tree";
import { officerWords } from "../decisions/words";
import { forNow } from "../ledger/published";

/** The decisions that anyone may read, newest first, a hundred at a time, each with its place in the ledger and where its receipt is. */
export async function GET(request: Request): Promise<Response> {
  const before = new URL(request.url).searchParams.get("before") ?? undefined;
  if (before !== undefined && !isId(before)) return Response.json({ problem: "Ask before the id of a decision, or leave it out to begin." }, { status: 400, headers: forNow });
  const decisions = await publicEntries({ before, take: 101 });
  const shown = decisions.slice(0, 100);
  const positions = await positionsOf(shown.map(({ id }) => id));
  return Response.json(
    {
      decisions: shown.map((decision) => ({ ...decision, officer: officerWords(decision) })).map(({ id, at, name, title, reference, partner, reason, officer, until }) => ({ id, at, action: name, reference, title, partner, reason, decidedBy: officer, until, position: positions.get(id) ?? null, page: `${origin()}/ledger/entries/${id}`, receipt: `${origin()}/ledger/receipts/${id}` })),
      next: decisions.length > 100 ? `${origin()}/decisions.json?before=${shown.at(-1)?.id}` : null,
    },
    { headers: forNow },
  );
}
