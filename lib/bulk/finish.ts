import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { bulkMoves } from "@/lib/bulk/lifecycle";
import { finishRunInput, type BulkDeed } from "@/lib/bulk/schema";
import { deedWords } from "@/lib/bulk/words";

/** The worker has been through all of a run: how many were done and how many not goes into the ledger, and its owner is told. */
export const finishRun = decision({
  name: "bulk.finished",
  input: finishRunInput,
  may: { operator: "the worker ends what an officer started; the officer's entries stand before it" },
  find: ({ tx, input }) => tx.bulkRun.findUnique({ where: { id: input.runId }, include: { owner: { select: { id: true, email: true, status: true } } } }),
  async decide({ tx, record: run, now }) {
    const next = move(bulkMoves, run.status, "finish");
    if (!next.ok) return next;
    if (run.decided + run.refused < run.total) return refused("run_not_under_way");
    const { count } = await tx.bulkRun.updateMany({ where: { id: run.id, status: run.status }, data: { status: next.value, input: {}, finishedAt: now, leaseUntil: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "BulkRun", id: run.id },
      from: run.status,
      to: next.value,
      open: { number: run.number, deed: run.deed, decided: run.decided, refused: run.refused },
      reference: String(run.number),
      notices: run.owner.status === "active" ? [{ template: "bulk-finished", to: { personId: run.owner.id, email: run.owner.email }, data: { number: run.number, what: deedWords[run.deed as BulkDeed], decided: run.decided, refused: run.refused, link: `${origin()}/staff/bulk/${run.number}` } }] : [],
    });
  },
});
