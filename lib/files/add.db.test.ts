import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { sha256 } from "@/lib/core/crypto";
import { good, inDays, must, nobodys, testCity, testFile, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { contentSchema } from "@/lib/applications/schema";
import { requestChanges } from "@/lib/applications/request-changes";
import { submitApplication } from "@/lib/applications/submit";
import { answerConsideration } from "@/lib/hearings/answer";
import { consider } from "@/lib/hearings/consider";
import { approveApplication } from "@/lib/permits/approve";
import { reportRemoval } from "@/lib/permits/report-removal";
import { showObligation } from "@/lib/permits/show-obligation";
import { surrenderPermit } from "@/lib/permits/surrender";
import { addFiles } from "@/lib/files/add";
import { contentOf } from "@/lib/files/content";

const city = await testCity();
const { officer, partner, secondMember, otherPartner } = city;
const { member } = partner;
const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer());
const onDraft = async (files: unknown, section = "security") => ({ place: "application", ofId: (await city.application("complete")).id, section, files });
const fileRows = (where: object) => db.evidenceFile.findMany({ where, orderBy: { number: "asc" } });

async function permitWithObligation() {
  const { id, version } = await city.application("submitted");
  await must(approveApplication, officer.actor, { applicationId: id, version, reason: good, until: inDays(300), conditions: "", library: ["sign"] });
  return db.obligation.findFirstOrThrow({ where: { permit: { applicationId: id } } });
}
async function notice() {
  const { id, version } = await city.application("submitted");
  await must(consider, officer.actor, { applicationId: id, version, intends: "refusal", grounds: "place", reason: good });
  return db.consideration.findFirstOrThrow({ where: { applicationId: id } });
}

