import "server-only";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";
import { origin } from "@/lib/core/mode";
import { asSigned, cosign, readWitnesses, type WitnessAt } from "@/lib/ledger/cosign";
import { leafOf, type EntryRow } from "@/lib/ledger/leaf";
import { leafHash, sameHash } from "@/lib/ledger/merkle";
import { LedgerProblem, memoryInFile, publish, raiseAlarm } from "@/lib/ledger/publish";
import { mostAtOnce, sequence } from "@/lib/ledger/sequence";
import { ledgerOrigin, signersOf } from "@/lib/ledger/signers";
import { publishedCheckpoint } from "@/lib/ledger/tree";
import type { Signer } from "@/lib/ledger/note";

/** Between two looks for new entries, in milliseconds: far within the second in which each gets its position. */
const often = 200;
/** A witness that did not answer is asked again after so long. */
const patience = 10_000;

/** The last checkpoint signed here, in the data folder. */
export const memoryOf = (dataFolder: string) => memoryInFile(join(dataFolder, "ledger", "last-checkpoint"));

async function alarmOf(problem: unknown): Promise<void> {
  if (!(problem instanceof LedgerProblem)) throw problem;
  log.fatal({ kind: problem.kind, problem: problem.message }, "the ledger is not signed any more");
  await raiseAlarm(problem.kind, problem.message);
}

/** Shows the newest checkpoint to a witness that has not seen it. */
async function showTo(witness: WitnessAt, signers: Signer[]): Promise<boolean> {
  const published = await publishedCheckpoint();
  if (!published || published.note.includes(`— ${witness.verifier.name} `)) return false;
  await cosign(witness, asSigned(published.note, signers));
  return true;
}

/**
 * Compares entries with what was published of them, a thousand at a time, round and round: the pages show the one and the proofs the
 * other. @returns where the next round goes on
 */
export async function compare(from: number, many = 1_000): Promise<number> {
  const rows = await db.$queryRaw<(EntryRow & { position: number; leaf: string; hash: Uint8Array })[]>`
    SELECT l.position::float8 AS position, l.leaf, l.hash, e.id, e.at, e.name, e."subjectType", e."subjectId", e."fromStatus", e."toStatus", e."grantId", e."actorKind"::text AS "actorKind", e.open, e.sealed, e."causeId", e."previousId", e."policyVersion",
      (SELECT c."subjectType" FROM "LedgerEntry" c WHERE c.id = e."causeId") AS "causeType"
    FROM "LedgerLeaf" l LEFT JOIN "LedgerEntry" e ON e.id = l."entryId" WHERE l.position >= ${from}::bigint ORDER BY l.position LIMIT ${many}::int`;
  for (const [n, row] of rows.entries()) {
    if (row.position !== from + n) await raiseAlarm("differs", `Entry ${from + n} was sealed, and is not there any more.`);
    if (!sameHash(row.hash, leafHash(row.leaf))) await raiseAlarm("differs", `The text of entry ${row.position} is not the one that was sealed.`);
    if (row.id && leafOf(row) === row.leaf) continue;
    await raiseAlarm("differs", row.id ? `What the portal shows of entry ${row.position} is not what was sealed.` : `Entry ${row.position} was sealed, and the portal holds it no more.`);
  }
  if (rows.length === many) return from + many;
  const [lost] = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT e.id, e.at FROM "LedgerEntry" e WHERE e.at < now() - interval '1 minute' AND NOT EXISTS (SELECT FROM "LedgerLeaf" l WHERE l."entryId" = e.id) AND NOT EXISTS (SELECT FROM "LedgerPending" p WHERE p."entryId" = e.id) LIMIT 1`;
  if (lost) await raiseAlarm("differs", `An entry of ${lost.at.toISOString()} was neither sealed nor waits for it.`);
  return 0;
}

/**
 * Keeps the ledger until it is asked to stop: gives entries their positions, signs how the tree stands, shows it to the witnesses, and
 * looks whether what the pages show is what was sealed. A tree that does not continue what was signed is signed no more.
 */
export async function keepLedger({ dataFolder, keys, witnesses, signal }: { dataFolder: string; keys: string; witnesses: string; signal: AbortSignal }): Promise<void> {
  const signers = signersOf(origin(), keys);
  const memory = memoryOf(dataFolder);
  // Each in a loop of its own: a witness that does not answer keeps nobody waiting.
  const shown = readWitnesses(witnesses).map((witness) => showOn(witness, signers, signal));
  let [comparedAt, place] = [0, 0];
  let isTrusted = true;
  while (!signal.aborted) {
    let wasFull = false;
    try {
      wasFull = (await sequence()) >= mostAtOnce;
      if (isTrusted) await publish(ledgerOrigin(origin()), signers, memory).catch(async (problem: unknown) => {
        isTrusted = false;
        await alarmOf(problem);
      });
      if (!isTrusted) isTrusted = (await db.ledgerAlarm.count({ where: { clearedAt: null, kind: { in: ["set_back", "forked"] } } })) === 0;
      if (Date.now() - comparedAt > 2_000) {
        comparedAt = Date.now();
        place = await compare(place);
      }
    } catch (problem) {
      log.error({ problem: forLog(problem) }, "the ledger could not be kept; it is tried again");
      await wait(1_000, undefined, { signal }).catch(() => undefined);
    }
    // Not at once after every few entries: each checkpoint is signed, written to the disk, and kept for ever.
    if (!wasFull) await wait(often, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(shown);
}

async function showOn(witness: WitnessAt, signers: Signer[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let pause = often;
    await showTo(witness, signers).catch(async (problem: unknown) => {
      pause = patience;
      if (problem instanceof LedgerProblem) await alarmOf(problem).catch(() => undefined);
      else log.warn({ witness: witness.verifier.name, problem: forLog(problem) }, "a witness did not sign");
    });
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}
