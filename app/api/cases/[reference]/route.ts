import { caseAnswer } from "@/lib/applications/queries";
import { currentPerson } from "@/lib/session/current";

const headers = { "cache-control": "private, no-store" };

/** One case as JSON, for the person who is signed in: what they may see of it, and the names of what is left out. */
export async function GET(_: Request, { params }: { params: Promise<{ reference: string }> }) {
  const who = await currentPerson();
  if (!who) return Response.json({ problem: "Sign in first." }, { status: 401, headers });
  const answer = await caseAnswer(who, (await params).reference);
  return answer ? Response.json(answer, { headers }) : Response.json({ problem: "We cannot find this. It may have moved, or it may not be yours to see." }, { status: 404, headers });
}
