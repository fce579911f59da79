import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { sha256 } from "@/lib/core/crypto";
import { good, inDays, must, nobodys, testCity, testFile } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { requestChanges } from "@/lib/applications/request-changes";
import { submitApplication } from "@/lib/applications/submit";
import { answerObligation } from "@/lib/permits/answer-obligation";
import { approveApplication } from "@/lib/permits/approve";
import { reportRemoval } from "@/lib/permits/report-removal";
import { showObligation } from "@/lib/permits/show-obligation";
import { surrenderPermit } from "@/lib/permits/surrender";
import { addFiles } from "@/lib/files/add";
import { removeFile } from "@/lib/files/remove";

const city = await testCity();
const { officer, partner, secondMember, otherPartner } = city;
const { member } = partner;
let count = 0;

async function filed(words = `Words number ${++count}.`) {
  const { id } = await city.application("complete");
  await must(addFiles, member.actor, { place: "application", ofId: id, section: "data", files: testFile.text("notes.txt", words) });
  const file = await db.evidenceFile.findFirstOrThrow({ where: { applicationId: id } });
  return { id, file, hash: sha256(words), input: { place: "application", fileId: file.id } };
}
/** It was sent with the file, and comes back. */
async function sentAndBack() {
  const { id, file, hash, input } = await filed();
  const { version } = await db.application.findUniqueOrThrow({ where: { id } });
  await must(submitApplication, member.actor, { applicationId: id, version, isTrue: "yes" });
  await must(requestChanges, officer.actor, { applicationId: id, version: version + 1, reason: good, parts: ["data"] });
  return { id, file, hash, input };
}

