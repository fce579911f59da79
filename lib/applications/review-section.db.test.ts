import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addMonths, dayOf } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { sectionsAsked } from "@/lib/applications/requirements";
import { contentSchema } from "@/lib/applications/schema";
import { assessApplication } from "@/lib/applications/assess";
import { raiseTier } from "@/lib/applications/raise-tier";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { reviewSection } from "@/lib/applications/review-section";
import { saveSecurity } from "@/lib/applications/save-security";
import { submitApplication } from "@/lib/applications/submit";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const trades = ["assets", "security", "privacy", "network"] as const;
const reviewers = Object.fromEntries(await Promise.all((["assets.review", "security.review", "privacy.review", "networks.review"] as const).map(async (capability, index) => [trades[index], await city.officerWith(capability)] as const))) as Record<(typeof trades)[number], Awaited<ReturnType<typeof city.officerWith>>>;
const assessor = await city.officerWith("applications.review");
const fresh = () => city.application("submitted", { unreviewed: true });
const of = (id: string, section: (typeof trades)[number], more: object = {}) => ({ applicationId: id, submission: "1", section, outcome: "satisfied", words: good, asks: "", parts: [], ...more });
const review = (id: string, section: (typeof trades)[number], more: object = {}) => must(reviewSection, reviewers[section].actor, of(id, section, more));
const approve = async (id: string, more: object = {}) => approveApplication(officer.actor, { applicationId: id, version: (await db.application.findUniqueOrThrow({ where: { id } })).version, reason: good, until: inDays(100), conditions: "", ...more });
const recommend = async (id: string, recommends = "approval", who = assessor) => must(assessApplication, who.actor, { applicationId: id, version: (await db.application.findUniqueOrThrow({ where: { id } })).version, recommends, reason: good });

describe("somebody of a trade reviews their section of a case", () => {
  it("writes what they found, among the city's staff; the case stands as it was", async () => {
    const { id, version } = await fresh();
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ sectionsDue: [...trades] });
    const { outcome, told } = await toldSince(() => review(id, "security", { outcome: "changes", asks: "Change the passwords.", parts: ["security"] }));
    expect(await db.sectionReview.findMany({ where: { applicationId: id } })).toMatchObject([{ section: "security", outcome: "changes", words: good, asks: "Change the passwords.", parts: ["security"], byId: reviewers.security.id }]);
    expect(await db.application.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "submitted", version, sectionsDue: ["assets", "privacy", "network"] });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.section_reviewed", subjectType: "Application", subjectId: id, fromStatus: "submitted", toStatus: "submitted", actorId: reviewers.security.id, actorKind: "person", grantId: await grantOf(reviewers.security, "security.review") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { section: "security", outcome: "changes", submission: 1 }, sealed: { reason: good } });
    expect(told).toEqual([]);
  });

  it("all at once: none waits for another, and each is kept", async () => {
    const { id } = await fresh();
    await Promise.all(trades.map((section) => review(id, section)));
    expect((await db.sectionReview.findMany({ where: { applicationId: id } })).map(({ section }) => section).toSorted()).toEqual([...trades].toSorted());
    expect((await db.application.findUniqueOrThrow({ where: { id } })).sectionsDue).toEqual([]);
  });
});

