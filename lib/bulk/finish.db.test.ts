import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, operator, testCity } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { asSuperuser } from "@/lib/core/test-superuser";
import { drawUpRun } from "@/lib/bulk/draw-up";
import { finishRun } from "@/lib/bulk/finish";
import { runNextBulk } from "@/lib/bulk/running";
import { startRun } from "@/lib/bulk/start";
import { stopRun } from "@/lib/bulk/stop";
import { goOnRun } from "@/lib/bulk/go-on";
import { suspendPermit } from "@/lib/permits/suspend";
import { endGrant } from "@/lib/people/end-grant";

/*
 * A run from its drawing up to its end: each record is decided once, in its owner's name, by their grants at that moment, and as it was looked at.
 */

const city = await testCity();
const { officer } = city;
type Permit = { id: string; reference: string };
const permits = (many: number): Promise<Permit[]> => Promise.all(Array.from({ length: many }, async () => { const { permitId: id, permit } = await city.application("approved"); return { id, reference: permit?.reference ?? "" }; }));
const suspension = { until: inDays(9), reason: good, without: "danger" };
async function drawnUp(of: Permit[], who = officer) {
  const { subjectId: runId } = await must(drawUpRun, who.actor, { deed: "permit_suspend", from: "picks", picks: of.map(({ reference }) => reference) });
  return { runId, deed: "permit_suspend" as const };
}
const start = async (run: { runId: string; deed: "permit_suspend" }, who = officer) => must(startRun, who.actor, { ...run, version: 1, ...suspension });
const runNow = (runId: string) => db.bulkRun.findUniqueOrThrow({ where: { id: runId }, include: { items: { orderBy: { position: "asc" } } } });
const suspensions = (of: Permit[]) => db.ledgerEntry.count({ where: { name: "permit.suspended", subjectId: { in: of.map(({ id }) => id) } } });

describe("the worker goes through a run", () => {
  it("and decides each by itself: what changed since is told, the others are done, and each has its entry", async () => {
    const of = await permits(5);
    const run = await drawnUp(of);
    await must(suspendPermit, city.secondOfficer.actor, { permitId: of[2]?.id, version: 1, ...suspension });
    await start(run);
    await Promise.all([runNextBulk(), runNextBulk()]);
    const done = await runNow(run.runId);
    expect(done).toMatchObject({ status: "finished", decided: 4, refused: 1, total: 5 });
    expect(done.items.map(({ outcome }) => outcome)).toEqual(["decided", "decided", "refused", "decided", "decided"]);
    expect(done.items[2]?.words).toMatch(/^Somebody changed this/);
    expect(await suspensions(of)).toBe(5);
    expect(await db.ledgerEntry.count({ where: { name: "permit.suspended", actorId: officer.id, subjectId: { in: of.map(({ id }) => id) } } })).toBe(4);
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { name: "bulk.finished", subjectId: run.runId } });
    expect(await entriesOf(entry.id)).toEqual([{ name: "bulk.finished", subjectType: "BulkRun", subjectId: run.runId, fromStatus: "running", toStatus: "finished", actorId: null, actorKind: "operator", grantId: null }]);
    expect(await db.notice.count({ where: { template: "bulk-finished", personId: officer.id } })).toBeGreaterThan(0);
  });

  it("is stopped half way by its owner, and goes on from there: nothing is done twice", async () => {
    const of = await permits(3);
    const run = await drawnUp(of);
    await start(run);
    await must(stopRun, officer.actor, { ...run, version: 2 });
    expect(await runNextBulk()).toBe(false);
    expect(await suspensions(of)).toBe(0);
    await must(goOnRun, officer.actor, { ...run, version: 3 });
    await runNextBulk();
    expect(await runNow(run.runId)).toMatchObject({ status: "finished", decided: 3 });
    expect(await suspensions(of)).toBe(3);
  });

  it("goes on where a worker died: also one that had decided a record and not yet written that down", async () => {
    const of = await permits(3);
    const run = await drawnUp(of);
    await start(run);
    await runNextBulk();
    // As if it had died before it wrote down the last two, and its time were over.
    await asSuperuser(`UPDATE "BulkItem" SET outcome = 'waiting', at = NULL WHERE "runId" = $1 AND position > 1`, [run.runId]);
    await asSuperuser(`UPDATE "BulkRun" SET status = 'running', "finishedAt" = NULL, decided = 1, input = $2::jsonb, "leaseUntil" = now() - interval '1 second' WHERE id = $1`, [run.runId, JSON.stringify(suspension)]);
    expect(await runNextBulk()).toBe(true);
    expect(await runNow(run.runId)).toMatchObject({ status: "finished", decided: 3, refused: 0 });
    expect(await suspensions(of)).toBe(3);
  });

  it("stops doing anything the moment its owner's grant ends: the rest is refused, one by one", async () => {
    const of = await permits(2);
    const owner = await city.officerWith("permits.suspend");
    const run = await drawnUp(of, owner);
    await start(run, owner);
    await must(endGrant, city.admin.actor, { grantId: owner.grantId, version: 1, reason: good });
    await runNextBulk();
    const done = await runNow(run.runId);
    expect(done).toMatchObject({ status: "finished", decided: 0, refused: 2 });
    expect(await suspensions(of)).toBe(0);
  });

  it("keeps from its owner what is their own partner's", async () => {
    const of = await permits(1);
    const owner = await city.officerWith("permits.suspend");
    const run = await drawnUp(of, owner);
    await start(run, owner);
    await city.tie(owner, city.partner.id);
    await runNextBulk();
    expect((await runNow(run.runId)).items.map(({ outcome }) => outcome)).toEqual(["refused"]);
    expect(await suspensions(of)).toBe(0);
  });
});

const { permitId } = await city.application("approved");
const running = await runOwnedBy(officer, { permitId }, "running");
refuses(finishRun, [
  ["its owner", officer, { runId: running }, "not_found"],
  ["the console, before all is done", operator, { runId: running }, "run_not_under_way"],
  ["the console, of one that is not running", operator, { runId: await runOwnedBy(officer, { permitId }, "stopped") }, "not_from_here"],
  ["the console, of nothing", operator, { runId: nobodys }, "not_found"],
]);
refusesGarbage(finishRun, officer, { runId: running });
