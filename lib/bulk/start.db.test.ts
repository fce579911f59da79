import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { startRun } from "@/lib/bulk/start";

const city = await testCity();
const { officer, secondOfficer } = city;
const { permitId } = await city.application("approved");
const run = async (status: "drawn_up" | "queued" = "drawn_up") => ({ runId: await runOwnedBy(officer, { permitId }, status), version: 1, deed: "permit_suspend" as const, until: inDays(9), reason: good, without: "danger" });

describe("an officer starts a run of theirs", () => {
  it("with what is the same for all; the worker does the rest", async () => {
    const input = await run();
    const { entryId } = await must(startRun, officer.actor, input);
    expect(await db.bulkRun.findUniqueOrThrow({ where: { id: input.runId } })).toMatchObject({ status: "queued", input: { until: inDays(9), reason: good, without: "danger" }, secondFactor: true });
    expect(await entriesOf(entryId)).toEqual([{ name: "bulk.started", subjectType: "BulkRun", subjectId: input.runId, fromStatus: "drawn_up", toStatus: "queued", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") }]);
    expect(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).toMatchObject({ status: "active" });
  });

  it("and is told at the field what the decision itself would not take", async () => {
    const result = await startRun(officer.actor, { ...(await run()), reason: "short", until: "" });
    expect(result).toMatchObject({ refusal: "bad_input" });
    if (!result.ok) expect(result.issues?.map(({ field }) => field).toSorted()).toEqual(["reason", "until"]);
  });
});

const input = await run();
refuses(startRun, [
  ["a run of another officer", secondOfficer, input, "not_found"],
  ["a member", city.partner.member, input, "not_found"],
  ["whoever lost the grant since", await city.officerWith("permits.revoke"), input, "not_found"],
  ["a run that is not there", officer, { ...input, runId: nobodys }, "not_found"],
  ["one that was started", officer, await run("queued"), "run_not_new"],
  ["another deed than was looked at", officer, { ...input, deed: "permit_revoke" }, "not_found"],
  ["one that changed since it was read", officer, { ...input, version: 7 }, "changed_since_read"],
]);
refusesGarbage(startRun, officer, { runId: input.runId, version: 1, deed: "permit_suspend", until: inDays(9), reason: good });
describe("at the same moment", () => {
  oneWins(startRun, async () => ({ who: [officer, officer], input: await run() }), ["changed_since_read", "run_not_new"]);
  sentTwice(startRun, async () => {
    const sent = await run();
    return { who: officer, input: sent, other: { ...sent, reason: "Other words that are long enough." } };
  });
});
