import "server-only";
import { db } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";
import { sentence } from "@/lib/core/refusals";
import { Fault, type Actor } from "@/lib/decisions/decision";
import { bulkDeeds } from "@/lib/bulk/deeds";
import { finishRun } from "@/lib/bulk/finish";
import type { BulkDeed } from "@/lib/bulk/schema";
import { wantedUntil } from "@/lib/bulk/selection";

const leaseMs = 60_000;
const atOnce = 40;
/** So many of them beside each other: as many as the machine has hands for. */
const beside = 4;

/**
 * Takes the run that has waited longest, or one whose worker died, and goes through some of it: each record by the one decision, in its owner's name, by
 * the grants they hold at that moment, and of the version that was looked at. Then others have their turn: the worker's other work, and other runs.
 * Whatever happens on the way, each record is decided once: its key is its place in the run. @returns false where there is none
 */
export async function runNextBulk(): Promise<boolean> {
  const [run] = await db.$queryRaw<{ id: string; deed: BulkDeed; ownerId: string; secondFactor: boolean; confirmedAt: Date | null; input: Record<string, unknown>; leaseUntil: Date }[]>`
    UPDATE "BulkRun" SET status = 'running', "leaseUntil" = date_trunc('milliseconds', now()) + ${leaseMs} * interval '1 millisecond'
    WHERE id = (SELECT id FROM "BulkRun" WHERE status = 'queued' OR (status = 'running' AND "leaseUntil" < now()) ORDER BY coalesce("leaseUntil", "startedAt"), id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, deed, "ownerId", "secondFactor", "confirmedAt", input, "leaseUntil"`;
  if (!run) return false;
  const actor: Actor = { kind: "person", personId: run.ownerId, secondFactor: run.secondFactor, confirmedAt: run.confirmedAt };
  const row = bulkDeeds[run.deed];
  let token = run.leaseUntil;
  const items = await db.bulkItem.findMany({ where: { runId: run.id, outcome: "waiting" }, orderBy: { position: "asc" }, take: atOnce });
  for (let from = 0; from < items.length; from += beside) {
    // Stopped by its owner, or taken by another worker because this one was too slow: then it is not ours any more.
    const [mine] = await db.$queryRaw<{ leaseUntil: Date }[]>`
      UPDATE "BulkRun" SET "leaseUntil" = date_trunc('milliseconds', clock_timestamp()) + ${leaseMs} * interval '1 millisecond' WHERE id = ${run.id}::uuid AND status = 'running' AND "leaseUntil" = ${token}::timestamptz RETURNING "leaseUntil"`;
    if (!mine) return true;
    token = mine.leaseUntil;
    await Promise.all(items.slice(from, from + beside).map(async (item) => {
      const key = `bulk ${run.id} ${item.position}`;
      const decide = async () => row.decide(actor, row.inputOf(run.input, { id: item.applicationId ?? item.permitId ?? "", version: item.seen, until: await wantedUntil(db, run.deed, item.applicationId) }), { key });
      await tell(run.id, item.position, await refusalOf(decide));
    }));
  }
  if (items.length === atOnce) {
    await db.$executeRaw`UPDATE "BulkRun" SET "leaseUntil" = date_trunc('milliseconds', clock_timestamp()) WHERE id = ${run.id}::uuid AND status = 'running' AND "leaseUntil" = ${token}::timestamptz`;
    return true;
  }
  const finished = await finishRun({ kind: "operator" }, { runId: run.id });
  // Stopped, or finished by another worker, in this very moment.
  if (!finished.ok) log.info({ run: run.id, outcome: finished.refusal }, "a run did not end here");
  return true;
}

type Decided = Awaited<ReturnType<(typeof bulkDeeds)[BulkDeed]["decide"]>>;
/** What a colleague may or may not is theirs: beside a record it is said without a name. */
const ofColleagues = new Set(["held_by_them", "assignee_may_not"]);

/**
 * Null where it is decided; else why not, in words. After a fault it is asked once more with the same key: what was decided all the same, though the answer
 * was lost, is known by that. A fault is told by its number, and does not stop the others.
 */
async function refusalOf(decide: () => Promise<Decided>): Promise<string | null> {
  try {
    const result = await decide().catch(() => decide());
    if (result.ok) return null;
    return ofColleagues.has(result.refusal) ? "This colleague cannot hold it, or holds it already." : sentence(result).slice(0, 500);
  } catch (problem) {
    if (!(problem instanceof Fault)) log.error({ problem: forLog(problem) }, "a record of a run failed");
    return `Something broke on our side, and nothing was changed of this one.${problem instanceof Fault ? ` Its number is ${problem.id}.` : ""}`;
  }
}

/** Written down once, however often it is tried: the count follows the record. */
const tell = (runId: string, position: number, words: string | null) => db.$executeRaw`
  WITH told AS (UPDATE "BulkItem" SET outcome = ${words === null ? "decided" : "refused"}::"BulkOutcome", words = ${words}, at = now() WHERE "runId" = ${runId}::uuid AND position = ${position}::int AND outcome = 'waiting' RETURNING outcome)
  UPDATE "BulkRun" SET decided = decided + (SELECT count(*) FROM told WHERE outcome = 'decided'), refused = refused + (SELECT count(*) FROM told WHERE outcome = 'refused') WHERE id = ${runId}::uuid AND EXISTS (SELECT FROM told)`;