describe("what its tier asks for comes before the approval", () => {
  it("every section, then somebody who recommends it, then somebody else who approves it", async () => {
    const { id } = await fresh();
    expect(await approve(id)).toMatchObject({ refusal: "reviews_missing" });
    for (const section of trades) {
      expect(await approve(id)).toMatchObject({ refusal: "reviews_missing" });
      await review(id, section);
    }
    expect(await approve(id)).toMatchObject({ refusal: "recommendations_missing", about: { wanted: 1 } });
    await recommend(id);
    expect(await approve(id)).toMatchObject({ ok: true });
    expect(await db.permit.findUniqueOrThrow({ where: { applicationId: id } })).toMatchObject({ reviewOn: addMonths(dayOf(new Date()), 12) });
  });

  it("at tier 4 two recommend it", async () => {
    const { id, version } = await fresh();
    await must(raiseTier, secondOfficer.actor, { applicationId: id, version, tier: 4, reason: good });
    for (const section of trades) await review(id, section);
    await recommend(id);
    await recommend(id);
    expect(await approve(id)).toMatchObject({ refusal: "recommendations_missing", about: { wanted: 1 } });
    await recommend(id, "approval", await city.officerWith("applications.review"));
    expect(await approve(id)).toMatchObject({ ok: true });
  });

  it("an objection is answered in writing, which the entry seals; or the case is looked at again", async () => {
    const { id } = await fresh();
    for (const section of trades) await review(id, section, section === "privacy" ? { outcome: "objects" } : {});
    await recommend(id);
    expect(await approve(id)).toMatchObject({ refusal: "objections_unanswered", field: "despite" });
    expect(await approve(id, { despite: "short" })).toMatchObject({ refusal: "objections_unanswered" });
    const approved = await approve(id, { despite: "The pictures never leave the device." });
    expect((await entryOf(approved.ok ? approved.value.entryId : "")).sealed).toMatchObject({ despite: "The pictures never leave the device." });
  });

  it("to refuse needs no review", async () => {
    const { id, version } = await fresh();
    expect(await refuseApplication(officer.actor, { applicationId: id, version, reason: good, grounds: "place", without: "agreed" })).toMatchObject({ ok: true });
  });

  it("what is sent again keeps the reviews of what is the same", async () => {
    const { id, version } = await fresh();
    for (const section of trades) await review(id, section);
    await recommend(id);
    await must(requestChanges, officer.actor, { applicationId: id, version: version + 1, reason: good, parts: ["security"] });
    await must(saveSecurity, partner.member.actor, { applicationId: id, version: version + 2, updates: "By hand, once a month", watches: "Our own desk", reacts: "Within a day", passwords: "changed", ports: "closed", exceptions: "" });
    await must(submitApplication, partner.member.actor, { applicationId: id, version: version + 3, isTrue: "yes" });
    expect((await db.application.findUniqueOrThrow({ where: { id } })).sectionsDue).toEqual(["security"]);
    expect(await approve(id)).toMatchObject({ refusal: "reviews_missing", about: { what: "security" } });
    await review(id, "security", { submission: "2" });
    expect(await approve(id)).toMatchObject({ refusal: "recommendations_missing" });
  });

  it("whoever reviewed a section does not decide the case, whatever else they hold", async () => {
    const { id } = await fresh();
    const both = await city.officerWith("assets.review");
    await city.holds(both, { capability: "permits.decide" });
    await must(reviewSection, both.actor, of(id, "assets"));
    for (const section of trades) await review(id, section);
    await recommend(id);
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    expect(await approveApplication(both.actor, { applicationId: id, version, reason: good, until: inDays(100), conditions: "" })).toMatchObject({ refusal: "kept_apart" });
    expect(await refuseApplication(both.actor, { applicationId: id, version, reason: good, grounds: "place", without: "agreed" })).toMatchObject({ refusal: "kept_apart" });
  });
});

describe("a city that used the portal before", () => {
  it("cases under way wait for the reviews that their tier asks for, and permits in force are looked at again as theirs does", async () => {
    const cases = [await fresh(), await city.application("submitted", { unreviewed: true, identifies: "no" }), await city.application("submitted", { unreviewed: true, identifies: "anonymous" }), await city.application("changes_requested")];
    const raised = await fresh();
    await must(raiseTier, secondOfficer.actor, { applicationId: raised.id, version: raised.version, tier: 4, reason: good });
    const permit = await city.application("approved");
    const wanted = async () => (await db.application.findMany({ where: { id: { in: [...cases, raised].map(({ id }) => id) } }, orderBy: { id: "asc" }, include: { submissions: true } })).map(({ sectionsDue, submissions: [submission], tier }) => [sectionsDue, sectionsAsked(contentSchema.parse(submission?.content), tier)]);
    await asSuperuser(`UPDATE "Application" SET "sectionsDue" = '{}'; UPDATE "Permit" SET "reviewOn" = NULL`);
    const script = readFileSync("prisma/migrations/20261128200000_section_reviews/migration.sql", "utf8");
    const statements = /UPDATE "Application" a SET[^;]*;\s*UPDATE "Permit" SET "reviewOn"[^;]*;/.exec(script)?.[0].split(";").filter((each) => each.trim() !== "") ?? [];
    expect(statements).toHaveLength(2);
    for (const statement of statements) await db.$executeRawUnsafe(statement);
    for (const [due, asks] of await wanted()) expect(due).toEqual(asks);
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).toMatchObject({ reviewOn: addMonths(dayOf(new Date()), 12) });
  });
});

