import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { stopRun } from "@/lib/bulk/stop";

const city = await testCity();
const { officer } = city;
const { permitId } = await city.application("approved");
const run = async (status: "drawn_up" | "running" | "stopped" = "running") => ({ runId: await runOwnedBy(officer, { permitId }, status), version: 1, deed: "permit_suspend" as const });

it("an officer does it to a run of theirs, and it is written down", async () => {
  const input = await run();
  const { entryId } = await must(stopRun, officer.actor, input);
  expect(await db.bulkRun.findUniqueOrThrow({ where: { id: input.runId } })).toMatchObject({ status: "stopped", leaseUntil: null });
  expect(await entriesOf(entryId)).toEqual([{ name: "bulk.stopped", subjectType: "BulkRun", subjectId: input.runId, fromStatus: "running", toStatus: "stopped", actorId: officer.id, actorKind: "person", grantId: null }]);
});

it("also where they may not do it any more to what it is about", async () => {
  const owner = await city.officerWith("permits.suspend");
  const runId = await runOwnedBy(owner, { permitId }, "running");
  await city.tie(owner, city.partner.id);
  await must(stopRun, owner.actor, { runId, version: 1, deed: "permit_suspend" });
});

const input = await run();
refuses(stopRun, [
  ["a run of another officer", city.secondOfficer, input, "not_found"],
  ["a member", city.partner.member, input, "not_found"],
  ["a run that is not there", officer, { ...input, runId: nobodys }, "not_found"],
  ["one that was never started", officer, await run("drawn_up"), "run_not_under_way"],
]);
refusesGarbage(stopRun, officer, input);
oneWins(stopRun, async () => ({ who: [officer, officer], input: await run() }), ["changed_since_read", "run_not_under_way"]);
