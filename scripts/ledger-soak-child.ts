import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import type { Result } from "@/lib/core/result";
import { workAsSystem } from "@/lib/core/wall";
import { Fault, type Actor, type Decision, type Outcome } from "@/lib/decisions/decision";
import { keepLedger } from "@/lib/ledger/keep";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { resumePermit } from "@/lib/permits/resume";
import { suspendPermit } from "@/lib/permits/suspend";
import { giver, makeCity, permitsToMove, signedIn } from "./ledger-soak-city";

/*
 * A process of the soak, to be killed at any instant: `city` makes the city and ends, `keeper` keeps the ledger as the worker does,
 * `app` decides as an officer and as the one who gives permissions, at once, until it is stopped.
 */

/** What a process says of itself, a line each; a line cut off by its death is no JSON and is passed over. */
export type Said = { is: "ready" } | { is: "decided"; name: string; entryId: string; subjectId: string; key: string } | { is: "refused"; name: string; refusal: string } | { is: "faulted" };

const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`);
const reason = "The soak: a reason that is long enough to be read.";
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());

/** Decides, and asks again with the same key while nobody can say whether it was decided. Null where it was refused, or the soak ends. */
async function decided<I>(decide: Decision<I>, actor: () => Actor, input: unknown): Promise<Outcome | null> {
  const key = randomUUID();
  while (!stop.signal.aborted) {
    let result: Result<Outcome>;
    try {
      result = await decide(actor(), input, { key });
    } catch (problem) {
      // Whether the commit came before the connection broke only the database knows.
      if (!(problem instanceof Fault)) throw problem;
      say({ is: "faulted" });
      await wait(50);
      continue;
    }
    if (result.ok) say({ is: "decided", name: decide.name, entryId: result.value.entryId, subjectId: result.value.subjectId, key });
    else say({ is: "refused", name: decide.name, refusal: result.refusal });
    return result.ok ? result.value : null;
  }
  return null;
}

/** Stops a permit that runs, and lets one run that was stopped. Others do the same to the same permits at the same time. */
async function movePermit(actor: () => Actor, permits: readonly string[]): Promise<void> {
  const permitId = permits[Math.floor(Math.random() * permits.length)] ?? "";
  const { status, version } = await db.permit.findUniqueOrThrow({ where: { id: permitId }, select: { status: true, version: true } });
  if (status === "suspended") await decided(resumePermit, actor, { permitId, version, reason });
  else await decided(suspendPermit, actor, { permitId, version, until: isoDay(addDays(dayOf(new Date()), 20)), reason, without: "danger" });
}

/** Invites somebody, gives them something, and ends every other of it. */
async function give(actor: () => Actor): Promise<void> {
  const person = await decided(invitePerson, actor, { name: "Sam Soak", email: `soak-${randomUUID()}@aldermouth.example`, line: "" });
  const grant = person && (await decided(giveGrant, actor, { personId: person.subjectId, capability: "contacts.read", reason }));
  if (grant && Math.random() < 0.5) await decided(endGrant, actor, { grantId: grant.subjectId, version: 1, reason });
}

/** Over and over, whatever the database is doing. */
async function often(step: () => Promise<void>): Promise<void> {
  while (!stop.signal.aborted) {
    try {
      await step();
    } catch {
      // A read found no database: the next one will.
      say({ is: "faulted" });
      await wait(50);
    }
  }
}

/** What is asked for first, until there is an answer: the database may be down when the process begins. */
async function once<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (problem) {
      if (stop.signal.aborted) throw problem;
      await wait(50);
    }
  }
}

const [role, email = ""] = process.argv.slice(2);
workAsSystem();
if (role === "city") {
  await makeCity();
} else if (role === "keeper") {
  say({ is: "ready" });
  await keepLedger({ dataFolder: process.env.LAMPPOST_DATA ?? "", keys: process.env.LAMPPOST_LEDGER_KEY ?? "", witnesses: process.env.LAMPPOST_WITNESSES ?? "", signal: stop.signal });
} else if (role === "app") {
  const permits = await once(permitsToMove);
  const [officer, administrator] = await once(() => Promise.all([signedIn(email), signedIn(giver)]));
  say({ is: "ready" });
  await Promise.all([often(() => movePermit(officer, permits)), often(() => movePermit(officer, permits)), often(() => give(administrator))]);
}
process.exit(0);
