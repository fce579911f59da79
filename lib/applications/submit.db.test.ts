import { describe, expect, it } from "vitest";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256 } from "@/lib/core/crypto";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, everythingStored, grantOf, membersTold, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { contentSchema, sectionNames } from "@/lib/applications/schema";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { member } = city.partner;
const ofDraft = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, isTrue: "yes" });

/** A complete application with one thing changed in its draft. */
async function butWith(change: Record<string, unknown>, options: Parameters<typeof city.application>[1] = {}) {
  const application = await city.application("complete", options);
  const { draft } = await db.application.findUniqueOrThrow({ where: { id: application.id } });
  await db.application.update({ where: { id: application.id }, data: { draft: { ...(draft as object), ...change } as never } });
  return ofDraft(application);
}

describe("a member sends an application", () => {
  it("which freezes it, holds its places, and starts the city's clock", async () => {
    const assetIds = [await city.asset(), await city.asset()];
    const application = await city.application("complete", { assetIds });
    const { outcome, told } = await toldSince(() => must(submitApplication, member.actor, ofDraft(application)));

    const sent = await db.application.findUniqueOrThrow({ where: { id: application.id }, include: { submissions: true, holds: true } });
    expect(sent).toMatchObject({ status: "submitted", version: 3, tier: 3, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", dueOn: addWorkingDays(dayOf(new Date()), 20) });
    expect(sent.submittedAt).toBeInstanceOf(Date);
    expect(sent.holds.map(({ assetId, status }) => [assetId, status]).sort()).toEqual(assetIds.map((id) => [id, "held"]).sort());
    const [submission] = sent.submissions;
    expect(submission).toMatchObject({ number: 1, sentById: member.id, contentHash: sha256(canonicalJson(submission?.content)) });
    expect(contentSchema.parse(submission?.content)).toMatchObject({ purpose: { title: "Counting bicycles" }, sites: { assetIds, assets: [{ agency: "Street Lighting", zone: "West" }, { agency: "Street Lighting", zone: "West" }] }, networks: { names: ["City LoRaWAN"] } });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.submitted", subjectType: "Application", subjectId: application.id, fromStatus: "draft", toStatus: "submitted", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ submission: 1, tier: 3, contentHash: submission?.contentHash, submissionId: submission?.id });
    expect(told).toEqual(await membersTold(city.partner.id, "application-sent"));
  });

  it("again after changes, as a second version beside the first, to the officer who has the case", async () => {
    const application = await city.application("changes_requested");
    await must(submitApplication, member.actor, ofDraft(application));
    const sent = await db.application.findUniqueOrThrow({ where: { id: application.id }, include: { submissions: { orderBy: { number: "asc" } }, holds: { orderBy: { id: "asc" } } } });
    expect(sent).toMatchObject({ status: "in_review", heldById: city.officer.id });
    expect(sent.submissions.map(({ number }) => number)).toEqual([1, 2]);
    expect(sent.holds.map(({ status }) => status)).toEqual(["held"]);
  });

  it.each([
    ["two zones", { zoneId: () => city.east.id }, { zoneId: null, agencyId: () => city.lighting.id, assetClass: "light_pole" }],
    ["two agencies", { agencyId: () => city.traffic.id }, { zoneId: () => city.west.id, agencyId: null, assetClass: "light_pole" }],
    ["two kinds of asset", { assetClass: () => "cabinet" as const }, { zoneId: () => city.west.id, agencyId: () => city.lighting.id, assetClass: null }],
  ])("across %s, for those whose grant is not bound to one", async (_, other, expected) => {
    const given = Object.fromEntries(Object.entries(other).map(([key, value]) => [key, value()]));
    const application = await city.application("submitted", { assetIds: [await city.asset(), await city.asset(given)] });
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject(Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, typeof value === "function" ? value() : value])));
  });
});

const complete = await city.application("complete");
const input = ofDraft(complete);
const full = await city.asset({ slots: 1 });
await city.application("submitted", { assetIds: [full] });
const noPlace = await city.asset({ slots: 0 });
const unverified = await city.organisation({ verified: false });
const gone = await butWith({ sites: { assetIds: [nobodys] } });
const answersTo = async (name: string) => city.answers([await city.asset()])[name as "data"];

