import { termsOn } from "@/lib/partners/terms";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { capabilities, capabilityNames, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { heldBy } from "@/lib/access/held";
import { defaultPolicy } from "@/lib/access/policy";
import { passwordAnswers, portAnswers } from "@/lib/applications/schema";
import { PoolBehindWall } from "@/lib/core/connections";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, testFile, type Someone } from "@/lib/core/test-city";
import { entryOf, everythingStored } from "@/lib/core/test-refusals";
import { beyondTheWall, transaction } from "@/lib/core/transaction";
import { asPerson, asSystem, behindWall, identity, piecesBehindWall, workAsSystem } from "@/lib/core/wall";
import type { Decision } from "@/lib/decisions/decision";
import { consider } from "@/lib/hearings/consider";
import { reviewSection } from "@/lib/applications/review-section";
import { chooseSites } from "@/lib/applications/choose-sites";
import { waitForPlace } from "@/lib/applications/wait-for-place";
import { asSuperuser } from "@/lib/core/test-superuser";
import { daysLater as daysGoneBy, opened } from "@/lib/core/test-comments";
import { startFollow } from "@/lib/follows/start";
import { partAsked } from "@/lib/core/test-requests";
import { photo, reported } from "@/lib/core/test-concerns";
import { recordInspection } from "@/lib/concerns/record-inspection";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { nameDuty } from "@/lib/applications/name-duty";
import { saveView } from "@/lib/people/save-view";
import { addFiles } from "@/lib/files/add";
import { reportRemoval } from "@/lib/permits/report-removal";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { surrenderPermit } from "@/lib/permits/surrender";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import { approveApplication } from "@/lib/permits/approve";
import { showObligation } from "@/lib/permits/show-obligation";
import { proposeLowerTier } from "@/lib/applications/propose-lower-tier";
import { writeToPartner } from "@/lib/applications/write-to-partner";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { takeSample } from "@/lib/audits/take-sample";
import { sequence } from "@/lib/ledger/sequence";
import { placeHold } from "@/lib/people/place-hold";
import { floors } from "@/lib/floors";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { declareInterest } from "@/lib/people/declare-interest";
import { giveException } from "@/lib/people/give-exception";
import { recordTraining } from "@/lib/people/record-training";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { launchReview } from "@/lib/reviews/launch-review";
import { uploadImport } from "@/lib/assets/upload-import";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { seenNow, stopInput, stopped as stoppedNow } from "@/lib/core/test-stops";
import { suspendPermit } from "@/lib/permits/suspend";
import { withholdPlaces } from "@/lib/permits/withhold-places";
import type { Who } from "@/lib/session/current";

/*
 * The second wall: what the database itself keeps apart when the rules of access are switched off. A decision or a query that is in no
 * table here fails the run.
 */

const rules = vi.hoisted(() => ({ areOff: false }));
vi.mock("@/lib/access/may", async (original) => {
  const real = await original<typeof import("@/lib/access/may")>();
  return { ...real, may: (...asked: Parameters<typeof real.may>) => (rules.areOff ? { may: true, grantId: "oneself" } : real.may(...asked)) };
});
vi.mock("@/lib/access/authorized-where", async (original) => {
  const real = await original<typeof import("@/lib/access/authorized-where")>();
  return { ...real, authorizedWhere: (...asked: Parameters<typeof real.authorizedWhere>) => (rules.areOff ? { id: { not: "01890000-0000-7000-8000-000000000000" } } : real.authorizedWhere(...asked)) };
});
const withoutRules = async <T>(work: () => Promise<T>): Promise<T> => {
  rules.areOff = true;
  try {
    return await work();
  } finally {
    rules.areOff = false;
  }
};

// ── A city with something of everything, and three who have no part in it ───────────────────────────────

const city = await testCity();
const { admin, secondAdmin, officer, partner } = city;
const clerk = await city.officerWith("training.record");
const auditor = await city.officerWith("ledger.read");
const reviewer = await city.officerWith("reviews.run");
const course = "Deciding permits";
const canary = "Words that are nobody else's: REASON-CANARY.";

