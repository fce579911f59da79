import "server-only";
import { move } from "@/lib/core/lifecycle";
import { newId } from "@/lib/core/ids";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { bulkDeeds, mayOf } from "@/lib/bulk/deeds";
import { bulkMoves } from "@/lib/bulk/lifecycle";
import { startRunInput } from "@/lib/bulk/schema";
import { ownRun } from "@/lib/bulk/selection";

/** An officer starts a run that they drew up, with what is the same for all of it. It is read as each of its decisions will read it; what is wrong is said at once. */
export const startRun = decision({
  name: "bulk.started",
  input: startRunInput,
  may: mayOf,
  find: ownRun,
  async decide({ tx, input: { runId: _, version, deed, ...common }, record: { run }, now, actor }) {
    const next = move(bulkMoves, run.status, "start");
    if (!next.ok) return refused("run_not_new");
    const row = bulkDeeds[deed];
    const read = row.decide.input.safeParse(row.inputOf(common, { id: newId(), version: 1, until: "2100-01-01" }));
    if (!read.success) {
      const issues = read.error.issues.map(({ path, message }) => ({ field: path.join("."), words: message }));
      return { ...refused("bad_input", { field: issues[0]?.field ?? "", about: { words: issues[0]?.words ?? "" } }), issues };
    }
    const signedIn = actor.kind === "person" ? { secondFactor: actor.secondFactor, confirmedAt: actor.confirmedAt } : {};
    const { count } = await tx.bulkRun.updateMany({ where: { id: run.id, version }, data: { status: next.value, input: common as Prisma.InputJsonObject, ...signedIn, startedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "BulkRun", id: run.id }, from: run.status, to: next.value, open: { number: run.number, deed, records: run.total }, ...(typeof common.reason === "string" ? { sealed: { reason: common.reason } } : {}), reference: String(run.number) });
  },
});
