import "server-only";
import { db } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";
import { sentence } from "@/lib/core/refusals";
import { Fault, type Actor } from "@/lib/decisions/decision";
import { bulkDeeds } from "@/lib/bulk/deeds";
import { finishRun } from "@/lib/bulk/finish";
import type { BulkDeed } from "@/lib/bulk/schema";
import { picked } from "@/lib/bulk/selection";

const leaseMs = 60_000;
const atOnce = 40;
/** So many of them beside each other: as many as the machine has hands for. */
const beside = 4;

/**
 * Takes the oldest run that waits, or one whose worker died, and goes through it: each record by the one decision, in its owner's name, by the grants
 * they hold at that moment, and of the version that was looked at. Whatever happens on the way, each is decided once: its key is its place in the
 * run. @returns false where there is none
 */
export async function runNextBulk(): Promise<boolean> {
  const [run] = await db.$queryRaw<{ id: string; deed: BulkDeed; ownerId: string; secondFactor: boolean; confirmedAt: Date | null; input: Record<string, unknown> }[]>`
    UPDATE "BulkRun" SET status = 'running', "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
    WHERE id = (SELECT id FROM "BulkRun" WHERE status = 'queued' OR (status = 'running' AND "leaseUntil" < now()) ORDER BY "startedAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, deed, "ownerId", "secondFactor", "confirmedAt", input`;
  if (!run) return false;
  const actor: Actor = { kind: "person", personId: run.ownerId, secondFactor: run.secondFactor, confirmedAt: run.confirmedAt };
  const row = bulkDeeds[run.deed];
  for (;;) {
    // Somebody may have stopped it; else it is ours for another while.
    const mine = await db.$executeRaw`UPDATE "BulkRun" SET "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond' WHERE id = ${run.id}::uuid AND status = 'running'`;
    if (mine === 0) return true;
    const items = await db.bulkItem.findMany({ where: { runId: run.id, outcome: "waiting" }, orderBy: { position: "asc" }, take: atOnce });
    if (items.length === 0) break;
    const byId = new Map((await picked(db, run.deed, items.flatMap(({ applicationId, permitId }) => applicationId ?? permitId ?? []))).map((one) => [one.id, one]));
    for (let from = 0; from < items.length; from += beside) {
      await Promise.all(items.slice(from, from + beside).map(async (item) => {
        const one = byId.get(item.applicationId ?? item.permitId ?? "");
        const words = one ? await refusalOf(() => row.decide(actor, row.inputOf(run.input, { ...one, version: item.seen }), { key: `bulk ${run.id} ${item.position}` })) : "It is not there any more.";
        await tell(run.id, item.position, words);
      }));
    }
  }
  const finished = await finishRun({ kind: "operator" }, { runId: run.id });
  // Stopped, or finished by another worker, in this very moment.
  if (!finished.ok) log.info({ run: run.id, outcome: finished.refusal }, "a run did not end here");
  return true;
}

/** Null where it is decided; else why not, in words. A fault is told by its number, and does not stop the others. */
async function refusalOf(decide: () => Promise<{ ok: boolean } & Record<string, unknown>> | ReturnType<(typeof bulkDeeds)[BulkDeed]["decide"]>): Promise<string | null> {
  try {
    const result = (await decide()) as Awaited<ReturnType<(typeof bulkDeeds)[BulkDeed]["decide"]>>;
    return result.ok ? null : sentence(result).slice(0, 500);
  } catch (problem) {
    if (!(problem instanceof Fault)) log.error({ problem: forLog(problem) }, "a record of a run failed");
    return `Something broke on our side, and nothing was changed of this one.${problem instanceof Fault ? ` Its number is ${problem.id}.` : ""}`;
  }
}

/** Written down once, however often it is tried: the count follows the record. */
const tell = (runId: string, position: number, words: string | null) => db.$executeRaw`
  WITH told AS (UPDATE "BulkItem" SET outcome = ${words === null ? "decided" : "refused"}::"BulkOutcome", words = ${words}, at = now() WHERE "runId" = ${runId}::uuid AND position = ${position}::int AND outcome = 'waiting' RETURNING outcome)
  UPDATE "BulkRun" SET decided = decided + (SELECT count(*) FROM told WHERE outcome = 'decided'), refused = refused + (SELECT count(*) FROM told WHERE outcome = 'refused') WHERE id = ${runId}::uuid AND EXISTS (SELECT FROM told)`;
