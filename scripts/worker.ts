import { setTimeout as wait } from "node:timers/promises";
import { forLog, log } from "@/lib/core/log";
import { workAsSystem } from "@/lib/core/wall";
import { keepLedger } from "@/lib/ledger/keep";
import { deliverDue, sender } from "@/lib/notices/deliver";
import { runNextBulk } from "@/lib/bulk/running";
import { runNextImport } from "@/lib/assets/running";
import { remindOfConsiderations } from "@/lib/hearings/reminders";
import { lapseApplications, passPlacesOn } from "@/lib/applications/lapsing";
import { remindOfAnswers } from "@/lib/applications/reminders";
import { forgetWords } from "@/lib/comments/lapsing";
import { forgetReporters } from "@/lib/concerns/lapsing";
import { forgetUnconfirmed, tellFollowers } from "@/lib/follows/telling";
import { forgetAskers } from "@/lib/rights/lapsing";
import { remindOfRequests } from "@/lib/rights/reminders";
import { lapseStops } from "@/lib/enforcement/lapsing";
import { freePlacesOfExpired } from "@/lib/permits/lapsing";
import { remindOfExpiry, remindOfObligations } from "@/lib/permits/reminders";
import { remindOfTraining } from "@/lib/people/reminders";
import { remindReviewers } from "@/lib/reviews/reminders";

// What happens after a decision and outside its request: notices go out, imports run. A process of its own, so that it can stop cleanly.
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());

workAsSystem();
const send = sender();
log.info("the worker is ready");

// Beside everything else: a long import does not keep entries waiting for their position.
const ledger = keepLedger({ dataFolder: process.env.LAMPPOST_DATA ?? ".data", keys: process.env.LAMPPOST_LEDGER_KEY ?? "", witnesses: process.env.LAMPPOST_WITNESSES ?? "", signal: stop.signal });

/** Reminders are of days, so once in ten minutes is soon enough. */
const often = 600_000;
let remindedAt = 0;

/** One piece of work that fails does not keep the others from being done. */
async function alone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    log.error({ problem: forLog(problem) }, "a piece of the worker's work failed; it is tried again later");
  }
}
async function untilNothingIsLeft(job: (now: Date) => Promise<number>): Promise<void> {
  while (!stop.signal.aborted && (await job(new Date())) > 0);
}

while (!stop.signal.aborted) {
  let didSomething = false;
  try {
    didSomething = (await deliverDue(send)) > 0 || didSomething;
    didSomething = (await lapseStops()) > 0 || didSomething;
    didSomething = (await lapseApplications(new Date())) > 0 || didSomething;
    didSomething = (await passPlacesOn(new Date())) > 0 || didSomething;
    didSomething = (await runNextBulk()) || didSomething;
    didSomething = (await runNextImport()) || didSomething;
    if (Date.now() - remindedAt > often) {
      remindedAt = Date.now();
      for (const job of [forgetReporters, forgetWords, forgetAskers, forgetUnconfirmed, freePlacesOfExpired]) await alone(() => untilNothingIsLeft(job));
      for (const job of [remindOfTraining, remindReviewers, remindOfConsiderations, remindOfAnswers, remindOfExpiry, remindOfObligations, remindOfRequests, tellFollowers]) await alone(() => job(new Date()));
    }
  } catch (problem) {
    log.error({ problem: forLog(problem) }, "the worker could not work; it tries again");
  }
  if (!didSomething) await wait(1_000, undefined, { signal: stop.signal }).catch(() => undefined);
}
await ledger;
process.exit(0);
