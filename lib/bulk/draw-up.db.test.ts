import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { asSuperuser } from "@/lib/core/test-superuser";
import { drawUpRun } from "@/lib/bulk/draw-up";

const city = await testCity();
const { officer } = city;
const permit = async () => (await city.application("approved")).permit as NonNullable<Awaited<ReturnType<typeof city.application>>["permit"]>;
const itemsOf = (number: string | null) => db.bulkItem.findMany({ where: { run: { number: Number(number) } }, orderBy: { position: "asc" } });

describe("an officer draws up a selection", () => {
  it("of what is ticked, in its order, each as it stands now; nothing is done yet", async () => {
    const [a, b] = [await permit(), await permit()];
    const { reference, entryId, subjectId } = await must(drawUpRun, officer.actor, { deed: "permit_suspend", from: "picks", picks: [b.reference, a.reference, b.reference, "LP-NOSUCH-0000"] });
    expect((await itemsOf(reference)).map(({ permitId, seen, outcome }) => ({ permitId, seen, outcome }))).toEqual([{ permitId: b.id, seen: 1, outcome: "waiting" }, { permitId: a.id, seen: 1, outcome: "waiting" }]);
    expect(await db.bulkRun.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ status: "drawn_up", total: 2, ownerId: officer.id });
    expect(await db.permit.findUniqueOrThrow({ where: { id: a.id } })).toMatchObject({ status: "active", version: 1 });
    expect(await entriesOf(entryId)).toEqual([{ name: "bulk.drawn_up", subjectType: "BulkRun", subjectId, fromStatus: null, toStatus: "drawn_up", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { deed: "permit_suspend", records: 2 } });
  });

  it("of all that match, as far as they may see them", async () => {
    const here = await city.application("submitted", { assetIds: [await city.asset({ zoneId: city.west.id })] });
    const there = await city.application("submitted", { assetIds: [await city.asset({ zoneId: city.east.id })] });
    const inTheWest = await city.officerWith("applications.review", { zoneId: city.west.id });
    const { reference } = await must(drawUpRun, inTheWest.actor, { deed: "case_take", from: "all", picks: [], view: "open", find: "bicycles" });
    const ids = (await itemsOf(reference)).map(({ applicationId }) => applicationId);
    expect(ids).toContain(here.id);
    expect(ids).not.toContain(there.id);
  });

  it("of those that an earlier run of theirs could not do", async () => {
    const { id } = await permit();
    const runId = await runOwnedBy(officer, { permitId: id }, "queued");
    await asSuperuser(`UPDATE "BulkItem" SET outcome = 'refused', words = 'Why not.', at = now() WHERE "runId" = $1`, [runId]);
    const { reference } = await must(drawUpRun, officer.actor, { deed: "permit_suspend", from: "refused", picks: [], runId });
    expect((await itemsOf(reference)).map(({ permitId }) => permitId)).toEqual([id]);
    expect(await drawUpRun(city.secondOfficer.actor, { deed: "permit_suspend", from: "refused", picks: [], runId })).toMatchObject({ refusal: "not_found" });
  });
});

const { reference } = await permit();
const input = { deed: "permit_suspend", from: "picks", picks: [reference] };
refuses(drawUpRun, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ["a member of the partner", city.partner.member, input, "not_allowed"],
  ["nothing that is there", officer, { ...input, picks: ["LP-7K3M-2Q9F"] }, "not_found"],
  ["nothing ticked", officer, { ...input, picks: [] }, "bad_input"],
  ["what cannot be done to several", officer, { ...input, deed: "permit_void" }, "bad_input"],
  ["what an earlier run could not do, of no run", officer, { ...input, from: "refused" }, "bad_input"],
]);
refusesGarbage(drawUpRun, officer, input);
sentTwice(drawUpRun, async () => ({ who: officer, input, other: { ...input, deed: "permit_resume" } }));
