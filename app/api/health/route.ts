import { db } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";

/** "ok" only when the database answers. */
export async function GET() {
  try {
    await db.$queryRaw`SELECT 1`;
    return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
  } catch (problem) {
    log.error({ problem: forLog(problem) }, "the database does not answer");
    return Response.json({ status: "the database does not answer" }, { status: 503, headers: { "cache-control": "no-store" } });
  }
}