describe("a member files evidence", () => {
  it("for a section of an application: what is kept is encrypted, under the hash of what was sent", async () => {
    const pdf = testFile.pdf("test report.pdf", "EVIDENCE-CANARY");
    const input = await onDraft([pdf, testFile.png()]);
    const { entryId } = await must(addFiles, member.actor, input);
    const files = await fileRows({ applicationId: input.ofId });
    const hash = sha256(await bytesOf(pdf));
    expect(files).toMatchObject([
      { place: "application", section: "security", name: "test report.pdf", kind: "pdf", bytes: pdf.size, contentHash: hash, addedById: member.id, partnerId: partner.id, sentIn: null },
      { name: "place.png", kind: "png" },
    ]);
    const kept = await db.fileContent.findUniqueOrThrow({ where: { hash } });
    expect(Buffer.from(kept.sealed).includes("EVIDENCE-CANARY")).toBe(false);
    expect(kept.scannedAt).toBeNull();
    expect(await asPerson(member.id, () => contentOf(hash))).toEqual(await bytesOf(pdf));
    expect(await entriesOf(entryId)).toEqual([{ name: "file.added", subjectType: "Application", subjectId: input.ofId, fromStatus: "draft", toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { place: "application", section: "security", files: files.map(({ number }) => number) }, sealed: { files: [{ name: "test report.pdf", hash }, { name: "place.png" }] } });
  });

  it("and it is sent with it: the decision binds what the files are", async () => {
    const input = await onDraft([testFile.pdf("one.pdf")]);
    await must(addFiles, member.actor, input);
    const { version } = await db.application.findUniqueOrThrow({ where: { id: input.ofId } });
    await must(submitApplication, member.actor, { applicationId: input.ofId, version, isTrue: "yes" });
    const [file] = await fileRows({ applicationId: input.ofId });
    const { content } = await db.submission.findFirstOrThrow({ where: { applicationId: input.ofId } });
    expect(contentSchema.parse(content).files).toEqual([{ number: file?.number, section: "security", name: "one.pdf", kind: "pdf", bytes: file?.bytes, hash: file?.contentHash }]);
    expect(file?.sentIn).toBe(1);
  });

  it("with an answer to a notice, to show a condition, and that devices are gone: until each is with the city", async () => {
    const { id: considerationId, version } = await notice();
    await must(addFiles, member.actor, { place: "notice", ofId: considerationId, files: testFile.pdf() });
    await must(answerConsideration, member.actor, { considerationId, version, answer: "What we have to say about it." });
    expect(await addFiles(member.actor, { place: "notice", ofId: considerationId, files: testFile.png() })).toMatchObject({ refusal: "files_closed" });

    const obligation = await permitWithObligation();
    await must(addFiles, secondMember.actor, { place: "obligation", ofId: obligation.id, files: [testFile.png()] });
    await must(showObligation, member.actor, { obligationId: obligation.id, version: 1, evidence: "The picture shows the sign." });
    expect(await addFiles(member.actor, { place: "obligation", ofId: obligation.id, files: testFile.png() })).toMatchObject({ refusal: "files_closed" });

    const { permitId, permit } = await city.application("approved");
    await must(surrenderPermit, member.actor, { permitId, version: 1, confirm: "yes", reason: good });
    await must(reportRemoval, member.actor, { permitId, devices: permit?.devices[0]?.id, removedOn: inDays(0), evidence: "Two of us took them down." });
    const removal = await db.removal.findFirstOrThrow({ where: { permitId } });
    await must(addFiles, member.actor, { place: "removal", ofId: removal.id, files: [testFile.png()] });
    expect(await fileRows({ OR: [{ considerationId }, { obligationId: obligation.id }, { removalId: removal.id }] })).toHaveLength(3);
  });

  it("the same file twice is kept once", async () => {
    const input = await onDraft([testFile.text("a.txt", "Once."), testFile.text("b.txt", "Once.")]);
    await must(addFiles, member.actor, input);
    await must(addFiles, otherPartner.member.actor, { place: "application", ofId: (await city.application("complete", { of: otherPartner })).id, section: "data", files: testFile.text("c.txt", "Once.") });
    expect(await db.evidenceFile.count({ where: { contentHash: sha256("Once.") } })).toBe(3);
    expect(await db.fileContent.count({ where: { hash: sha256("Once.") } })).toBe(1);
  });

  it("of what changes are asked for, only in the parts that are open", async () => {
    const { id, version } = await city.application("submitted");
    await must(requestChanges, officer.actor, { applicationId: id, version, reason: good, parts: ["security"] });
    await must(addFiles, member.actor, { place: "application", ofId: id, section: "security", files: testFile.pdf() });
    expect(await addFiles(member.actor, { place: "application", ofId: id, section: "data", files: testFile.pdf() })).toMatchObject({ refusal: "files_closed" });
  });

  it("and is told of each file what is wrong with it, at once; none of them is kept", async () => {
    const input = await onDraft([testFile.pdf(), new File(["<svg onload=alert(1)>"], "plan.svg"), new File([], "empty.pdf"), new File([new Uint8Array(20_000_001)], "huge.bin")]);
    const refusal = await addFiles(member.actor, input);
    expect(refusal).toMatchObject({ refusal: "file_unfit" });
    if (refusal.ok) throw new Error("it was kept");
    expect(refusal.issues?.map(({ field }) => field)).toEqual(["files", "files", "files"]);
    expect(refusal.issues?.map(({ words }) => words)).toEqual([expect.stringMatching(/^“plan\.svg” is no file that can be kept here\. Send PDF/), "“empty.pdf” is empty. Choose another file.", "“huge.bin” is larger than 20 MB. Make it smaller, or split it."]);
    expect(await fileRows({ applicationId: input.ofId })).toEqual([]);
  });
});

describe("where a scanner is set up", () => {
  let answer = "stream: OK";
  const server = createServer((socket) => socket.on("error", () => undefined).on("data", (piece) => piece.subarray(-4).readUInt32BE(0) === 0 && socket.end(`${answer}\0`)));
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    process.env.LAMPPOST_CLAMD = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    delete process.env.LAMPPOST_CLAMD;
    server.close();
  });

  it("a clean file is kept, and known to be clean", async () => {
    answer = "stream: OK";
    await must(addFiles, member.actor, await onDraft(testFile.text("clean.txt", "Looked through.")));
    expect((await db.fileContent.findUniqueOrThrow({ where: { hash: sha256("Looked through.") } })).scannedAt).not.toBeNull();
  });

  it.each([
    ["what holds a virus", "stream: Win.Test.EICAR_HDB-1 FOUND", "“bad.txt” holds a virus (Win.Test.EICAR_HDB-1), so it was not kept. Send a clean copy."],
    ["what nobody could look through", "ERROR", "“bad.txt” could not be looked through for viruses just now, so it was not kept. Try again in a few minutes."],
  ])("%s is not kept", async (_, said, words) => {
    answer = said;
    const input = await onDraft(testFile.text("bad.txt", said));
    expect(await addFiles(member.actor, input)).toMatchObject({ refusal: "file_unfit", issues: [{ field: "files", words }] });
    expect(await db.fileContent.findUnique({ where: { hash: sha256(said) } })).toBeNull();
  });
});