const draft = await city.application("complete");
const sent = await city.application("submitted");
const lowered = await city.application("submitted");
await must(proposeLowerTier, officer.actor, { applicationId: lowered.id, version: lowered.version, tier: 1, reason: good });
await must(reviewSection, officer.actor, { applicationId: sent.id, submission: "1", section: "security", outcome: "satisfied", words: "Words of a review: REVIEW-CANARY.", asks: "", parts: [] });
await must(writeToPartner, officer.actor, { applicationId: sent.id, words: "Words of a case: MESSAGE-CANARY." });
const heard = await city.application("submitted");
await must(consider, officer.actor, { applicationId: heard.id, version: heard.version, intends: "refusal", grounds: "place", reason: "Words of a notice: NOTICE-CANARY." });
const considered = await db.consideration.findFirstOrThrow({ where: { applicationId: heard.id } });
const approved = await city.application("approved");
const goneBack = await city.application("approved");
await must(surrenderPermit, partner.member.actor, { permitId: goneBack.permitId, version: 1, confirm: "yes", reason: good });
const takenDown = await city.application("approved");
await must(surrenderPermit, partner.member.actor, { permitId: takenDown.permitId, version: 1, confirm: "yes", reason: good });
await must(reportRemoval, partner.member.actor, { permitId: takenDown.permitId, devices: takenDown.permit?.devices[0]?.id, removedOn: inDays(0), evidence: "What shows it: REMOVAL-CANARY." });
const toConfirm = await db.removal.findFirstOrThrow({ where: { permitId: takenDown.permitId } });
const turnedDown = await city.application("refused");
const turnedDownToo = await city.application("refused");
await must(lodgeAppeal, partner.member.actor, { applicationId: turnedDownToo.id, words: "Words of an appeal: APPEAL-CANARY." });
await must(startFollow, { kind: "visitor", from: "a resident" }, { zoneId: city.west.id, email: "follower-canary@mail.test" });
const dataAsked = await partAsked(city, { device: approved.permit?.devices[0]?.code, words: "Words of who was seen: RIGHTS-CANARY.", email: "asker-canary@mail.test" });
const residentsDesk = await city.officerWith("concerns.answer");
const ofDevice = approved.permit?.devices[0]?.code;
const toldOf = await reported(city, { device: ofDevice, words: "Words of a resident: CONCERN-CANARY.", email: "resident-canary@mail.test", photos: [await photo()] });
const snapshot = await db.concernPhoto.findFirstOrThrow({ where: { concernId: toldOf.id } });
const unlisted = await reported(city, { device: ofDevice, kind: "unlisted" });
const toInspect = await db.inspection.findFirstOrThrow({ where: { concernId: unlisted.id } });
const foundMissing = await db.inspection.findFirstOrThrow({ where: { concernId: (await reported(city, { device: ofDevice, kind: "unlisted" })).id } });
await must(recordInspection, residentsDesk.actor, { inspectionId: foundMissing.id, version: 1, outcome: "missing", found: "What was found there: INSPECTION-CANARY." });
const appealed = await db.appeal.findFirstOrThrow({ where: { applicationId: turnedDownToo.id } });
const obliged = await city.application("submitted");
await must(approveApplication, officer.actor, { applicationId: obliged.id, version: obliged.version, reason: good, until: inDays(300), conditions: "", library: ["sign", "passwords"] });
const [toCheck, toShow] = await db.obligation.findMany({ where: { permit: { applicationId: obliged.id } }, orderBy: { dueOn: "asc" } });
if (!toCheck || !toShow) throw new Error("two obligations are wanted");
await must(showObligation, partner.member.actor, { obligationId: toCheck.id, version: 1, evidence: "What was shown: EVIDENCE-CANARY." });
await must(addFiles, partner.member.actor, { place: "obligation", ofId: toShow.id, files: testFile.text("EVIDENCE-FILE-CANARY.txt") });
const runOfOfficer = await runOwnedBy(officer, { permitId: approved.permitId });
const runUnderWay = await runOwnedBy(officer, { permitId: approved.permitId }, "running");
const runStopped = await runOwnedBy(officer, { permitId: approved.permitId }, "stopped");
await asSuperuser(`UPDATE "BulkItem" SET outcome = 'refused', words = 'Why one was not done: BULK-CANARY.', at = now() WHERE "runId" = $1`, [runUnderWay]);
const runNumber = String((await db.bulkRun.findUniqueOrThrow({ where: { id: runUnderWay } })).number);
await must(nameDuty, city.secondMember.actor, { applicationId: draft.id, duty: "on_site", seat: "primary", personId: partner.member.id });
const dutyOfMember = await db.duty.findFirstOrThrow({ where: { applicationId: draft.id } });
await asSuperuser(`INSERT INTO "DeviceModel" (id, key, make, model, sheet, "permitId", "agreedAt") VALUES (gen_random_uuid(), 'tern\ntc-2', 'Tern', 'TC-2', '{}', $1, now())`, [approved.permitId]);
for (const [template, used] of [["application-lapsed", false], ["permit-ends", true]] as const) await asSuperuser(`INSERT INTO "NoticeWording" (id, template, version, subject, text, "savedById", "savedAt", "usedAt") VALUES (gen_random_uuid(), $1, 1, 'S', 'T', $2, now(), CASE WHEN $3 THEN now() END)`, [template, officer.id, used]);
const fullPole = await city.asset({ slots: 1 });
await must(chooseSites, partner.member.actor, { applicationId: (await city.application("draft")).id, version: 1, assetIds: [fullPole], shown: [] });
const queueing = await city.application("draft");
await must(waitForPlace, partner.member.actor, { applicationId: queueing.id, assetId: fullPole });
const receiver = await city.organisation();
const offered = await city.application("approved");
await must(offerTransfer, partner.member.actor, { permitId: offered.permitId, toId: receiver.id, words: "Words of an offer: OFFER-CANARY." });
const toAnswer = await db.transferOffer.findFirstOrThrow({ where: { permitId: offered.permitId } });
const filed = await db.evidenceFile.findFirstOrThrow({ where: { obligationId: toShow.id } });
const stopped = await city.application("approved");
await must(suspendPermit, officer.actor, { permitId: stopped.permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
const askedResidents = await opened(city, officer, ["RESIDENT-CANARY thinks little of it."]);
await daysGoneBy(askedResidents.id, 11);
const withheld = await city.application("approved");
await must(withholdPlaces, officer.actor, { permitId: withheld.permitId, version: 1, reason: good });
const held = await stoppedNow(officer, { permitId: (await city.application("approved")).permitId });
const urgent = await stoppedNow(officer, { permitId: (await city.application("approved")).permitId }, { emergency: "yes" });
const reopened = await stoppedNow(officer, { permitId: (await city.application("approved")).permitId });
await must(setAsideStop, city.secondOfficer.actor, { stopId: reopened.id, version: 1, reason: good });
const waiting = await city.organisation({ verified: false });
const unsigned = await city.organisation({ signed: false });

/** A colleague about whom everything is written that can be. */
const somebody = await city.colleague();
await city.holds(somebody, { capability: "emergency.take" });
const grantId = await city.holds(somebody, { capability: "applications.review" });
const { subjectId: emergencyId } = await must(takeEmergencyGrant, somebody.actor, { capability: "permits.suspend", reason: canary });
const { subjectId: requestId } = await must(askForGrant, somebody.actor, { capability: "permits.revoke", hours: 8, reason: canary });
const { subjectId: interestId } = await must(declareInterest, admin.actor, { personId: somebody.id, partnerId: city.otherPartner.id, kind: "other", reason: canary });
const { subjectId: trainingId } = await must(recordTraining, clerk.actor, { personId: somebody.id, course, passedOn: inDays(-10), validUntilOn: inDays(20), evidence: canary });
const { subjectId: exceptionId } = await must(giveException, secondAdmin.actor, { personId: somebody.id, pair: "register_verify", until: inDays(5), reason: canary });
await must(saveView, somebody.actor, { personId: somebody.id, name: "VIEW-CANARY", view: "mine", find: "", tier: "", zone: "" });
const { id: viewOfSomebody } = await db.savedView.findFirstOrThrow({ where: { personId: somebody.id } });
const { id: sessionId } = await db.session.create({ data: { personId: somebody.id, expiresAt: new Date(Date.now() + 3_600_000), browser: "BROWSER-CANARY" } });
const { subjectId: reviewId } = await must(launchReview, reviewer.actor, { title: "TITLE-CANARY", capabilities: ["permits.suspend"], dueOn: inDays(10), silence: "keep", plant: "0" });
const item = await db.reviewItem.findFirstOrThrow({ where: { reviewId, reviewerId: { not: null } } });
const { subjectId: importId } = await must(uploadImport, officer.actor, { file: new File(["plate,lat,lon\nHQ 1,52.001,4.001\n"], "FILE-CANARY.csv") });
await sequence();
const forgetter = await city.officerWith("people.forget");
const { subjectId: holdId } = await must(placeHold, forgetter.actor, { personId: somebody.id, reason: canary });
const { id: aboutSomebody } = await db.ledgerEntry.findFirstOrThrow({ where: { name: "training.recorded", subjectId: trainingId } });
const { subjectId: findingId, reference: findingNumber } = await must(raiseFinding, auditor.actor, { entryId: aboutSomebody, weight: "remark", words: canary });
const { subjectId: sampleId } = await must(takeSample, auditor.actor, { count: "1", name: "", reason: canary });
const memberGrant = await db.grant.findFirstOrThrow({ where: { personId: city.secondMember.id } });

const ofTheDesk: Capability[] = ["concerns.answer", "applications.review", "assets.review", "security.review", "privacy.review", "networks.review", "permits.decide", "permits.suspend", "permits.revoke", "partners.verify", "security.read", "identifiers.read", "contacts.read", "terms.read"];
async function officerWithTies(): Promise<Someone> {
  const person = await city.colleague();
  for (const capability of ofTheDesk) await city.holds(person, { capability });
  for (const id of [partner.id, waiting.id]) await city.tie(person, id);
  return person;
}
const stranger = { member: city.otherPartner.member, colleague: await city.colleague(), tied: await officerWithTies() };
/** Others of the same kind, who have attempted nothing: what one attempted is one's own to read. */
const reader = { member: (await city.organisation()).member, colleague: await city.colleague(), tied: await officerWithTies() };
const named = ({ member, colleague, tied }: typeof stranger): [string, Someone][] => [
  ["a member of another partner", member],
  ["a colleague without a grant", colleague],
  ["an officer with a tie to the partner", tied],
];

/** What is in the partner's cases, and nowhere else. The permits' own ids are public. */
const ofCases = [draft, sent, approved, stopped].map(({ id }) => id).concat(draft.reference, sent.reference, heard.reference, "SERIAL-CANARY", "network-canary", "contact-canary", "SECURITY-CANARY", "TERMS-CANARY", "MESSAGE-CANARY", "NOTICE-CANARY", "REVIEW-CANARY", "EVIDENCE-CANARY", "APPEAL-CANARY", "REMOVAL-CANARY", "EVIDENCE-FILE-CANARY", "OFFER-CANARY", "BULK-CANARY", "Managing director", "CONCERN-CANARY", "resident-canary@mail.test", "INSPECTION-CANARY", "PICTURE-CANARY", "RIGHTS-CANARY", "asker-canary@mail.test", "RESIDENT-CANARY");
/** What is written of people, and an organisation that nobody has checked yet. */
const ofPeople = [waiting.id, "VIEW-CANARY", somebody.id, somebody.email, partner.member.id, partner.member.email, city.secondMember.id, city.secondMember.email, memberGrant.id, grantId, emergencyId, requestId, interestId, trainingId, exceptionId, sessionId, reviewId, item.id, holdId, findingId, sampleId, aboutSomebody, importId, "REASON-CANARY", "BROWSER-CANARY", "TITLE-CANARY", "FILE-CANARY"];

// ── Nothing foreign is changed ───────────────────────────────────────────────────────────────────────────

const square = { type: "FeatureCollection", features: [{ type: "Feature", properties: { code: "W", name: "Foreign" }, geometry: { type: "Polygon", coordinates: [[[4, 52], [4.01, 52], [4.01, 52.01], [4, 52.01], [4, 52]]] } }] };
const onDraft = (rest: object = {}) => ({ applicationId: draft.id, version: draft.version, ...rest });
const onCase = (rest: object = {}) => ({ applicationId: sent.id, version: sent.version, reason: good, ...rest });
const onPermit = (rest: object = {}) => ({ permitId: approved.permitId, version: 1, reason: good, ...rest });

interface Attempt {
  input: object;
  /** What even a stranger may do for themselves: it is stored here, and only here. */
  own?: string[];
  /** Not tried by an officer, whose work it is. */
  isOfficers?: true;
}
/** Without an account: what may be done so is in the decision's own `may`. */
const forNobody = "for nobody with an account";

const attempts: Record<string, Attempt | typeof forNobody> = {
  "applications/start": { input: { partnerId: partner.id, title: "Foreign" } },
  "applications/save-purpose": { input: onDraft({ title: "Foreign", purpose: "research", why: "Nobody asked for this change.", until: inDays(200) }) },
  "applications/add-devices": { input: onDraft({ name: "Foreign", make: "T", model: "T", serial: "", howMany: 1 }) },
  "applications/add-devices-file": { input: onDraft({ file: new File(["name,make,model,serial\nForeign,Tern,T,1\n"], "devices.csv") }) },
  "applications/describe-model": { input: onDraft({ make: "Tern", model: "TC-2", radio: ["lorawan"], power: "battery", watts: "", kg: "1.5", size: "20 × 10 × 8", sockets: [], supportUntil: "" }) },
  "applications/remove-device": { input: onDraft({ number: 1 }) },
  "applications/choose-sites": { input: onDraft({ assetIds: [await city.asset()], shown: [] }) },
  "applications/save-networks": { input: onDraft({ networkIds: [city.networkId], talksTo: "foreign.example:8883" }) },
  "applications/save-data": { input: onDraft({ collects: "Foreign", identifies: "no", kept: "A year", shared: "Nobody" }) },
  "applications/save-security": { input: onDraft({ updates: "Foreign and unsigned", watches: "Nobody at all", reacts: "Never in time", passwords: passwordAnswers[0], ports: portAnswers[0], exceptions: "" }) },
  "applications/save-terms": { input: onDraft({ paid: "Foreign", others: "Nobody", contract: "" }) },
  "applications/save-contact": { input: onDraft({ name: "Foreign", email: "foreign@other.test", telephone: "+44 555 0170" }) },
  "applications/submit": { input: onDraft({ isTrue: "yes" }) },
  "applications/withdraw": { input: onCase() },
  "applications/take": { input: { applicationId: sent.id, version: sent.version } },
  "applications/assess": { input: onCase({ recommends: "approval" }) },
  "applications/request-changes": { input: onCase() },
  "applications/assign": { input: onCase({ personId: city.secondOfficer.id }) },
  "applications/raise-tier": { input: onCase({ tier: 4 }) },
  "applications/propose-lower-tier": { input: onCase({ tier: 1 }) },
  "applications/review-section": { input: { applicationId: sent.id, submission: "1", section: "security", outcome: "satisfied", words: "Foreign words that are long enough.", asks: "", parts: [] } },
  "applications/agree-lower-tier": { input: onCase({ applicationId: lowered.id, version: lowered.version + 1, outcome: "agreed" }) },
  "applications/write-to-partner": { input: { applicationId: sent.id, words: "Foreign words" } },
  "applications/write-to-city": { input: { applicationId: sent.id, words: "Foreign words" } },
  "permits/report-removal": { input: { permitId: goneBack.permitId, devices: goneBack.permit?.devices[0]?.id, removedOn: inDays(0), evidence: "Foreign words that are long enough." } },
  "permits/answer-removal": { input: { removalId: toConfirm.id, version: 1, outcome: "confirmed", reason: good } },
  "permits/show-obligation": { input: { obligationId: toShow.id, version: 1, evidence: "Foreign words that are long enough." } },
  "permits/answer-obligation": { input: { obligationId: toCheck.id, version: 2, outcome: "accepted", reason: good } },
  "permits/surrender": { input: onPermit({ confirm: "yes" }) },
  "permits/free-places": forNobody,
  "applications/name-duty": { input: { applicationId: draft.id, duty: "patching", seat: "primary", personId: partner.member.id } },
  "applications/answer-duty": { input: { dutyId: dutyOfMember.id, outcome: "declined" } },
  "bulk/draw-up": { input: { deed: "permit_suspend", from: "picks", picks: [approved.permit?.reference ?? ""] } },
  "bulk/start": { input: { runId: runOfOfficer, version: 1, deed: "permit_suspend", until: inDays(3), reason: good, without: "danger" } },
  "bulk/stop": { input: { runId: runUnderWay, version: 1, deed: "permit_suspend" } },
  "bulk/go-on": { input: { runId: runStopped, version: 1, deed: "permit_suspend" } },
  "bulk/finish": forNobody,
  "applications/wait-for-place": { input: { applicationId: draft.id, assetId: fullPole } },
  "applications/stop-waiting": { input: { applicationId: queueing.id, assetId: fullPole } },
  "applications/give-place": forNobody,
  "applications/lapse-holds": forNobody,
  "permits/begin-follow-up": { input: { permitId: approved.permitId, kind: "renewal" } },
  "permits/offer-transfer": { input: { permitId: approved.permitId, toId: city.otherPartner.id, words: good } },
  "permits/withdraw-transfer": { input: { offerId: toAnswer.id, version: 1 } },
  "permits/answer-transfer": { input: { offerId: toAnswer.id, version: 1, outcome: "accepted" } },
  "files/add": { input: { place: "obligation", ofId: toShow.id, files: testFile.text("foreign.txt", "Foreign words.") } },
  "files/remove": { input: { place: "obligation", fileId: filed.id } },
  "applications/lapse": forNobody,
  "applications/refuse": { input: onCase({ grounds: "place", without: "danger" }) },
  "people/save-view": { input: { personId: somebody.id, name: "Foreign", view: "mine", find: "", tier: "", zone: "" } },
  "people/drop-view": { input: { personId: somebody.id, viewId: viewOfSomebody } },
  "people/start-calendar": { input: { personId: somebody.id } },
  "people/end-calendar": { input: { personId: somebody.id } },
  "applications/reopen": { input: { applicationId: turnedDown.id, version: turnedDown.version, reason: good } },
  "appeals/lodge": { input: { applicationId: turnedDown.id, words: "Foreign words that are long enough." } },
  "appeals/withdraw": { input: { appealId: appealed.id, version: 1 } },
  "appeals/decide": { input: { appealId: appealed.id, version: 1, outcome: "dismissed", reason: good } },
  "hearings/consider": { input: { applicationId: sent.id, version: 3, intends: "refusal", grounds: "place", reason: good } },
  "hearings/answer": { input: { considerationId: considered.id, version: 1, answer: "Foreign words that are long enough." } },
  "hearings/drop": { input: { considerationId: considered.id, version: 1, reason: good } },
  "permits/approve": { input: onCase({ until: inDays(100), conditions: "One.\nTwo." }) },
  "permits/suspend": { input: onPermit({ until: inDays(3), without: "danger" }) },
  "permits/withhold-places": { input: onPermit() },
  "permits/publish-places": { input: { permitId: withheld.permitId, version: 2, reason: good } },
  "permits/resume": { input: { permitId: stopped.permitId, version: 2, reason: good } },
  "permits/revoke": { input: onPermit({ confirm: "yes", without: "danger" }) },
  "enforcement/order-stop": { input: await stopInput(officer, { permitId: approved.permitId }) },
  "enforcement/withdraw-rights": { input: { permitId: approved.permitId, effect: "revoke", confirm: "yes", reason: good, without: "danger", seen: await seenNow(officer, { permitId: approved.permitId }) } },
  "enforcement/lift-stop": { input: { stopId: held.id, version: 1, reason: good } },
  "enforcement/ratify-stop": { input: { stopId: urgent.id, version: 1, outcome: "refused", reason: good } },
  "enforcement/set-aside-stop": { input: { stopId: held.id, version: 1, reason: good } },
  "enforcement/decide-anew": { input: { stopId: reopened.id, version: 2, outcome: "reversed", reason: good } },
  "enforcement/lapse-stop": forNobody,
  "partners/verify-partner": { input: { partnerId: waiting.id, version: 1, reason: good } },
  "partners/refuse-partner": { input: { partnerId: waiting.id, version: 1, reason: good } },
  "partners/register-organisation": forNobody,
  // Whoever lives in the city may tell it something, with an account or without; and whoever has a reference is who was given it.
  "comments/open": { input: { applicationId: sent.id, version: sent.version, about: "Foreign words that are long enough.", until: inDays(10) } },
  "comments/send": forNobody,
  "comments/answer": { input: { periodId: askedResidents.id, version: 1, outcome: "Foreign words that are long enough." } },
  "comments/forget": forNobody,
  "concerns/report": forNobody,
  "concerns/reopen": forNobody,
  "concerns/forget-reporter": forNobody,
  "follows/start": forNobody,
  "follows/confirm": forNobody,
  "follows/end": forNobody,
  "follows/lapse": forNobody,
  "rights/ask": forNobody,
  "rights/forget-asker": forNobody,
  "rights/answer": { input: { partId: dataAsked.id, version: 1, outcome: "refused", words: "Foreign words that are long enough." } },
  "rights/extend": { input: { partId: dataAsked.id, version: 1, reason: good } },
  "concerns/take": { input: { concernId: toldOf.id, version: 1 } },
  "concerns/relate": { input: { concernId: toldOf.id, version: 1, about: approved.permit?.devices[0]?.code } },
  "concerns/inspect": { input: { concernId: toldOf.id, version: 1, what: "", dueOn: inDays(3) } },
  "concerns/record-inspection": { input: { inspectionId: toInspect.id, version: 1, outcome: "missing", found: good } },
  "concerns/settle-inspection": { input: { inspectionId: foundMissing.id, version: 2, settled: "removed", words: good } },
  "concerns/answer": { input: { concernId: toldOf.id, version: 1, outcome: "resolved", words: good } },
  "concerns/merge": { input: { concernId: toldOf.id, version: 1, into: unlisted.number } },
  "letters/word-letter": { input: { template: "application-lapsed", version: "1", subject: "Foreign words", text: "Foreign words about {title}: {link}" } },
  "letters/use-letter": { input: { template: "application-lapsed", version: "1" } },
  "letters/restore-letter": { input: { template: "permit-ends", version: "1", reason: good } },
  "partners/sign-terms": { input: { partnerId: unsigned.id, termsVersion: String(termsOn(inDays(0)).version), capacity: "Nobody of theirs", mayBind: "yes" } },
  "partners/invite-member": { input: { partnerId: partner.id, name: "Foreign", email: "foreign@other.test", mayInvite: "yes" } },
  "assets/upload-import": { input: { file: new File(["plate,lat,lon\nHQ 2,52.001,4.001\n"], "foreign.csv") } },
  "assets/queue-import": { input: { importId, version: 1, run: "import", mapping: { id: "plate", lat: "lat", lon: "lon" }, agencyId: city.lighting.id } },
  "assets/discard-import": { input: { importId, version: 1 } },
  "assets/import-areas": { input: { kind: "zone", file: new File([JSON.stringify(square)], "zones.geojson") } },
  "assets/add-network": { input: { agencyId: city.lighting.id, code: "FOREIGN", name: "Foreign", kind: "lorawan" } },
  "assets/finish-import": forNobody,
  "people/set-up-first-administrator": forNobody,
  "people/enrol": forNobody,
  "people/invite-person": { input: { name: "Foreign", email: "foreign@city.test", line: "" } },
  "people/start-anew": { input: { personId: somebody.id, version: 1, reason: good } },
  "people/deactivate-person": { input: { personId: somebody.id, version: 1, reason: good } },
  "people/give-grant": { input: { personId: somebody.id, capability: "assets.manage", reason: good } },
  "people/propose-grant": { input: { personId: somebody.id, capability: "permits.revoke", reason: good } },
  "people/end-grant": { input: { grantId, version: 1, reason: good } },
  "people/replace-grant": { input: { grantId, version: 1, zoneId: city.west.id, reason: good } },
  "people/approve-request": { input: { requestId, version: 1, reason: good } },
  "people/deny-request": { input: { requestId, version: 1, reason: good } },
  "people/withdraw-request": { input: { requestId, version: 1 } },
  "people/ratify-grant": { input: { grantId: emergencyId, outcome: "ratified", reason: good } },
  "people/give-exception": { input: { personId: somebody.id, pair: "assess_decide", until: inDays(5), reason: good } },
  "people/end-exception": { input: { exceptionId, version: 1, reason: good } },
  "people/declare-interest": { input: { personId: somebody.id, partnerId: partner.id, kind: "other", reason: good } },
  "people/end-interest": { input: { interestId, version: 1, reason: good } },
  "people/record-training": { input: { personId: somebody.id, course, passedOn: inDays(-3), validUntilOn: inDays(300), evidence: "" } },
  "people/end-training": { input: { trainingId, version: 1, reason: good } },
  "people/publish-access-policy": {
    input: { number: "0", secondPerson: [], recentMinutes: "", training: "", courses: course, apart: [], coolingDays: "0", emergencyCapabilities: ["permits.suspend"], emergencyHours: "8", ratifyHours: "24", requestDays: "14", keepCityYears: "10", keepPartnerYears: "5", reason: good },
  },
  "people/forget-person": { input: { personId: somebody.id, version: 1, confirm: "yes", reason: good } },
  "people/place-hold": { input: { personId: somebody.id, reason: good } },
  "people/end-hold": { input: { holdId, version: 1, reason: good } },
  // What one looks up is one's own to write down; there is nothing in it of others.
  "audits/read-ledger": { input: { how: "search", by: [], looked: {}, count: 0 }, own: ["LedgerEntry", "LedgerOpening", "LedgerPending", "SealKey"] },
  "audits/open-entry": { input: { entryId: aboutSomebody, reason: good } },
  "audits/take-sample": { input: { count: "1", name: "", reason: good } },
  "audits/raise-finding": { input: { entryId: aboutSomebody, weight: "remark", words: good } },
  "audits/answer-finding": { input: { findingId, version: 1, answer: good } },
  "audits/close-finding": { input: { findingId, version: 1, outcome: good } },
  "audits/record-keys": forNobody,
  "people/take-emergency-grant": { input: { capability: "permits.revoke", reason: good } },
  // Everybody asks for themselves; those who can give it are told.
  "people/ask-for-grant": { input: { capability: "permits.suspend", hours: 8, reason: good }, own: ["GrantRequest", "LedgerEntry", "LedgerOpening", "LedgerPending", "Notice", "SealKey"] },
  "reviews/launch-review": { input: { title: "Foreign", capabilities: [], dueOn: inDays(10), silence: "end", plant: "0" } },
  "reviews/answer-item": { input: { itemId: item.id, version: 1, answer: "end", reason: good } },
  "reviews/hand-over": { input: { reviewId, fromId: item.reviewerId, reason: good } },
  "reviews/close-review": { input: { reviewId, version: 1 } },
  "reviews/finish-review": { input: { reviewId, version: 1 } },
};

const moduleOf = async (path: string) => (await import(/* @vite-ignore */ join(process.cwd(), "lib", `${path}.ts`))) as Record<string, unknown>;
const isDecision = (value: unknown): value is Decision<unknown> => typeof value === "function" && "inside" in value;
const rooms = ["comments", "letters", "people", "partners", "assets", "hearings", "applications", "permits", "files", "enforcement", "appeals", "concerns", "rights", "bulk", "reviews", "audits", "follows", "ledger", "notices"].filter((room) => (floors as readonly string[]).includes(room) && existsSync(join("lib", room)));
const filesOf = (room: string) => readdirSync(join("lib", room)).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => `${room}/${file.replace(".ts", "")}`);

/** Whatever was stored or removed, table by table. */
async function changedBy(work: () => Promise<unknown>): Promise<{ changed: string[]; outcome: string }> {
  const before = await everythingStored();
  const outcome = await work().then((result) => JSON.stringify(result), (problem: unknown) => `fault: ${String(problem)}`);
  const after = await everythingStored();
  return { changed: after.filter((table, index) => JSON.stringify(table) !== JSON.stringify(before[index])).map(({ name }) => name), outcome };
}

describe("with the rules of access switched off, nobody changes what is not theirs:", () => {
  it("every decision is in the table", async () => {
    const found: string[] = [];
    for (const path of rooms.flatMap(filesOf)) if (Object.values(await moduleOf(path)).some(isDecision)) found.push(path);
    expect(Object.keys(attempts).sort()).toEqual(found.sort());
  });

  const tried = Object.entries(attempts).filter((entry): entry is [string, Attempt] => entry[1] !== forNobody);
  it.each(tried)("%s", async (path, { input, own = [] }) => {
    const decide = Object.values(await moduleOf(path)).find(isDecision);
    if (!decide) throw new Error(`${path} decides nothing`);
    for (const [who, { actor }] of named(stranger)) {
      const { changed, outcome } = await changedBy(() => withoutRules(() => decide(actor, input)));
      expect(changed.filter((table) => !own.includes(table)), `${who}: ${outcome}`).toEqual([]);
      if (own.length === 0) expect(outcome, who).not.toContain('"ok":true');
    }
  });

  it("and the same sent by those whose it is is decided: it was the wall that stood in the way", async () => {
    const on = await city.application("complete");
    expect(await withoutRules(async () => (await decideOf("applications/save-terms"))(partner.member.actor, { ...(attempts["applications/save-terms"] as Attempt).input, applicationId: on.id, version: on.version }))).toMatchObject({ ok: true });
    expect(await withoutRules(async () => (await decideOf("permits/suspend"))(officer.actor, (attempts["permits/suspend"] as Attempt).input))).toMatchObject({ ok: true });
    expect(await withoutRules(async () => (await decideOf("people/end-training"))(clerk.actor, { trainingId: await trainingOf(city.officer), version: 1, reason: good }))).toMatchObject({ ok: true });
  });

  it("an attempt at what the wall keeps back is recorded like any other that is denied", async () => {
    await withoutRules(async () => (await decideOf("applications/withdraw"))(stranger.member.actor, onCase()));
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { name: "attempt.denied", actorId: stranger.member.id }, orderBy: { id: "desc" } });
    expect(await entryOf(entry.id)).toMatchObject({ open: { attempted: "application.withdrawn", because: "wall" }, sealed: { onType: "Application", onId: sent.id } });
  });
});

