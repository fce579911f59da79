import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { bulkMoves } from "@/lib/bulk/lifecycle";
import { runInput } from "@/lib/bulk/schema";

/** An officer stops a run of theirs half way. What is decided stays so; the rest waits, and can go on later. */
export const stopRun = decision({
  name: "bulk.stopped",
  input: runInput,
  // To stop what one began nobody needs a grant, whatever became of the records.
  may: ["follow", "Person"],
  async find({ tx, input, personId }) {
    const run = await tx.bulkRun.findFirst({ where: { id: input.runId, ownerId: personId } });
    return run && { id: personId, run };
  },
  async decide({ tx, record: { run } }) {
    const next = move(bulkMoves, run.status, "stop");
    if (!next.ok) return refused("run_not_under_way");
    const { count } = await tx.bulkRun.updateMany({ where: { id: run.id, status: { in: [...bulkMoves.stop.from] } }, data: { status: next.value, leaseUntil: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "BulkRun", id: run.id }, from: run.status, to: next.value, open: { number: run.number, decided: run.decided, refused: run.refused, records: run.total }, reference: String(run.number) });
  },
});