const input = await onDraft([testFile.pdf()]);
const sent = await city.application("submitted");
const full = await city.application("complete");
for (let n = 0; n < 4; n += 1) await must(addFiles, member.actor, { place: "application", ofId: full.id, section: "data", files: Array.from({ length: 10 }, (_, i) => testFile.text(`${n}-${i}.txt`, `${n} ${i}`)) });
const obligation = await permitWithObligation();
const open = await notice();
refuses(addFiles, [
  ...(await membersWhoMayNot(city, input)),
  ["what is with the city", member, { ...input, ofId: sent.id }, "files_closed"],
  ["nothing to file for", member, { ...input, ofId: nobodys }, "not_found"],
  ["one file too many", member, { ...input, ofId: full.id }, "files_too_many"],
  ["no section said", member, { ...input, section: undefined }, "bad_input"],
  ["no file", member, { ...input, files: [] }, "bad_input"],
  ["a file control that was left empty", member, { ...input, files: new File([], "") }, "bad_input"],
  ["eleven files", member, { ...input, files: Array.from({ length: 11 }, () => testFile.pdf()) }, "bad_input"],
  ["a page that calls itself a report", member, { ...input, files: new File(["<html><script>alert(1)</script>"], "report.pdf") }, "file_unfit"],
  ["an obligation of another partner", otherPartner.member, { place: "obligation", ofId: obligation.id, files: testFile.pdf() }, "hidden"],
  ["a notice of another partner", otherPartner.member, { place: "notice", ofId: open.id, files: testFile.pdf() }, "hidden"],
  ["an officer, for an obligation", officer, { place: "obligation", ofId: obligation.id, files: testFile.pdf() }, "not_allowed"],
  ["a place by the id of another kind", member, { place: "removal", ofId: obligation.id, files: testFile.pdf() }, "not_found"],
]);
refusesGarbage(addFiles, member, input);

describe("at the same moment", () => {
  it("as it is sent: the file goes with it, or is refused; never left behind", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { id, version } = await city.application("complete");
      const [added] = await Promise.all([addFiles(member.actor, { place: "application", ofId: id, section: "data", files: testFile.pdf() }), submitApplication(secondMember.actor, { applicationId: id, version, isTrue: "yes" })]);
      const { content } = await db.submission.findFirstOrThrow({ where: { applicationId: id } });
      expect(contentSchema.parse(content).files?.length ?? 0).toBe(added.ok ? 1 : 0);
      if (!added.ok) expect(added.refusal).toBe("files_closed");
    }
  });

  it("more than fit in one place: no more stay than fit", async () => {
    const { id } = await city.application("complete");
    const ten = (who: Someone, word: string) => addFiles(who.actor, { place: "application", ofId: id, section: "data", files: Array.from({ length: 10 }, (_, i) => testFile.text(`${i}.txt`, `${word} ${i}`)) });
    const results = await Promise.all(["a", "b", "c", "d", "e"].map((word, n) => ten(n % 2 ? member : secondMember, word)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(4);
    expect(await db.evidenceFile.count({ where: { applicationId: id } })).toBe(40);
  });

  sentTwice(addFiles, async () => ({ who: member, input: await onDraft([testFile.pdf("a.pdf")]), other: await onDraft([testFile.pdf("another.pdf")]) }));
});