const decideOf = async (path: string): Promise<Decision<unknown>> => {
  const decide = Object.values(await moduleOf(path)).find(isDecision);
  if (!decide) throw new Error(`${path} decides nothing`);
  return decide;
};
const trainingOf = async (person: { id: string }) => (await must(recordTraining, clerk.actor, { personId: person.id, course, passedOn: inDays(-10), validUntilOn: inDays(100), evidence: "" })).subjectId;

// ── Nothing foreign is read ──────────────────────────────────────────────────────────────────────────────

/** As a page has them, and with an ability that allows everything there is. */
async function whoIs(person: Someone): Promise<Who> {
  const { held } = await asPerson(person.id, () => heldBy(db, person.id, { secondFactor: true }));
  const grants = capabilityNames.map((capability) => ({ id: nobodys, capability, agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: capabilities[capability].for === "partner" ? partner.id : null, validUntil: null, needsStrength: null, needsRecentMinutes: null, needsTraining: null, isEmergency: false }));
  const ability = abilityOf({ ...held, isActive: true, grants, ownPartnerIds: [], formerPartnerIds: [], interestPartnerIds: [] });
  return { sessionId: nobodys, person: { id: person.id, name: "", email: person.email, line: "" }, secondFactor: true, held, ability, actor: person.actor };
}