refuses(submitApplication, [
  ...(await membersWhoMayNot(city, input)),
  ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
  ["a page older than what is stored", member, { ...input, version: 1 }, "changed_since_read"],
  ["one that was sent", member, ofDraft(await city.application("submitted")), "not_a_draft"],
  ["one that is approved", member, ofDraft(await city.application("approved")), "not_a_draft"],
  ["one that is refused", member, ofDraft(await city.application("refused")), "not_a_draft"],
  ["one that was withdrawn", member, ofDraft(await city.application("withdrawn")), "not_a_draft"],
  ["by a partner that is not verified", unverified.member, ofDraft(await city.application("complete", { of: unverified })), "partner_not_verified"],
  ["an empty draft", member, ofDraft(await city.application("draft")), "section_missing"],
  ...(await Promise.all(sectionNames.filter((name) => name !== "sites" && name !== "devices").map(async (name) => [`without “${name}”`, member, await butWith({ [name]: {} }), "section_missing"] as const))),
  ["with half of a section", member, await butWith({ data: { ...(await answersTo("data")), kept: "" } }), "section_missing"],
  ["more devices than places", member, await butWith({ devices: { devices: [1, 2].map(() => ({ name: "A", make: "B", model: "C", serial: "" })) } }), "sites_do_not_match"],
  ["a device that is too heavy for its pole", member, await butWith({ devices: { devices: [{ name: "A", make: "B", model: "C", serial: "" }], models: [{ make: "b", model: "c", radio: [], power: "mains", kg: 15.001, size: "10 × 10 × 10", sockets: [] }] } }), "device_misplaced"],
  ["a screen beside a signal", member, await butWith({ purpose: { ...(await answersTo("purpose")), purpose: "information" } }, { assetIds: [await city.asset({ assetClass: "traffic_pole" })] }), "device_misplaced"],
  ["no devices", member, await butWith({ devices: { devices: [] } }), "sites_do_not_match"],
  ["a place that is full", member, ofDraft(await city.application("complete", { assetIds: [full] })), "asset_full"],
  ["an asset with no places at all", member, ofDraft(await city.application("complete", { assetIds: [noPlace] })), "asset_full"],
  ["an asset that is gone", member, gone, "asset_unknown"],
  ["without confirming that it is true", member, { ...input, isTrue: "" }, "bad_input"],
]);
refusesGarbage(submitApplication, member, input);

describe("at the same moment", () => {
  oneWins(submitApplication, async () => ({ who: [member, city.secondMember], input: ofDraft(await city.application("complete")) }), ["changed_since_read", "taken_meanwhile", "not_a_draft"]);
  sentTwice(submitApplication, async () => {
    const sent = ofDraft(await city.application("complete"));
    return { who: member, input: sent, other: { ...sent, version: 9 } };
  });

  it("twelve applications want the two places of a pole: no place is given twice, the others are told, and nothing of theirs is sent", async () => {
    const pole = await city.asset({ slots: 2 });
    const drafts = await Promise.all(Array.from({ length: 12 }, () => city.application("complete", { assetIds: [pole] })));
    const before = await everythingStored();
    const results = await Promise.all(drafts.map((draft) => submitApplication(member.actor, ofDraft(draft))));
    const won = results.filter((result) => result.ok).length;
    expect(won).toBeGreaterThanOrEqual(1);
    expect(won).toBeLessThanOrEqual(2);
    for (const result of results) if (!result.ok) expect(["taken_meanwhile", "asset_full"]).toContain(result.refusal);
    const holds = await db.slotHold.findMany({ where: { assetId: pole, status: { in: ["held", "consumed"] } } });
    expect(new Set(holds.map(({ slot }) => slot)).size).toBe(won);
    expect(await db.application.count({ where: { id: { in: drafts.map(({ id }) => id) }, status: "submitted" } })).toBe(won);
    const rows = (name: string, of: typeof before) => of.find((table) => table.name === name)?.rows ?? 0;
    expect(rows("Submission", await everythingStored()) - rows("Submission", before)).toBe(won);
  });
});

describe("places an application held", () => {
  it("are let go when it is sent again with others", async () => {
    const application = await city.application("changes_requested");
    const other = await city.asset();
    const { draft } = await db.application.findUniqueOrThrow({ where: { id: application.id } });
    await db.application.update({ where: { id: application.id }, data: { draft: { ...(draft as object), sites: { assetIds: [other] } } } });
    await must(submitApplication, member.actor, ofDraft(application));
    expect(await db.slotHold.findMany({ where: { applicationId: application.id, status: "held" }, select: { assetId: true } })).toEqual([{ assetId: other }]);
  });

  it("are told as full, not taken twice, when the city made a pole smaller meanwhile", async () => {
    const pole = await city.asset({ slots: 2 });
    await city.application("submitted", { assetIds: [pole] });
    const second = await city.application("complete", { assetIds: [pole] });
    await asSuperuser(`UPDATE "Asset" SET slots = 1 WHERE id = $1`, [pole]);
    expect(await submitApplication(member.actor, ofDraft(second))).toMatchObject({ refusal: "asset_full" });
  });
});