describe("the wall behind it", () => {
  it("what was found is never rewritten, and is not without its entry", async () => {
    const { id } = await fresh();
    await review(id, "assets");
    await expect(db.sectionReview.updateMany({ where: { applicationId: id }, data: { outcome: "objects" } })).rejects.toThrow();
    const [found] = await db.sectionReview.findMany({ where: { applicationId: id } });
    if (!found) throw new Error("a review is wanted");
    await expect(db.sectionReview.create({ data: { ...found, id: nobodys } })).rejects.toThrow(/no ledger entry/);
  });
});

const open = await fresh();
const input = of(open.id, "security");
refuses(reviewSection, [
  ...(await staffWhoMayNot(city, "security.review", input)),
  ...(await onesOwn(city, "security.review", input, true)),
  ["somebody who reviews another section", reviewers.privacy, input, "not_allowed"],
  ["an officer who assesses the whole", assessor, input, "not_allowed"],
  ["an application that does not exist", reviewers.security, { ...input, applicationId: nobodys }, "not_found"],
  ["a draft, which the city cannot see", reviewers.security, of((await city.application("complete")).id, "security"), "hidden"],
  ["of a submission that is not the last", reviewers.security, { ...input, submission: "2" }, "changed_since_read"],
  ["of one that lies with the partner", reviewers.security, of((await city.application("changes_requested")).id, "security"), "not_from_here"],
  ["of one that is approved", reviewers.security, of((await city.application("approved")).id, "security"), "not_from_here"],
  ["the whole, which is assessed", officer, { ...input, section: "whole" }, "bad_input"],
  ["something to change without saying what", reviewers.security, { ...input, outcome: "changes" }, "nothing_asked"],
  ["no words", reviewers.security, { ...input, words: "" }, "bad_input"],
  ["a part that is none", reviewers.security, { ...input, parts: ["status"] }, "bad_input"],
]);
refusesGarbage(reviewSection, reviewers.security, input);

describe("at the same moment", () => {
  sentTwice(reviewSection, async () => {
    const { id } = await fresh();
    return { who: reviewers.security, input: of(id, "security"), other: of(id, "security", { outcome: "objects" }) };
  });

  it("one person's last review and their approval: never both", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await fresh();
      for (const section of trades.slice(1)) await review(id, section);
      await recommend(id);
      const both = await city.officerWith("assets.review");
      await city.holds(both, { capability: "permits.decide" });
      const { version } = await db.application.findUniqueOrThrow({ where: { id } });
      const [reviewed, approved] = await Promise.all([reviewSection(both.actor, of(id, "assets")), approveApplication(both.actor, { applicationId: id, version, reason: good, until: inDays(100), conditions: "" })]);
      expect([reviewed.ok, approved.ok]).toEqual([true, false]);
      if (!approved.ok) expect(["kept_apart", "reviews_missing"]).toContain(approved.refusal);
    }
  });

  it("an objection and the approval: the approval comes first, or it sees the objection", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await city.application("submitted");
      const [approved, objected] = await Promise.all([approve(id), reviewSection(reviewers.privacy.actor, of(id, "privacy", { outcome: "objects" }))]);
      if (approved.ok) expect(objected).toMatchObject({ refusal: "not_from_here" });
      else {
        expect(approved.refusal).toBe("objections_unanswered");
        expect(objected.ok).toBe(true);
      }
    }
  });
});