interface Question {
  ask: (who: Who) => unknown;
  /** Who does get to see something by it. */
  sees: Someone;
}
/** Says nothing that belongs to anybody: the city's own things, or words about the asker's own rules. */
const nothingOfAnybodys = "nothing of anybody's";
/** Reads nothing by itself: the caller says of what, having read that behind the wall. */
const asItsCaller = "as its caller";

const queries = { comments: await import("@/lib/comments/queries"), letters: await import("@/lib/letters/queries"), people: await import("@/lib/people/queries"), partners: await import("@/lib/partners/queries"), hearings: await import("@/lib/hearings/queries"), appeals: await import("@/lib/appeals/queries"), concerns: await import("@/lib/concerns/queries"), rights: await import("@/lib/rights/queries"), follows: await import("@/lib/follows/queries"), assets: await import("@/lib/assets/queries"), applications: await import("@/lib/applications/queries"), permits: await import("@/lib/permits/queries"), files: await import("@/lib/files/queries"), bulk: await import("@/lib/bulk/queries"), enforcement: await import("@/lib/enforcement/queries"), reviews: await import("@/lib/reviews/queries"), ledger: await import("@/lib/ledger/queries"), audits: await import("@/lib/audits/queries") };
const { people, partners, assets, applications, permits, reviews, ledger, audits } = queries;
const where = { capability: "permits.suspend" as const };

