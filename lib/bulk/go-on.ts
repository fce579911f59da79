import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { mayOf } from "@/lib/bulk/deeds";
import { bulkMoves } from "@/lib/bulk/lifecycle";
import { runInput } from "@/lib/bulk/schema";
import { ownRun } from "@/lib/bulk/selection";

/** An officer lets a run go on that they stopped: from where it was, with what was said when it began, and as they are signed in now. */
export const goOnRun = decision({
  name: "bulk.continued",
  input: runInput,
  may: mayOf,
  find: ownRun,
  async decide({ tx, input, record: { run }, actor }) {
    const next = move(bulkMoves, run.status, "go_on");
    if (!next.ok) return refused("run_not_stopped");
    const { count } = await tx.bulkRun.updateMany({ where: { id: run.id, version: input.version }, data: { status: next.value, leaseUntil: null, ...(actor.kind === "person" ? { secondFactor: actor.secondFactor, confirmedAt: actor.confirmedAt } : {}), version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "BulkRun", id: run.id }, from: run.status, to: next.value, open: { number: run.number, decided: run.decided, refused: run.refused, records: run.total }, reference: String(run.number) });
  },
});