describe("a member takes a file back", () => {
  it("before it was sent: its bytes are gone, what was done is written down", async () => {
    const { id, file, hash, input } = await filed();
    const { entryId } = await must(removeFile, secondMember.actor, input);
    expect(await db.evidenceFile.findUnique({ where: { id: file.id } })).toMatchObject({ removedById: secondMember.id });
    expect(await db.fileContent.findUnique({ where: { hash } })).toBeNull();
    expect(await entriesOf(entryId)).toEqual([{ name: "file.removed", subjectType: "Application", subjectId: id, fromStatus: "draft", toStatus: "draft", actorId: secondMember.id, actorKind: "person", grantId: await grantOf(secondMember, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { file: file.number }, sealed: { name: "notes.txt", hash } });
  });

  it("whose bytes somebody else's file needs: they stay for that one", async () => {
    const first = await filed("The same words.");
    const second = await filed("The same words.");
    await must(removeFile, member.actor, first.input);
    expect(await db.fileContent.count({ where: { hash: first.hash } })).toBe(1);
    await must(removeFile, member.actor, second.input);
    expect(await db.fileContent.count({ where: { hash: first.hash } })).toBe(0);
  });

  it("that was sent before: the submission keeps it, the next goes without it", async () => {
    const { id, hash, input } = await sentAndBack();
    await must(removeFile, member.actor, input);
    expect(await db.fileContent.count({ where: { hash } })).toBe(1);
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    await must(submitApplication, member.actor, { applicationId: id, version, isTrue: "yes" });
    const submissions = await db.submission.findMany({ where: { applicationId: id }, orderBy: { number: "asc" } });
    expect(submissions.map(({ content }) => (content as { files?: unknown[] }).files?.length)).toEqual([1, undefined]);
    expect(submissions[0]?.contentHash).not.toBe(submissions[1]?.contentHash);
  });
});

/** Above every wall and right; the guards stand all the same. */
const owner = new pg.Client({ connectionString: process.env.TEST_SUPER_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

describe("what the city has stays:", () => {
  it("what showed that devices are gone, from the moment it was filed; what showed a condition, also when it was sent back", async () => {
    const { permitId, permit } = await city.application("approved");
    await must(surrenderPermit, member.actor, { permitId, version: 1, confirm: "yes", reason: good });
    await must(reportRemoval, member.actor, { permitId, devices: permit?.devices[0]?.id, removedOn: inDays(0), evidence: "Two of us took them down." });
    const removal = await db.removal.findFirstOrThrow({ where: { permitId } });
    await must(addFiles, member.actor, { place: "removal", ofId: removal.id, files: testFile.text("gone.txt", "It is gone.") });
    const filedThere = await db.evidenceFile.findFirstOrThrow({ where: { removalId: removal.id } });
    expect(await removeFile(member.actor, { place: "removal", fileId: filedThere.id })).toMatchObject({ refusal: "files_closed" });

    const { id, version } = await city.application("submitted");
    await must(approveApplication, officer.actor, { applicationId: id, version, reason: good, until: inDays(300), conditions: "", library: ["sign"] });
    const obligation = await db.obligation.findFirstOrThrow({ where: { permit: { applicationId: id } } });
    await must(addFiles, member.actor, { place: "obligation", ofId: obligation.id, files: testFile.text("sign.txt", "The sign.") });
    await must(showObligation, member.actor, { obligationId: obligation.id, version: 1, evidence: "The file shows it." });
    await must(answerObligation, officer.actor, { obligationId: obligation.id, version: 2, outcome: "sent_back", reason: good });
    const shown = await db.evidenceFile.findFirstOrThrow({ where: { obligationId: obligation.id } });
    expect(await removeFile(member.actor, { place: "obligation", fileId: shown.id })).toMatchObject({ refusal: "files_closed" });
    // More can be added, for when it is shown again.
    await must(addFiles, member.actor, { place: "obligation", ofId: obligation.id, files: testFile.text("more.txt", "Another sign.") });
  });
});

describe("the database keeps it, whatever the code says:", () => {
  it.each([
    ["a file is not deleted", `DELETE FROM "EvidenceFile" WHERE id = $1`],
    ["what it is is not rewritten", `UPDATE "EvidenceFile" SET "contentHash" = repeat('0', 64) WHERE id = $1`],
    ["nor what it is for", `UPDATE "EvidenceFile" SET section = 'terms' WHERE id = $1`],
    ["bytes that are needed are not removed", `DELETE FROM "FileContent" WHERE hash = (SELECT "contentHash" FROM "EvidenceFile" WHERE id = $1)`],
    ["nor exchanged", `UPDATE "FileContent" SET sealed = '\\x00' WHERE hash = (SELECT "contentHash" FROM "EvidenceFile" WHERE id = $1)`],
    ["taking it back needs its entry", `UPDATE "EvidenceFile" SET "removedAt" = now(), "removedById" = "addedById" WHERE id = $1`],
  ])("%s", async (_, statement) => {
    const { file } = await filed();
    const problem = await owner.query(statement, [file.id]).then(() => null, String);
    expect(problem).toMatch(/is not rewritten|stays as long|no ledger entry/);
  });
});

const { input } = await filed();
const gone = await filed();
await must(removeFile, member.actor, gone.input);
const sent = await filed();
await must(submitApplication, member.actor, { applicationId: sent.id, version: (await db.application.findUniqueOrThrow({ where: { id: sent.id } })).version, isTrue: "yes" });
refuses(removeFile, [
  ...(await membersWhoMayNot(city, input)),
  ["a file that does not exist", member, { ...input, fileId: nobodys }, "not_found"],
  ["one that was taken back", member, gone.input, "file_removed"],
  ["one that is with the city", member, sent.input, "files_closed"],
  ["one that is with the city, by its officer", officer, sent.input, "not_allowed"],
  ["a file under another place", member, { ...input, place: "removal" }, "not_found"],
  ["another partner's", otherPartner.member, sent.input, "hidden"],
]);
refusesGarbage(removeFile, member, input);

describe("at the same moment", () => {
  oneWins(removeFile, async () => ({ who: [member, secondMember], input: (await filed()).input }), ["file_removed"]);

  it("as another files the same: its bytes are there", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const first = await filed(`Shared ${turn}.`);
      const { id } = await city.application("complete");
      await Promise.all([must(removeFile, member.actor, first.input), must(addFiles, secondMember.actor, { place: "application", ofId: id, section: "data", files: testFile.text("b.txt", `Shared ${turn}.`) })]);
      expect(await db.fileContent.count({ where: { hash: first.hash } })).toBe(1);
    }
  });
});