const questions: Record<string, Question | typeof nothingOfAnybodys | typeof asItsCaller> = {
  "people.peopleSeenBy": { ask: (who) => people.peopleSeenBy(who, {}), sees: admin },
  "people.personFile": { ask: (who) => Promise.all([people.personFile(who, somebody.id), people.personFile(who, somebody.id, new Date()), people.personFile(who, partner.member.id)]), sees: admin },
  "people.grantFile": { ask: (who) => people.grantFile(who, somebody.id, grantId), sees: admin },
  "people.deedsWith": { ask: async (who) => people.deedsWith(who, (await asSystem(() => db.ledgerEntry.findFirstOrThrow({ where: { subjectId: approved.id, actorId: officer.id } }))).grantId ?? "", officer.id), sees: officer },
  "people.requestsSeenBy": { ask: (who) => Promise.all(people.requestViews.map((view) => people.requestsSeenBy(who, view))), sees: admin },
  "people.requestFile": { ask: (who) => people.requestFile(who, requestId), sees: admin },
  // By name, so that the asker knows whom they ask.
  "people.toldOfAsking": nothingOfAnybodys,
  "people.emergenciesSeenBy": { ask: (who) => people.emergenciesSeenBy(who), sees: admin },
  "people.emergencyFile": { ask: (who) => people.emergencyFile(who, emergencyId), sees: admin },
  "people.trainingsEndingFor": { ask: (who) => people.trainingsEndingFor(who), sees: clerk },
  "people.waitingFor": { ask: (who) => people.waitingFor(who), sees: clerk },
  "people.holdersOf": { ask: (who) => people.holdersOf(who, "permits.suspend"), sees: admin },
  "people.matrixOf": { ask: (who) => people.matrixOf(who), sees: admin },
  "people.policyVersions": nothingOfAnybodys,
  "people.deniedAttempts": { ask: (who) => people.deniedAttempts(who), sees: auditor },
  "people.partnersToChoose": nothingOfAnybodys,
  "people.peopleToChoose": { ask: (who) => people.peopleToChoose(who), sees: admin },
  "people.recordNamed": { ask: (who) => Promise.all((["Application", "Permit"] as const).map((kind) => people.recordNamed(who, kind, kind === "Permit" ? approved.reference : sent.reference)).concat(people.recordNamed(who, "Person", somebody.email))), sees: officer },
  "people.askedAbout": { ask: (who) => people.askedAbout(who, { personId: somebody.id, act: "suspend Permit", about: approved.reference, at: null }), sees: officer },
  "people.ownViews": { ask: (who) => people.ownViews(who), sees: somebody },
  "people.ownStanding": { ask: (who) => people.ownStanding(who), sees: somebody },
  "people.ownGrants": { ask: (who) => people.ownGrants(who), sees: somebody },
  "people.ownSessions": { ask: (who) => people.ownSessions(who), sees: somebody },
  "people.willEnd": nothingOfAnybodys,
  "people.whoCouldSeenBy": { ask: (who) => people.whoCouldSeenBy(who, where, null), sees: admin },
  "people.whoCouldFile": { ask: async (who) => all(await people.whoCouldFile(who, where, null)), sees: admin },
  "people.couldFile": { ask: async (who) => all(await people.couldFile(who, somebody.id, null)), sees: admin },
  "people.questionsFor": nothingOfAnybodys,
  "people.needsSecond": nothingOfAnybodys,
  "people.holds": nothingOfAnybodys,
  "people.seesEveryGrant": nothingOfAnybodys,
  "people.mayOpenAccess": nothingOfAnybodys,
  "people.zonesDrawn": nothingOfAnybodys,
  "people.scopesToChoose": nothingOfAnybodys,
  // Whoever holds the link from the mail is the invited person.
  "people.invitedBy": asItsCaller,
  // Words for letters: nothing of anybody's.
  "letters.lettersWorded": nothingOfAnybodys,
  "letters.letterFile": nothingOfAnybodys,
  "partners.partnersSeenBy": { ask: (who) => partners.partnersSeenBy(who), sees: officer },
  "partners.partnerFile": { ask: (who) => partners.partnerFile(who, partner.id), sees: officer },
  "partners.signaturesOf": { ask: (who) => partners.signaturesOf(who, [partner.id]), sees: partner.member },
  "partners.ownPartners": { ask: (who) => partners.ownPartners(who), sees: partner.member },
  "assets.assetsToChoose": nothingOfAnybodys,
  "assets.baseOf": nothingOfAnybodys,
  "assets.cityView": nothingOfAnybodys,
  "assets.networksToChoose": nothingOfAnybodys,
  "assets.assetDesk": { ask: (who) => assets.assetDesk(who, {}), sees: officer },
  "assets.importFile": { ask: (who) => assets.importFile(who, importId), sees: officer },
  "assets.problemsOf": asItsCaller,
  "applications.ownApplications": { ask: (who) => applications.ownApplications(who), sees: partner.member },
  "applications.notShown": asItsCaller,
  "applications.ownApplication": { ask: (who) => Promise.all([applications.ownApplication(who, draft.reference), applications.ownApplication(who, sent.reference)]), sees: partner.member },
  "applications.ownDuties": { ask: (who) => applications.ownDuties(who, { id: draft.id, partnerId: partner.id }), sees: partner.member },
  // What was approved before, without whose it was.
  "applications.modelsInCatalogue": nothingOfAnybodys,
  "applications.ownTimeline": { ask: (who) => applications.ownTimeline(who, draft), sees: partner.member },
  "applications.casesInQueue": { ask: (who) => Promise.all([...applications.views.map((view) => applications.casesInQueue(who, { view })), applications.casesInQueue(who, { view: "open", find: "serial-canary" })]), sees: officer },
  "applications.casesHolding": { ask: (who) => Promise.all([applications.casesHolding(who, "Application", "serial-canary"), applications.casesHolding(who, "Permit", "contact-canary")]), sees: officer },
  "applications.queueCounts": nothingOfAnybodys,
  "concerns.concernsSeenBy": { ask: (who) => Promise.all(queries.concerns.concernViews.map((view) => queries.concerns.concernsSeenBy(who, { view }))), sees: residentsDesk },
  "comments.commentsOn": { ask: (who) => queries.comments.commentsOn(who, askedResidents.applicationId), sees: officer },
  "concerns.concernFile": { ask: (who) => queries.concerns.concernFile(who, String(toldOf.number)), sees: residentsDesk },
  "concerns.concernPicture": { ask: async (who) => ((await queries.concerns.concernPicture(who, String(toldOf.number), String(snapshot.number))) ? "PICTURE-CANARY" : null), sees: residentsDesk },
  "concerns.concernCounts": nothingOfAnybodys,
  // Whoever has the link from their mail.
  "follows.followBehind": asItsCaller,
  "rights.requestsToPartner": nothingOfAnybodys,
  "rights.requestToPartner": { ask: (who) => queries.rights.requestToPartner(who, String(dataAsked.number)), sees: partner.member },
  "appeals.ownAppeals": { ask: (who) => queries.appeals.ownAppeals(who, { applicationId: turnedDownToo.id }), sees: partner.member },
  "appeals.appealsSeenBy": { ask: (who) => queries.appeals.appealsSeenBy(who, { view: "waiting" }), sees: officer },
  "appeals.appealFile": { ask: (who) => queries.appeals.appealFile(who, String(appealed.number)), sees: officer },
  "appeals.appealsWaiting": nothingOfAnybodys,
  "appeals.appealableUntil": nothingOfAnybodys,
  "hearings.noticesOn": asItsCaller,
  "hearings.noticesToAnswer": { ask: (who) => queries.hearings.noticesToAnswer(who), sees: partner.member },
  "hearings.noticeToPartner": { ask: (who) => queries.hearings.noticeToPartner(who, String(considered.number)), sees: partner.member },
  // One's own runs; what is in them is a reference and a result.
  "bulk.ownRuns": nothingOfAnybodys,
  "bulk.runFile": { ask: (who) => queries.bulk.runFile(who, runNumber), sees: officer },
  "bulk.runResults": { ask: (who) => queries.bulk.runResults(who, runNumber), sees: officer },
  "bulk.colleaguesToChoose": nothingOfAnybodys,
  "applications.caseIdsThatFit": { ask: (who) => applications.caseIdsThatFit(who, { view: "open" }, 100), sees: officer },
  // Ids of permits, which are public.
  "permits.permitIdsThatFit": nothingOfAnybodys,
  "files.filesOn": { ask: (who) => queries.files.filesOn(who, { permitId: filed.permitId ?? "" }), sees: officer },
  "files.filingPlace": { ask: (who) => queries.files.filingPlace(who, "obligation", String(toShow.number)), sees: partner.member },
  "files.fileToHand": { ask: (who) => queries.files.fileToHand(who, String(filed.number)), sees: officer },
  "applications.isReviewer": nothingOfAnybodys,
  "applications.caseFile": { ask: (who) => applications.caseFile(who, sent.reference), sees: officer },
  "applications.caseMessages": { ask: (who) => applications.caseMessages(who, sent.reference), sees: officer },
  "applications.ownMessages": { ask: (who) => applications.ownMessages(who, sent.reference), sees: partner.member },
  "applications.caseAnswer": { ask: (who) => Promise.all([applications.caseAnswer(who, sent.reference), applications.caseAnswer(who, draft.reference)]), sees: officer },
  "permits.ownPermits": { ask: (who) => permits.ownPermits(who), sees: partner.member },
  "permits.ownPermit": { ask: (who) => permits.ownPermit(who, approved.reference), sees: partner.member },
  // Of what one's partner is offered; names as anybody may know them.
  "permits.permitsOffered": { ask: (who) => permits.permitsOffered(who), sees: receiver.member },
  "permits.permitOffered": { ask: (who) => permits.permitOffered(who, String(toAnswer.number)), sees: receiver.member },
  "permits.partnersNamed": nothingOfAnybodys,
  "partners.partnersVerified": nothingOfAnybodys,
  "permits.permitsSeenBy": { ask: (who) => permits.permitsSeenBy(who, {}), sees: officer },
  "permits.permitsExported": { ask: (who) => all(permits.permitsExported(who, {})), sees: officer },
  "permits.permitFile": { ask: (who) => permits.permitFile(who, approved.reference), sees: officer },
  // Counts and times, of what the asker may see.
  "permits.deskFigures": nothingOfAnybodys,
  "permits.obligationsSeenBy": { ask: (who) => permits.obligationsSeenBy(who, { view: "shown" }), sees: officer },
  // Counts of what stands in the public register.
  "permits.impactOf": asItsCaller,
  // Of what stands in the public register, as far as the asker may see it: counts, signs, and what the map shows.
  "enforcement.scopeChoices": nothingOfAnybodys,
  "enforcement.stopAhead": nothingOfAnybodys,
  // What is stopped, and why, is public.
  "enforcement.stopsSeenBy": nothingOfAnybodys,
  "enforcement.stopFile": nothingOfAnybodys,
  "enforcement.stopsWaiting": nothingOfAnybodys,
  "enforcement.scopeParts": nothingOfAnybodys,
  "enforcement.scopeKey": nothingOfAnybodys,
  "enforcement.readScope": nothingOfAnybodys,
  "reviews.reviewsSeenBy": { ask: (who) => reviews.reviewsSeenBy(who), sees: reviewer },
  "reviews.reviewReport": { ask: (who) => reviews.reviewReport(who, reviewId), sees: reviewer },
  "reviews.reviewRows": { ask: (who) => reviews.reviewRows(who, reviewId), sees: reviewer },
  "reviews.ownItems": { ask: (who) => reviews.ownItems(who, reviewId), sees: reviewer },
  "reviews.itemFile": { ask: (who) => reviews.itemFile(who, reviewId, item.id), sees: reviewer },
  "ledger.timelineOf": { ask: (who) => ledger.timelineOf(who, [{ type: "Application", id: draft.id }, { type: "Application", id: sent.id }, { type: "GrantRequest", id: requestId }, { type: "Training", id: trainingId }, { type: "Interest", id: interestId }]), sees: auditor },
  "people.chainOf": asItsCaller,
  // Given entries that the caller has read already.
  "ledger.withActors": asItsCaller,
  "ledger.ledgerStanding": nothingOfAnybodys,
  "ledger.ledgerSize": nothingOfAnybodys,
  "audits.ledgerPage": { ask: (who) => audits.ledgerPage(who, {}), sees: auditor },
  "audits.ledgerCsv": { ask: (who) => all(piecesBehindWall(who, audits.ledgerCsv(who, {}))), sees: auditor },
  "audits.entryFile": { ask: (who) => audits.entryFile(who, aboutSomebody), sees: auditor },
  "audits.recordAsOf": { ask: (who) => audits.recordAsOf(who, trainingId, new Date(Date.now() + 60_000)), sees: auditor },
  "audits.samplesSeenBy": { ask: (who) => audits.samplesSeenBy(who), sees: auditor },
  "audits.sampleFile": { ask: (who) => audits.sampleFile(who, sampleId), sees: auditor },
  "audits.findingsSeenBy": { ask: (who) => audits.findingsSeenBy(who), sees: auditor },
  "audits.findingFile": { ask: (who) => audits.findingFile(who, findingNumber ?? ""), sees: auditor },
  "audits.peopleToAsk": { ask: (who) => audits.peopleToAsk(who), sees: auditor },
  "audits.evidenceOf": { ask: async (who) => [...(await audits.evidenceOf(who, {})).waiting], sees: auditor },
  "audits.lookedFor": nothingOfAnybodys,
  "audits.noteReading": nothingOfAnybodys,
};

