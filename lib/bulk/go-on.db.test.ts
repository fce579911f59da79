import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { goOnRun } from "@/lib/bulk/go-on";

const city = await testCity();
const { officer } = city;
const { permitId } = await city.application("approved");
const run = async (status: "drawn_up" | "running" | "stopped" = "stopped") => ({ runId: await runOwnedBy(officer, { permitId }, status), version: 1, deed: "permit_suspend" as const });

it("an officer does it to a run of theirs, and it is written down", async () => {
  const input = await run();
  const { entryId } = await must(goOnRun, officer.actor, input);
  expect(await db.bulkRun.findUniqueOrThrow({ where: { id: input.runId } })).toMatchObject({ status: "queued", leaseUntil: null });
  expect(await entriesOf(entryId)).toEqual([{ name: "bulk.continued", subjectType: "BulkRun", subjectId: input.runId, fromStatus: "stopped", toStatus: "queued", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") }]);
});

const input = await run();
refuses(goOnRun, [
  ["a run of another officer", city.secondOfficer, input, "not_found"],
  ["a member", city.partner.member, input, "not_found"],
  ["a run that is not there", officer, { ...input, runId: nobodys }, "not_found"],
  ["one that was never started", officer, await run("drawn_up"), "run_not_stopped"],
]);
refusesGarbage(goOnRun, officer, input);
oneWins(goOnRun, async () => ({ who: [officer, officer], input: await run() }), ["changed_since_read", "run_not_stopped"]);