async function all(pieces: AsyncIterable<unknown> | null | undefined): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const piece of pieces ?? []) found.push(piece);
  return found;
}

/** Everything that an answer holds, as one text; what one may not have is at times not even answered. */
const answered = async (ask: Question["ask"], who: Who): Promise<string> =>
  withoutRules(async () => JSON.stringify(await ask(who), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value instanceof Map ? [...value] : value instanceof Set ? [...value] : value)) ?? "");

describe("with the rules of access switched off, nobody reads what is not theirs:", () => {
  it("every query is in the table", () => {
    const found = Object.entries(queries).flatMap(([room, exported]) => Object.entries(exported).flatMap(([name, value]) => (typeof value === "function" ? [`${room}.${name}`] : [])));
    expect(Object.keys(questions).sort()).toEqual(found.sort());
    expect(rooms.filter((room) => existsSync(join("lib", room, "queries.ts")) && !(room in queries))).toEqual(["notices"]);
  });

  const asked = Object.entries(questions).filter((entry): entry is [string, Question] => typeof entry[1] !== "string");
  it.each(asked)("%s", async (_, { ask, sees }) => {
    const insider = await answered(ask, await whoIs(sees));
    expect([...ofCases, ...ofPeople].filter((secret) => insider.includes(secret)).length, "what it is about").toBeGreaterThan(0);
    for (const [words, person] of named(reader)) {
      const told = await answered(ask, await whoIs(person));
      // Names and grants of colleagues are no secret from those who work for the city; a partner's cases are.
      const secrets = person === reader.tied ? ofCases : [...ofCases, ...ofPeople];
      expect(secrets.filter((secret) => told.includes(secret)), words).toEqual([]);
    }
  });

  it("what is written of people is not for every officer either", async () => {
    const { tied } = reader;
    const found = await asPerson(tied.id, () => Promise.all([db.interest.count({ where: { personId: { not: tied.id } } }), db.training.count(), db.apartException.count(), db.grantRequest.count(), db.reviewItem.count(), db.session.count(), db.enrolmentLink.count(), db.notice.count({ where: { personId: { not: tied.id } } }), db.assetImport.count()]));
    expect(found).toEqual(Array.from(found, () => 0));
  });
});

// ── The database by itself ───────────────────────────────────────────────────────────────────────────────

const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
beforeAll(() => app.connect());
afterAll(() => app.end());
const be = (who: string) => app.query("SELECT set_config('lamppost.who', $1, false)", [who]);
const countOf = async (table: string, condition = "true"): Promise<number> => Number((await app.query<{ count: string }>(`SELECT count(*) FROM "${table}" WHERE ${condition}`)).rows[0]?.count);

describe("the database, asked with the portal's own rights,", () => {
  it("has a wall before every table", async () => {
    const { rows } = await app.query<{ relname: string; relrowsecurity: boolean }>("SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname");
    expect(rows.filter(({ relrowsecurity }) => !relrowsecurity).map(({ relname }) => relname)).toEqual(["RateLimiterFlexible", "_prisma_migrations"]);
  });

  const shown = ["CommentPeriod", "LedgerAlarm", "LedgerCheckpoint", "LedgerCosignature", "LedgerLeaf", "LedgerTile", "LedgerTree", "AccessPolicy", "Agency", "Asset", "BaseFeature", "Network", "Permit", "PermitCondition", "SetAside", "Stop", "StopReach", "Zone"];
  const kept = ["Comment", "Follow", "DataRequest", "DataRequestPart", "Concern", "ConcernPhoto", "Inspection", "Appeal", "CalendarFeed", "Consideration", "Obligation", "Removal", "EvidenceFile", "FileContent", "TransferOffer", "PlaceWait", "Duty", "DeviceModel", "TermsSignature", "NoticeWording", "BulkRun", "BulkItem", "SavedView", "SectionReview", "Finding", "Message", "LedgerOpening", "LedgerPending", "LegalHold", "Sample", "SealKey", "Application", "ApartException", "AssetImport", "DecisionKey", "EnrolmentLink", "Grant", "GrantRequest", "ImportFileChunk", "ImportProblem", "Interest", "Membership", "Notice", "Person", "Ratification", "Review", "ReviewItem", "Session", "SlotHold", "Submission", "Training"];
  it.each([["nothing is said", ""], ["it is said in another way", "System"], ["it is a word", "staff"]])("shows the public what is public where %s", async (_, who) => {
    if (who) await be(who);
    for (const table of kept) expect([table, await countOf(table)]).toEqual([table, 0]);
    for (const table of shown) expect(await countOf(table)).toBe(await asSystem(async () => Number((await db.$queryRawUnsafe<[{ count: bigint }]>(`SELECT count(*) FROM "${table}"`))[0].count)));
    expect(await countOf("LedgerEntry")).toBe(await db.ledgerEntry.count({ where: { name: { in: ["permit.granted", "permit.suspended", "permit.resumed", "permit.revoked", "permit.surrendered", "permit.places_withheld", "application.refused"] } } }));
    // What has no published place is not found by where it is; all else of it is.
    expect(await countOf("Device", `"permitId" = '${withheld.permitId}'`)).toBe(0);
    expect(await countOf("DeviceListed", `"permitId" = '${withheld.permitId}'`)).toBe(0);
    expect(await countOf("DeviceUnplaced", `"permitId" = '${withheld.permitId}'`)).toBe(1);
    expect(await countOf("Partner", "status = 'registered'")).toBe(0);
    expect(await countOf("Partner")).toBeGreaterThan(1);
  });

  it("answers nobody whose name is no id", async () => {
    await be("person:anybody' OR true --");
    await expect(countOf("Application")).rejects.toThrow(/invalid input syntax for type uuid/);
    await be("");
  });

  it.each<[what: string, who: () => string, statement: string]>([
    ["a session for another", () => `person:${admin.id}`, `INSERT INTO "Session" (id, "personId", "expiresAt") VALUES (gen_random_uuid(), '${somebody.id}', now())`],
    ["a session for oneself", () => `person:${admin.id}`, `INSERT INTO "Session" (id, "personId", "expiresAt") VALUES (gen_random_uuid(), '${admin.id}', now())`],
    ["an entry in another's name", () => `person:${officer.id}`, `INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "actorKind", "actorId") VALUES (gen_random_uuid(), 'x.y', 'Permit', '${approved.permitId}', 'person', '${admin.id}')`],
    ["an entry as the operator", () => `person:${officer.id}`, `INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "actorKind") VALUES (gen_random_uuid(), 'x.y', 'Permit', '${approved.permitId}', 'operator')`],
    ["a grant to oneself", () => `person:${admin.id}`, `INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, "givenById") VALUES (gen_random_uuid(), '${admin.id}', 'permits.decide', now(), 'x', '${admin.id}')`],
    ["a grant in another giver's name", () => `person:${admin.id}`, `INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, "givenById") VALUES (gen_random_uuid(), '${somebody.id}', 'permits.decide', now(), 'x', '${secondAdmin.id}')`],
    ["a grant of the city given by a member", () => `person:${partner.member.id}`, `INSERT INTO "Grant" (id, "personId", capability, "partnerId", "validFrom", reason, "givenById") VALUES (gen_random_uuid(), '${city.secondMember.id}', 'permits.decide', '${partner.id}', now(), 'x', '${partner.member.id}')`],
    ["somebody else's person taken in by a member", () => `person:${stranger.member.id}`, `INSERT INTO "Membership" (id, "personId", "partnerId") VALUES (gen_random_uuid(), '${somebody.id}', '${city.otherPartner.id}')`],
    ["an application approved by its own member", () => `person:${partner.member.id}`, `UPDATE "Application" SET status = 'approved' WHERE id = '${sent.id}'`],
    ["an application handed to another partner", () => `person:${partner.member.id}`, `UPDATE "Application" SET "partnerId" = '${city.otherPartner.id}' WHERE id = '${draft.id}'`],
    ["a permit for one's own partner", () => `person:${partner.member.id}`, `INSERT INTO "Permit" (id, reference, "applicationId", "submissionId", "partnerId", title, status, "startsOn", "expiresOn", reason, "decidedById", "decidedAt", tier) SELECT gen_random_uuid(), 'X', "applicationId", id, '${partner.id}', 'X', 'active', now(), now(), 'x', '${partner.member.id}', now(), 1 FROM "Submission" WHERE "applicationId" = '${sent.id}'`],
    ["a person made by nobody in particular", () => "", `INSERT INTO "Person" (id, email, name) VALUES (gen_random_uuid(), 'x@x.test', 'X')`],
  ])("refuses %s", async (_, who, statement) => {
    await be(who());
    await expect(app.query(statement)).rejects.toThrow(/violates row-level security policy/);
    await be("");
  });

  it.each<[what: string, who: () => string, statement: string]>([
    ["another's password", () => `person:${officer.id}`, `UPDATE "Person" SET "passwordHash" = 'x' WHERE id = '${somebody.id}'`],
    ["another's session", () => `person:${officer.id}`, `UPDATE "Session" SET "endedAt" = now() WHERE id = '${sessionId}'`],
    ["another's grant", () => `person:${officer.id}`, `UPDATE "Grant" SET "endedAt" = now(), "endReason" = 'x', "endedById" = '${officer.id}' WHERE id = '${grantId}'`],
    ["a foreign draft", () => `person:${stranger.member.id}`, `UPDATE "Application" SET title = 'X'`],
    ["a permit, by whoever may only look at cases", () => `person:${stranger.tied.id}`, `UPDATE "Permit" SET title = 'X'`],
    ["the places of an application", () => `person:${stranger.member.id}`, `UPDATE "SlotHold" SET status = 'released'`],
  ])("finds nothing to change of %s", async (_, who, statement) => {
    await be(who());
    await app.query("BEGIN");
    const { rowCount } = await app.query(statement);
    await app.query("ROLLBACK");
    await be("");
    expect(rowCount).toBe(0);
  });

  it("knows the same capabilities, days and public names as the rules", async () => {
    for (const capability of capabilityNames) {
      const person = await city.colleague();
      await city.holds(person, { capability, ...(capabilities[capability].for === "partner" ? { partnerId: partner.id } : {}) });
      const [found] = await asPerson(person.id, () => db.$queryRaw<[{ staff: boolean; own: string[] }]>`SELECT lamppost_is_staff() AS staff, lamppost_partners() AS own`);
      expect([capability, found]).toEqual([capability, { staff: staffCapabilities.includes(capability), own: capabilities[capability].for === "partner" ? [partner.id] : [] }]);
    }
    const wall = readFileSync("prisma/migrations/20261122110100_wall/migration.sql", "utf8");
    expect(wall).toContain(`LIMIT 1), ${defaultPolicy.coolingDays});`);
    const names = /publicNames = \[([^\]]+)\]/.exec(readFileSync("lib/registry/queries.ts", "utf8"))?.[1]?.replaceAll('"', "'");
    // Of several migrations that say it, the last one counts.
    const last = readdirSync("prisma/migrations").toSorted().map((folder) => join("prisma/migrations", folder, "migration.sql")).filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8")).findLast((sql) => sql.includes('CREATE POLICY seen ON "LedgerEntry"'));
    expect(last).toContain(`name IN (${names})`);
  });

  it.each([["has run out", { validUntil: new Date(Date.now() - 60_000) }], ["is not valid yet", { validFrom: new Date(Date.now() + 86_400_000) }], ["was ended", { ended: true }], ["was taken in an emergency and lapsed", { origin: "emergency" as const, validUntil: new Date(Date.now() + 86_400_000), ratifyBy: new Date(Date.now() - 1_000) }]])("lets nobody in by a grant that %s", async (_, grant) => {
    const person = await city.colleague();
    await city.holds(person, { capability: "permits.decide", ...grant });
    expect(await asPerson(person.id, () => db.application.count())).toBe(0);
  });
});

// ── For whom a connection works ──────────────────────────────────────────────────────────────────────────

const now = "SELECT coalesce(current_setting('lamppost.who', true), '') AS who";
const one = new PoolBehindWall({ connectionString: process.env.DATABASE_URL, max: 1 });
afterAll(() => one.end());
const asked = async () => (await one.query<{ who: string }>(now)).rows[0]?.who;

describe("a connection", () => {
  it("works for whoever asked for it, however many share it", async () => {
    const people = [officer, admin, somebody, partner.member];
    const found = await Promise.all(Array.from({ length: 80 }, (_, index) => {
      const person = people[index % people.length] ?? officer;
      if (index % 7 === 0) return asSystem(async () => (await asked()) === "system");
      return asPerson(person.id, async () => {
        if (index % 3 > 0) return (await asked()) === `person:${person.id}`;
        const client = await one.connect();
        try {
          await client.query("BEGIN");
          const { rows } = await client.query<{ who: string }>(now);
          await client.query(index % 2 ? "COMMIT" : "ROLLBACK");
          return rows[0]?.who === `person:${person.id}`;
        } finally {
          client.release();
        }
      });
    }));
    expect(found.every(Boolean)).toBe(true);
  });

  it("that breaks while nobody listens to it ends no process, and the next use gets another", async () => {
    const client = await one.connect();
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const ended = new Promise((settle) => client.once("end", settle));
    await db.$queryRaw`SELECT pg_terminate_backend(${rows[0]?.pid}::int)`;
    await ended;
    client.release(true);
    expect(await asPerson(officer.id, asked)).toBe(`person:${officer.id}`);
  });

  it("is told once, and again only when it works for another", async () => {
    let told = 0;
    const client = await one.connect();
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      if (typeof given[0] === "string" && given[0].includes("set_config")) told++;
      return query(...given);
    }) as typeof client.query;
    client.release();
    for (const person of [officer, officer, officer, admin, admin]) await asPerson(person.id, asked);
    expect(told).toBe(2);
  });

  it("does not come back from an unfinished transaction", async () => {
    const client = await one.connect();
    await client.query("BEGIN");
    client.release();
    await expect(asked()).rejects.toThrow("still in a transaction");
    expect(await asked()).toBe("system");
  });

  it("keeps nobody's name after a transaction that failed", async () => {
    await expect(asPerson(officer.id, () => transaction((tx) => tx.$queryRaw`SELECT 1 / 0`))).rejects.toThrow(/division by zero/);
    await expect(asPerson(officer.id, () => transaction((tx) => beyondTheWall(tx, async () => tx.$queryRaw`SELECT 1 / 0`)))).rejects.toThrow(/division by zero/);
    await expect(asPerson(officer.id, () => transaction((tx) => beyondTheWall(tx, async () => Promise.reject(new Error("on the way")))))).rejects.toThrow("on the way");
    const each = (person: Someone) => asPerson(person.id, async () => (await db.$queryRawUnsafe<[{ who: string }]>(now))[0].who);
    expect(new Set(await Promise.all(Array.from({ length: 30 }, () => each(officer))))).toEqual(new Set([`person:${officer.id}`]));
    expect(new Set(await Promise.all(Array.from({ length: 30 }, () => each(admin))))).toEqual(new Set([`person:${admin.id}`]));
  });

  it("is past the wall only for as long as that is asked", async () => {
    const seen = await asPerson(stranger.colleague.id, () => transaction(async (tx) => {
      const before = await tx.application.count();
      const beyond = await beyondTheWall(tx, () => tx.application.count());
      const failed = await beyondTheWall(tx, async () => Promise.reject(new Error("on the way"))).catch(() => tx.application.count());
      return [before, beyond > 0, failed, await tx.application.count()];
    }));
    expect(seen).toEqual([0, true, 0, 0]);
  });
});

describe("for whom is asked", () => {
  it("of many at the same moment each is answered for themselves, also where Prisma would gather them", async () => {
    const own = (person: Someone, of: Someone) => asPerson(person.id, () => db.person.findUnique({ where: { id: of.id }, select: { id: true } }));
    const [a, b, c] = [stranger.colleague, stranger.member, somebody];
    const found = await Promise.all([own(a, a), own(b, a), own(a, b), own(b, b), own(c, a), asSystem(() => db.person.findUnique({ where: { id: a.id }, select: { id: true } })), own(a, c)]);
    expect(found.map((each) => each?.id ?? null)).toEqual([a.id, null, null, b.id, null, a.id, null].map((id, index) => (index === 4 ? found[4]?.id ?? null : id)));
    expect(found[2]).toBeNull();
    expect(found[6]).toBeNull();
  });

  it("a transaction belongs to whoever began it", async () => {
    const who = await Promise.all([officer, admin].map((person) => asPerson(person.id, () => transaction(async (tx) => {
      const first = await tx.$queryRawUnsafe<[{ who: string }]>(now);
      const inner = await asSystem(() => tx.$queryRawUnsafe<[{ who: string }]>(now));
      return [first[0].who, inner[0].who];
    }))));
    expect(who).toEqual([officer, admin].map(({ id }) => [`person:${id}`, `person:${id}`]));
  });

  it("is somebody, or nobody's id is refused", async () => {
    for (const id of ["", "system", "x'; SELECT set_config('lamppost.who', 'system', false); --", `${officer.id}'`]) expect(() => asPerson(id, async () => identity())).toThrow("nobody's id");
    expect(await behindWall(async (who: { person: { id: string } }) => `${who.person.id} ${identity()}`)({ person: { id: officer.id } })).toBe(`${officer.id} person:${officer.id}`);
    expect(await all(piecesBehindWall({ person: { id: officer.id } }, (async function* () { yield identity(); await Promise.resolve(); yield identity(); })()))).toEqual([`person:${officer.id}`, `person:${officer.id}`]);
  });

  it("is never the system in the web server by itself", () => {
    vi.stubEnv("NEXT_RUNTIME", "nodejs");
    expect(() => workAsSystem()).toThrow(/web server/);
    vi.unstubAllEnvs();
  });
});

// ── Who goes past the wall ───────────────────────────────────────────────────────────────────────────────

describe("past the wall goes only what says why:", () => {
  const files = ["app", "lib", "components"].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file))).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|test-[a-z]+\.ts$|prisma-client/.test(file));
  const holding = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(file, "utf8"))).sort();

  it("the system", () => {
    expect(holding(/\basSystem\b/)).toEqual(["lib/access/explain.ts", "lib/applications/queries.ts", "lib/bulk/queries.ts", "lib/concerns/knocking.ts", "lib/core/wall.ts", "lib/decisions/decision.ts", "lib/enforcement/queries.ts", "lib/follows/queries.ts", "lib/ledger/queries.ts", "lib/notices/queries.ts", "lib/people/queries.ts", "lib/permits/dates.ts", "lib/permits/queries.ts", "lib/registry/comments.ts", "lib/registry/concerns.ts", "lib/registry/numbers.ts", "lib/registry/queries.ts", "lib/registry/rights.ts", "lib/session/auth.ts", "lib/session/confirm.ts", "lib/session/sign-in.ts"]);
    expect(holding(/\bworkAsSystem\b/)).toEqual(["lib/core/wall.ts"]);
  });

  it("a decision", () => {
    expect(holding(/\bbeyondTheWall\b/)).toEqual(["lib/appeals/lodge.ts", "lib/applications/assign.ts", "lib/applications/comes-back.ts", "lib/applications/following.ts", "lib/applications/occupancy.ts", "lib/applications/placed-before.ts", "lib/applications/reopen.ts", "lib/applications/submit.ts", "lib/applications/write-to-city.ts", "lib/concerns/about.ts", "lib/concerns/answer.ts", "lib/concerns/merge.ts", "lib/core/transaction.ts", "lib/decisions/decision.ts", "lib/enforcement/decide-anew.ts", "lib/enforcement/ending.ts", "lib/files/content.ts", "lib/hearings/answer.ts", "lib/people/ask-for-grant.ts", "lib/people/deactivate-person.ts", "lib/people/forget-person.ts", "lib/permits/answer-transfer.ts", "lib/permits/approve.ts", "lib/permits/begin-follow-up.ts", "lib/permits/offer-transfer.ts", "lib/permits/show-obligation.ts", "lib/permits/withdraw-transfer.ts", "lib/reviews/launch-review.ts"]);
    expect(holding(/lamppost\.who/)).toEqual(["lib/core/connections.ts", "lib/core/transaction.ts", "lib/core/wall.ts"].filter((file) => /lamppost\.who/.test(readFileSync(file, "utf8"))));
  });
});
