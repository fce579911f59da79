import { termsOn } from "@/lib/partners/terms";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { capabilities, type Capability } from "@/lib/access/capabilities";
import { db } from "@/lib/core/db";
import { good, inDays, must, operator, testCity, testFile, visitor, type Scope, type Someone } from "@/lib/core/test-city";
import { tokenOf } from "@/lib/follows/token";
import { askedOf, daysLater as daysGoneBy, opened } from "@/lib/core/test-comments";
import { asked, partAsked } from "@/lib/core/test-requests";
import { answered, reported } from "@/lib/core/test-concerns";
import { runOwnedBy } from "@/lib/core/test-bulk";
import { asSuperuser } from "@/lib/core/test-superuser";
import { everythingStored } from "@/lib/core/test-refusals";
import { passwordAnswers, portAnswers } from "@/lib/applications/schema";
import type { Actor, Decision } from "@/lib/decisions/decision";
import { seenNow, stopInput, stopped } from "@/lib/core/test-stops";
import { sequence } from "@/lib/ledger/sequence";
import { floors } from "@/lib/floors";

/*
 * Every decision of the product, in ten situations. A decision that is not in the table fails the run.
 */

const city = await testCity();
const { admin, secondAdmin, officer, partner } = city;
const fileOf = async (file: string): Promise<Record<string, unknown>> => (await import(/* @vite-ignore */ join(process.cwd(), "lib", `${file}.ts`))) as Record<string, unknown>;
const isDecision = (value: unknown): value is Decision<unknown> => typeof value === "function" && "inside" in value;

/** Who acts by which grant: on a partner's case; on something of the city's; on a partner; for their own partner; for themselves; without an account. */
type Hand = "case" | "city" | "partner" | "member" | "oneself" | "visitor" | "operator";
interface Row {
  hand: Hand;
  capability?: Capability;
  /** what to send so that it is decided, on a record of its own */
  send: (actor: Someone) => Promise<Record<string, unknown>>;
  /** the file says only later whose it is, so a bound grant is as good here as any */
  isUnbound?: true;
  /** the same on a record that is the actor's own; absent where none can be */
  own?: (actor: Someone) => Promise<Record<string, unknown>>;
}

const versionOf = async (id: string) => (await db.person.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;
const csv = () => new File(["plate,lat,lon\nHQ 1,52.001,4.001\n"], "poles.csv");
const square = { type: "FeatureCollection", features: [{ type: "Feature", properties: { name: "Quay Street" }, geometry: { type: "LineString", coordinates: [[4, 52], [4.01, 52.004]] } }] };
const decideOf = async (file: string, name: string): Promise<Decision<unknown>> => {
  const found = Object.values(await fileOf(file)).find((value) => isDecision(value) && value.name === name);
  if (!isDecision(found)) throw new Error(`${file} decides no ${name}`);
  return found;
};
let count = 0;
const lapsedLetter = { template: "application-lapsed", subject: "It lapsed: {reference}", text: "{title} has lapsed. {link}" };
const lastWording = () => db.noticeWording.findFirst({ orderBy: { version: "desc" } });
const newWording = async () => asSuperuser(`INSERT INTO "NoticeWording" (id, template, version, subject, text, "savedById", "savedAt") VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, now())`, [lapsedLetter.template, ((await lastWording())?.version ?? 0) + 1, lapsedLetter.subject, lapsedLetter.text, officer.id]);

const draft = async () => city.application("complete");
const onDraft = (rest: Record<string, unknown>) => async () => {
  const { id, version } = await draft();
  return { applicationId: id, version, ...rest };
};
const onCase = (rest: Record<string, unknown> = {}) => async () => {
  const { id, version } = await city.application("submitted");
  return { applicationId: id, version, reason: good, ...rest };
};
/** An application that the actor themselves sent, by a membership that has since gone with its traces. */
const ownCase = (rest: Record<string, unknown> = {}) => async (actor: Someone) => {
  const { id, version } = await city.application("submitted");
  await db.membership.upsert({ where: { personId_partnerId: { personId: actor.id, partnerId: partner.id } }, create: { personId: actor.id, partnerId: partner.id }, update: {} });
  return { applicationId: id, version, reason: good, ...rest };
};
const onPermit = (rest: Record<string, unknown> = {}) => async () => ({ permitId: (await city.application("approved")).permitId, version: 1, reason: good, ...rest });
const ownPermit = (rest: Record<string, unknown> = {}) => async (actor: Someone) => {
  const input = await onPermit(rest)();
  await db.membership.upsert({ where: { personId_partnerId: { personId: actor.id, partnerId: partner.id } }, create: { personId: actor.id, partnerId: partner.id }, update: {} });
  return input;
};
const verb = async (file: string, name: string, actor: Actor, input: unknown) => (await must(await decideOf(file, name), actor, input)).subjectId;
const suspendedPermit = async () => {
  const { permitId } = await city.application("approved");
  await verb("permits/suspend", "permit.suspended", officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
  return { permitId, version: 2, reason: good };
};
const toAskAbout = async () => {
  const { id, version } = await city.application("submitted");
  return { applicationId: id, version, about: askedOf, until: inDays(10) };
};
const commentsOver = async () => {
  const { id } = await opened(city, officer);
  await daysGoneBy(id, 11);
  return { periodId: id, version: 1, outcome: "Nobody said anything against it." };
};
const withheldPermit = async () => {
  const { permitId } = await city.application("approved");
  await verb("permits/withhold-places", "permit.places_withheld", officer.actor, { permitId, version: 1, reason: good });
  return { permitId, version: 2, reason: good };
};
/** The same on a record that has become the actor's own, by a membership. */
const owned = (send: () => Promise<Record<string, unknown>>) => async (actor: Someone) => {
  const input = await send();
  await db.membership.upsert({ where: { personId_partnerId: { personId: actor.id, partnerId: partner.id } }, create: { personId: actor.id, partnerId: partner.id }, update: {} });
  return input;
};
const proposedTier = async () => {
  const { id, version } = await city.application("submitted");
  await verb("applications/propose-lower-tier", "application.lower_tier_proposed", city.secondOfficer.actor, { applicationId: id, version, tier: 2, reason: good });
  return { applicationId: id, version: version + 1, outcome: "agreed", reason: good };
};
const toWithdraw = async () => {
  const { permitId } = await city.application("approved");
  return { permitId, effect: "revoke", confirm: "yes", reason: good, without: "danger", seen: await seenNow(officer, { permitId }) };
};
const standingStop = async (emergency: unknown = "no") => {
  const { id } = await stopped(officer, { permitId: (await city.application("approved")).permitId }, { emergency: emergency === "yes" ? "yes" : "no" });
  return { stopId: id, version: 1, reason: good };
};
const asideStop = async () => {
  const input = await standingStop();
  await verb("enforcement/set-aside-stop", "stop.set_aside", city.secondOfficer.actor, input);
  return { ...input, version: 2, outcome: "upheld" };
};
const reviewOf = async () => ({ applicationId: (await city.application("submitted")).id, submission: "1", section: "security", outcome: "satisfied", words: good, asks: "", parts: [] });
const obligationDue = async () => {
  const { id, version } = await city.application("submitted");
  await verb("permits/approve", "application.approved", officer.actor, { applicationId: id, version, reason: good, until: inDays(300), conditions: "", library: ["sign"] });
  const { id: obligationId } = await db.obligation.findFirstOrThrow({ where: { permit: { applicationId: id } } });
  return { obligationId, version: 1, evidence: good };
};
const obligationShown = async () => {
  const input = await obligationDue();
  await verb("permits/show-obligation", "obligation.shown", partner.member.actor, input);
  return { obligationId: input.obligationId, version: 2, outcome: "accepted", reason: good };
};
const refusedCase = async () => {
  const { id, version } = await city.application("refused");
  return { applicationId: id, version, reason: good };
};
const appealLodged = async () => {
  const { applicationId } = await refusedCase();
  await verb("appeals/lodge", "appeal.lodged", partner.member.actor, { applicationId, words: "The masts can be moved within a week." });
  return { appealId: (await db.appeal.findFirstOrThrow({ where: { applicationId } })).id, version: 1, outcome: "dismissed", reason: good };
};
const goneDevice = async () => {
  const { permitId, permit } = await city.application("approved");
  await verb("permits/surrender", "permit.surrendered", partner.member.actor, { permitId, version: 1, confirm: "yes", reason: good });
  return { permitId, devices: permit?.devices[0]?.id, removedOn: inDays(0), evidence: good };
};
const removalReported = async () => {
  const input = await goneDevice();
  await verb("permits/report-removal", "removal.reported", partner.member.actor, input);
  return { removalId: (await db.removal.findFirstOrThrow({ where: { permitId: input.permitId } })).id, version: 1, outcome: "confirmed", reason: good };
};
const toDrawUp = async () => ({ deed: "permit_suspend", from: "picks", picks: [(await city.application("approved")).permit?.reference] });
const runFor = async (actor: { id: string }, status: "drawn_up" | "running" | "stopped") => ({ runId: await runOwnedBy(actor, { permitId: (await city.application("approved")).permitId }, status), version: 1, deed: "permit_suspend" });
/** A duty for which this person was named, whoever they are. */
const dutyFor = async (person: { id: string }) => {
  const id = randomUUID();
  await asSuperuser(`INSERT INTO "Duty" (id, "applicationId", duty, seat, "personId", "namedById", "namedAt") VALUES ($1, $2, 'patching', 'primary', $3, $4, now())`, [id, (await draft()).id, person.id, partner.member.id]);
  return { dutyId: id, outcome: "accepted" };
};
const fullPlace = async () => {
  const assetId = await city.asset({ slots: 1 });
  const { id } = await city.application("draft");
  await verb("applications/choose-sites", "application.saved", partner.member.actor, { applicationId: id, version: 1, assetIds: [assetId], shown: [] });
  return { applicationId: (await city.application("draft")).id, assetId, had: id };
};
const placeAwaited = async () => {
  const { had, ...input } = await fullPlace();
  await verb("applications/wait-for-place", "place.awaited", partner.member.actor, input);
  return { ...input, had };
};
const followAsked = async () => tokenOf(await verb("follows/start", "follow.asked", visitor, { zoneId: city.west.id, email: `resident${++count}@mail.test` }));
const desk = () => city.officerWith("concerns.answer");
const onConcern = (rest: Record<string, unknown> = {}) => async () => {
  const { id, version } = await reported(city);
  return { concernId: id, version, ...rest };
};
const inspectionOf = async () => (await db.inspection.findFirstOrThrow({ where: { concernId: (await reported(city, { kind: "unlisted" })).id } })).id;
const toFollow = async () => ({ permitId: (await city.application("approved")).permitId, kind: "renewal" });
const toOffer = async () => ({ permitId: (await city.application("approved")).permitId, toId: city.otherPartner.id, words: good });
const offerTo = async (from: { id: string; member: Someone }, toId: string) => {
  const { permitId } = await city.application("approved", { of: from });
  await verb("permits/offer-transfer", "transfer.offered", from.member.actor, { permitId, toId, words: good });
  return { offerId: (await db.transferOffer.findFirstOrThrow({ where: { permitId } })).id, version: 1 };
};
const fileFor = async () => ({ place: "application", ofId: (await draft()).id, section: "data", files: testFile.text("notes.txt", `File ${++count}.`) });
const fileFiled = async () => {
  const input = await fileFor();
  await verb("files/add", "file.added", partner.member.actor, input);
  return { place: "application", fileId: (await db.evidenceFile.findFirstOrThrow({ where: { applicationId: input.ofId } })).id };
};
const noticeOf = async () => {
  const { id, version } = await city.application("submitted");
  const { reference } = await must(await decideOf("hearings/consider", "consideration.opened"), officer.actor, { applicationId: id, version, intends: "refusal", grounds: "place", reason: good });
  const { id: considerationId } = await db.consideration.findFirstOrThrow({ where: { application: { reference: reference ?? "" } } });
  return { considerationId, version: 1 };
};
const dropped = async () => ({ ...(await noticeOf()), reason: good });
const waitingPartner = async () => ({ partnerId: (await city.organisation({ verified: false })).id, version: 1, reason: good });
const grantTo = async (person: { id: string }) => ({ grantId: await city.holds(person, { capability: "permits.suspend" }), version: 1, reason: good });
const askedBy = async (person: Someone) => ({ requestId: await verb("people/ask-for-grant", "grant.asked", person.actor, { capability: "permits.suspend", hours: 8, reason: good }), version: 1 });
const emergency = async (person: Someone) => {
  await city.holds(person, { capability: "emergency.take" });
  return { grantId: await verb("people/take-emergency-grant", "grant.taken", person.actor, { capability: "permits.suspend", reason: good }), outcome: "ratified", reason: good };
};
const clerk = await city.officerWith("training.record");
const course = "Deciding permits";
const trainingOf = async (person: { id: string }) => ({ trainingId: await verb("people/record-training", "training.recorded", clerk.actor, { personId: person.id, course, passedOn: inDays(-10), validUntilOn: inDays(100) }), version: 1, reason: good });
const tieOf = async (person: { id: string }, to = city.otherPartner.id) => ({ interestId: await verb("people/declare-interest", "interest.declared", admin.actor, { personId: person.id, partnerId: to, kind: "other", reason: good }), version: 1, reason: good });
const exceptionOf = async (person: { id: string }) => ({ exceptionId: await verb("people/give-exception", "exception.given", secondAdmin.actor, { personId: person.id, pair: "register_verify", until: inDays(5), reason: good }), version: 1, reason: good });
const forgetter = await city.officerWith("people.forget");
const holdOf = async (person: { id: string }) => ({ holdId: await verb("people/place-hold", "hold.placed", forgetter.actor, { personId: person.id, reason: good }), version: 1, reason: good });
const leaver = async () => {
  const { id } = await city.colleague();
  await verb("people/deactivate-person", "person.deactivated", (await closer).actor, { personId: id, version: await versionOf(id), reason: good });
  return { personId: id, version: await versionOf(id), confirm: "yes", reason: good };
};
const closer = city.officerWith("people.deactivate");
const auditor = await city.officerWith("ledger.read");
const entryId = async () => (await db.ledgerEntry.findFirstOrThrow({ where: { name: "person.enrolled" }, orderBy: { id: "asc" } })).id;
/** About an entry in which this person acted. */
const findingAbout = async (person: { id: string }) => {
  const { id } = await db.ledgerEntry.findFirstOrThrow({ where: { actorId: person.id }, orderBy: { id: "asc" } });
  return { findingId: await verb("audits/raise-finding", "finding.raised", auditor.actor, { entryId: id, weight: "remark", words: good }), version: 1, reason: good };
};
const upload = async (actor: Someone) => ({ importId: await verb("assets/upload-import", "asset_import.uploaded", actor.actor, { file: csv() }), version: 1 });
const toSomebody = async (rest: Record<string, unknown>) => ({ personId: (await city.colleague()).id, reason: good, ...rest });
const reviewer = await city.officerWith("reviews.run");
const wholeReview = () => ({ title: "Review", capabilities: "terms.read", agencyId: "", zoneId: "", dueOn: inDays(30), silence: "keep", plant: "0" });
const review = async () => ({ reviewId: await verb("reviews/launch-review", "review.launched", reviewer.actor, wholeReview()), version: 1 });
/** A question of a review about a new grant of `holder`, asked of `to`. */
const questionOf = async (holder: { id: string }, to: { id: string }) => {
  const grantId = await city.holds(holder, { capability: "terms.read" });
  const { id } = await db.reviewItem.findFirstOrThrow({ where: { grantId, reviewId: (await review()).reviewId } });
  if (holder.id !== to.id) await db.reviewItem.update({ where: { id }, data: { reviewerId: to.id } });
  return { itemId: id, version: 1, answer: "keep", reason: good };
};
/** A review in which all is answered. */
const answeredReview = async () => {
  const { reviewId, version } = await review();
  for (const { id, reviewerId } of await db.reviewItem.findMany({ where: { reviewId } })) await verb("reviews/answer-item", "review.answered", [admin, secondAdmin].find((each) => each.id === reviewerId)?.actor ?? admin.actor, { itemId: id, version: 1, answer: "keep", reason: good });
  return { reviewId, version };
};
const closedReview = async () => {
  const input = await answeredReview();
  await verb("reviews/close-review", "review.closed", reviewer.actor, input);
  return { ...input, version: 2 };
};

/** By the file that holds it and the name it has in the ledger. */
const table: Record<string, Row> = {
  "applications/start": { hand: "member", capability: "deployments.apply", send: async () => ({ partnerId: partner.id, title: "Counting bicycles" }) },
  "applications/save-purpose": { hand: "member", capability: "deployments.apply", send: onDraft({ title: "Counting bicycles", purpose: "research", why: "The city wants to know how many pass.", until: inDays(200) }) },
  "applications/add-devices": { hand: "member", capability: "deployments.apply", send: onDraft({ name: "Counter", make: "Tern", model: "T", serial: "", howMany: 1 }) },
  "applications/add-devices-file": { hand: "member", capability: "deployments.apply", send: async () => ({ ...(await onDraft({})()), file: new File(["name,make,model,serial\nCounter,Tern,T,1\n"], "devices.csv") }) },
  "applications/describe-model": { hand: "member", capability: "deployments.apply", send: onDraft({ make: "Tern", model: "TC-2", radio: ["lorawan"], power: "battery", watts: "", kg: "1.5", size: "20 × 10 × 8", sockets: [], supportUntil: "" }) },
  "applications/remove-device": { hand: "member", capability: "deployments.apply", send: onDraft({ number: 1 }) },
  "applications/choose-sites": { hand: "member", capability: "deployments.apply", send: async () => ({ ...(await onDraft({})()), assetIds: [await city.asset()], shown: [] }) },
  "applications/save-networks": { hand: "member", capability: "deployments.apply", send: onDraft({ networkIds: [city.networkId], talksTo: "data.example:8883" }) },
  "applications/save-data": { hand: "member", capability: "deployments.apply", send: onDraft({ collects: "Bicycles", identifies: "no", kept: "A year", shared: "Nobody" }) },
  "applications/save-security": { hand: "member", capability: "deployments.apply", send: onDraft({ updates: "Signed, over the air, each month", watches: "Our own desk", reacts: "Within a day", passwords: passwordAnswers[0], ports: portAnswers[0], exceptions: "" }) },
  "applications/save-terms": { hand: "member", capability: "deployments.apply", send: onDraft({ paid: "Nothing", others: "Nobody", contract: "" }) },
  "applications/save-contact": { hand: "member", capability: "deployments.apply", send: onDraft({ name: "Carl", email: "carl@partner.test", telephone: "+44 555 0170" }) },
  "applications/submit": { hand: "member", capability: "deployments.apply", send: onDraft({ isTrue: "yes" }) },
  "applications/withdraw": { hand: "member", capability: "deployments.apply", send: onCase() },
  "applications/take": { hand: "case", capability: "applications.review", send: async () => { const { reason: _, ...input } = await onCase()(); return input; }, own: async (actor) => { const { reason: _, ...input } = await ownCase()(actor); return input; } },
  "applications/assess": { hand: "case", capability: "applications.review", send: onCase({ recommends: "approval" }), own: ownCase({ recommends: "approval" }) },
  "applications/request-changes": { hand: "case", capability: "applications.review", send: onCase(), own: ownCase() },
  "applications/assign": { hand: "case", capability: "applications.review", send: async () => ({ ...(await onCase()()), personId: city.secondOfficer.id }), own: async (actor) => ({ ...(await ownCase()(actor)), personId: city.secondOfficer.id }) },
  "applications/raise-tier": { hand: "case", capability: "applications.review", send: onCase({ tier: "4" }), own: ownCase({ tier: "4" }) },
  "applications/propose-lower-tier": { hand: "case", capability: "applications.review", send: onCase({ tier: "1" }), own: ownCase({ tier: "1" }) },
  "applications/agree-lower-tier": { hand: "case", capability: "applications.review", send: proposedTier, own: owned(proposedTier) },
  "applications/write-to-partner": { hand: "case", capability: "applications.review", send: async () => ({ applicationId: (await city.application("submitted")).id, words: good }), own: owned(async () => ({ applicationId: (await city.application("submitted")).id, words: good })) },
  "applications/write-to-city": { hand: "member", capability: "deployments.apply", send: async () => ({ applicationId: (await city.application("submitted")).id, words: good }) },
  "permits/surrender": { hand: "member", capability: "deployments.apply", send: onPermit({ confirm: "yes" }) },
  "applications/lapse": { hand: "operator", send: async () => ({ applicationId: (await city.application("changes_requested")).id }) },
  "applications/review-section": { hand: "case", capability: "security.review", send: reviewOf, own: owned(reviewOf) },
  "people/save-view": { hand: "oneself", send: async ({ id }) => ({ personId: id, name: `View ${++count}`, view: "mine", find: "", tier: "", zone: "" }) },
  "people/drop-view": { hand: "oneself", send: async (person) => {
    const name = `View ${++count}`;
    await verb("people/save-view", "view.saved", person.actor, { personId: person.id, name, view: "", find: "", tier: "", zone: "" });
    return { personId: person.id, viewId: (await db.savedView.findFirstOrThrow({ where: { personId: person.id, name } })).id };
  } },
  "people/start-calendar": { hand: "oneself", send: async ({ id }) => ({ personId: id }) },
  "people/end-calendar": { hand: "oneself", send: async (person) => { await verb("people/start-calendar", "calendar.started", person.actor, { personId: person.id }); return { personId: person.id }; } },
  "applications/reopen": { hand: "case", capability: "permits.decide", send: refusedCase, own: owned(refusedCase) },
  "appeals/lodge": { hand: "member", capability: "deployments.apply", send: async () => ({ applicationId: (await refusedCase()).applicationId, words: "The masts can be moved within a week." }) },
  "appeals/withdraw": { hand: "member", capability: "deployments.apply", send: async () => { const { appealId, version } = await appealLodged(); return { appealId, version }; } },
  "appeals/decide": { hand: "case", capability: "permits.decide", send: appealLodged, own: owned(appealLodged) },
  "hearings/consider": { hand: "case", capability: "permits.decide", send: onCase({ intends: "refusal", grounds: "place" }), own: ownCase({ intends: "refusal", grounds: "place" }) },
  "hearings/answer": { hand: "member", capability: "deployments.apply", send: async () => ({ ...(await noticeOf()), answer: good }) },
  "hearings/drop": { hand: "case", capability: "permits.decide", send: dropped, own: owned(dropped) },
  "applications/refuse": { hand: "case", capability: "permits.decide", send: onCase({ grounds: "place", without: "danger" }), own: ownCase({ grounds: "place", without: "danger" }) },
  "permits/approve": { hand: "case", capability: "permits.decide", send: onCase({ until: inDays(100), conditions: "" }), own: ownCase({ until: inDays(100), conditions: "" }) },
  "permits/show-obligation": { hand: "member", capability: "deployments.apply", send: obligationDue },
  "permits/answer-obligation": { hand: "case", capability: "permits.suspend", send: obligationShown, own: owned(obligationShown) },
  "permits/report-removal": { hand: "member", capability: "deployments.apply", send: goneDevice },
  "permits/answer-removal": { hand: "case", capability: "permits.suspend", send: removalReported, own: owned(removalReported) },
  "bulk/draw-up": { hand: "case", capability: "permits.suspend", send: toDrawUp, own: owned(toDrawUp) },
  "bulk/start": { hand: "case", capability: "permits.suspend", send: async (actor) => ({ ...(await runFor(actor, "drawn_up")), until: inDays(9), reason: good, without: "danger" }), own: async (actor) => { const input = { ...(await runFor(actor, "drawn_up")), until: inDays(9), reason: good, without: "danger" }; await owned(async () => ({}))(actor); return input; } },
  "bulk/stop": { hand: "oneself", send: (actor) => runFor(actor, "running") },
  "bulk/go-on": { hand: "case", capability: "permits.suspend", send: (actor) => runFor(actor, "stopped"), own: async (actor) => { const input = await runFor(actor, "stopped"); await owned(async () => ({}))(actor); return input; } },
  "bulk/finish": { hand: "operator", send: async () => {
    const { runId } = await runFor(officer, "running");
    await asSuperuser(`UPDATE "BulkItem" SET outcome = 'refused', words = 'Why not.', at = now() WHERE "runId" = $1`, [runId]);
    await asSuperuser(`UPDATE "BulkRun" SET refused = 1 WHERE id = $1`, [runId]);
    return { runId };
  } },
  "permits/free-places": { hand: "operator", send: async () => {
    const { permitId } = await city.application("approved");
    await asSuperuser(`UPDATE "Permit" SET "startsOn" = current_date - 30, "expiresOn" = current_date - 2 WHERE id = $1`, [permitId]);
    return { permitId };
  } },
  "applications/name-duty": { hand: "member", capability: "deployments.apply", send: async () => ({ applicationId: (await draft()).id, duty: "patching", seat: "primary", personId: partner.member.id }) },
  "applications/answer-duty": { hand: "member", capability: "deployments.apply", send: (actor) => dutyFor(actor) },
  "applications/wait-for-place": { hand: "member", capability: "deployments.apply", send: async () => { const { had: _, ...input } = await fullPlace(); return input; } },
  "applications/stop-waiting": { hand: "member", capability: "deployments.apply", send: async () => { const { had: _, ...input } = await placeAwaited(); return input; } },
  "applications/give-place": { hand: "operator", send: async () => {
    const { applicationId, had } = await placeAwaited();
    await asSuperuser(`UPDATE "SlotHold" SET until = now() - interval '1 second' WHERE "applicationId" = $1`, [had]);
    return { waitId: (await db.placeWait.findFirstOrThrow({ where: { applicationId } })).id };
  } },
  "applications/lapse-holds": { hand: "operator", send: async () => {
    const { had } = await fullPlace();
    await asSuperuser(`UPDATE "SlotHold" SET until = now() - interval '1 second' WHERE "applicationId" = $1`, [had]);
    return { applicationId: had };
  } },
  "permits/begin-follow-up": { hand: "member", capability: "deployments.apply", send: toFollow },
  "permits/offer-transfer": { hand: "member", capability: "deployments.apply", send: toOffer },
  "permits/withdraw-transfer": { hand: "member", capability: "deployments.apply", send: async () => offerTo(partner, city.otherPartner.id) },
  "permits/answer-transfer": { hand: "member", capability: "deployments.apply", send: async () => ({ ...(await offerTo(city.otherPartner, partner.id)), outcome: "accepted" }) },
  "files/add": { hand: "member", capability: "deployments.apply", send: fileFor },
  "files/remove": { hand: "member", capability: "deployments.apply", send: fileFiled },
  "permits/suspend": { hand: "case", capability: "permits.suspend", send: onPermit({ until: inDays(3), without: "danger" }), own: ownPermit({ until: inDays(3), without: "danger" }) },
  "permits/withhold-places": { hand: "case", capability: "permits.decide", send: onPermit(), own: ownPermit() },
  "permits/publish-places": { hand: "case", capability: "permits.decide", send: withheldPermit, own: owned(withheldPermit) },
  "permits/resume": { hand: "case", capability: "permits.suspend", send: suspendedPermit, own: async (actor) => { const input = await suspendedPermit(); await db.membership.create({ data: { personId: actor.id, partnerId: partner.id } }); return input; } },
  "permits/revoke": { hand: "case", capability: "permits.revoke", send: onPermit({ confirm: "yes", without: "danger" }), own: ownPermit({ confirm: "yes", without: "danger" }) },
  "enforcement/order-stop": { hand: "case", capability: "permits.suspend", send: async () => stopInput(officer, { permitId: (await city.application("approved")).permitId }), own: owned(async () => stopInput(officer, { permitId: (await city.application("approved")).permitId })) },
  "enforcement/withdraw-rights": { hand: "case", capability: "permits.revoke", send: toWithdraw, own: owned(toWithdraw) },
  "enforcement/lift-stop": { hand: "case", capability: "permits.suspend", send: standingStop, own: owned(standingStop) },
  "enforcement/ratify-stop": { hand: "case", capability: "permits.suspend", send: async () => ({ ...(await standingStop("yes")), outcome: "ratified" }), own: owned(async () => ({ ...(await standingStop("yes")), outcome: "ratified" })) },
  "enforcement/set-aside-stop": { hand: "case", capability: "permits.suspend", send: standingStop, own: owned(standingStop) },
  "enforcement/decide-anew": { hand: "case", capability: "permits.revoke", send: asideStop, own: owned(asideStop) },
  "enforcement/lapse-stop": { hand: "operator", send: async () => ({ stopId: (await standingStop("yes")).stopId }) },
  "partners/verify-partner": { hand: "partner", capability: "partners.verify", send: waitingPartner },
  "partners/refuse-partner": { hand: "partner", capability: "partners.verify", send: waitingPartner },
  "partners/register-organisation": { hand: "visitor", send: async () => ({ organisation: `Newcomer ${++count}`, registrationNumber: `N${count}`, website: "", publicContact: "hello@new.test", name: "Nina", email: `nina${count}@new.test` }) },
  "letters/word-letter": { hand: "city", capability: "notices.word", send: async () => ({ ...lapsedLetter, version: String((await lastWording())?.version ?? 0) }) },
  "letters/use-letter": { hand: "city", capability: "notices.word", send: async () => { await newWording(); return { template: lapsedLetter.template, version: String((await lastWording())?.version) }; } },
  "letters/restore-letter": {
    hand: "city",
    capability: "notices.word",
    async send() {
      await newWording();
      await asSuperuser(`UPDATE "NoticeWording" SET "endedAt" = now() WHERE "usedAt" IS NOT NULL`);
      await asSuperuser(`UPDATE "NoticeWording" SET "usedAt" = now(), "endedAt" = NULL WHERE version = (SELECT max(version) FROM "NoticeWording")`);
      return { template: lapsedLetter.template, version: String((await lastWording())?.version), reason: good };
    },
  },
  // Whoever tells the city something needs no account; whoever has one may too.
  "concerns/report": { hand: "visitor", send: async () => ({ kind: "wrong", words: good, place: "Opposite the bakery" }) },
  "concerns/reopen": { hand: "visitor", send: async () => ({ reference: (await answered(city, await desk())).reference, words: good }) },
  "concerns/take": { hand: "case", capability: "concerns.answer", send: onConcern(), own: owned(onConcern()) },
  "concerns/relate": { hand: "case", capability: "concerns.answer", send: async () => ({ ...(await onConcern()()), about: (await db.asset.findUniqueOrThrow({ where: { id: await city.asset() } })).code }), own: owned(async () => ({ ...(await onConcern()()), about: (await db.asset.findUniqueOrThrow({ where: { id: await city.asset() } })).code })) },
  "concerns/inspect": { hand: "case", capability: "concerns.answer", send: onConcern({ what: good, dueOn: inDays(3) }), own: owned(onConcern({ what: good, dueOn: inDays(3) })) },
  "concerns/record-inspection": { hand: "case", capability: "concerns.answer", send: async () => ({ inspectionId: await inspectionOf(), version: 1, outcome: "missing", found: good }) },
  "concerns/settle-inspection": {
    hand: "case",
    capability: "concerns.answer",
    async send() {
      const inspectionId = await inspectionOf();
      await verb("concerns/record-inspection", "inspection.recorded", (await desk()).actor, { inspectionId, version: 1, outcome: "missing", found: good });
      return { inspectionId, version: 2, settled: "removed", words: good };
    },
  },
  "concerns/answer": { hand: "case", capability: "concerns.answer", send: onConcern({ outcome: "resolved", words: good }), own: owned(onConcern({ outcome: "resolved", words: good })) },
  "concerns/merge": { hand: "case", capability: "concerns.answer", send: async () => ({ ...(await onConcern()()), into: (await reported(city)).number }), own: owned(async () => ({ ...(await onConcern()()), into: (await reported(city)).number })) },
  "concerns/forget-reporter": { hand: "operator", send: async () => ({ concernId: (await answered(city, await desk())).id }) },
  "comments/open": { hand: "case", capability: "permits.decide", send: toAskAbout, own: owned(toAskAbout) },
  "comments/send": { hand: "visitor", send: async () => ({ period: (await opened(city, officer)).number, words: good }) },
  "comments/answer": { hand: "case", capability: "permits.decide", send: commentsOver, own: owned(commentsOver) },
  "comments/forget": { hand: "operator", send: async () => { const { id } = await opened(city, officer, [good]); await daysGoneBy(id, 400); return { periodId: id }; } },
  "follows/start": { hand: "visitor", send: async () => ({ zoneId: city.west.id, email: `resident${++count}@mail.test` }) },
  "follows/confirm": { hand: "visitor", send: async () => ({ token: await followAsked() }) },
  "follows/end": { hand: "visitor", send: async () => ({ token: await followAsked() }) },
  "follows/lapse": { hand: "operator", send: async () => ({ followId: (await followAsked()).slice(0, 36) }) },
  "rights/ask": { hand: "visitor", send: async () => ({ kind: "access", device: (await city.application("approved")).permit?.devices[0]?.code, words: good, email: "asker@mail.test" }) },
  "rights/answer": { hand: "member", capability: "deployments.apply", send: async () => ({ partId: (await partAsked(city)).id, version: 1, outcome: "done", words: good }) },
  "rights/extend": { hand: "member", capability: "deployments.apply", send: async () => ({ partId: (await partAsked(city)).id, version: 1, reason: good }) },
  "rights/forget-asker": { hand: "operator", send: async () => ({ requestId: (await asked(city)).id }) },
  "partners/sign-terms": { hand: "member", capability: "members.invite", send: async () => { await asSuperuser(`DELETE FROM "TermsSignature" WHERE "partnerId" = $1`, [partner.id]); return { partnerId: partner.id, termsVersion: String(termsOn(inDays(0)).version), capacity: "Director", mayBind: "yes" }; } },
  "partners/invite-member": { hand: "member", capability: "members.invite", send: async () => ({ partnerId: partner.id, name: "Third", email: `third${++count}@partner.test`, mayInvite: "no" }) },
  "assets/upload-import": { hand: "city", capability: "assets.manage", isUnbound: true, send: async () => ({ file: csv() }) },
  "assets/queue-import": { hand: "city", capability: "assets.manage", send: async () => ({ ...(await upload(officer)), run: "import", mapping: { id: "plate", lat: "lat", lon: "lon" }, agencyId: city.lighting.id }) },
  "assets/discard-import": { hand: "city", capability: "assets.manage", send: async () => upload(officer) },
  "assets/import-areas": { hand: "city", capability: "assets.manage", send: async () => ({ kind: "street", file: new File([JSON.stringify(square)], "streets.geojson") }) },
  "assets/add-network": { hand: "city", capability: "assets.manage", send: async () => ({ agencyId: city.lighting.id, code: `LORA-${++count + 50}`, name: `Network ${count}`, kind: "lorawan" }) },
  "assets/finish-import": { hand: "operator", send: async () => ({ importId: (await upload(officer)).importId }) },
  "people/set-up-first-administrator": { hand: "operator", send: async () => ({ email: "another@city.test", name: "Another" }) },
  "people/enrol": { hand: "visitor", send: async () => ({ token: "x".repeat(30), password: "a bicycle under the bridge" }) },
  "people/invite-person": { hand: "city", capability: "people.invite", send: async () => ({ name: "Ina", email: `ina${++count}@city.test`, line: "" }) },
  "people/start-anew": { hand: "city", capability: "people.invite", send: async () => { const { id } = await city.colleague(); return { personId: id, version: await versionOf(id), reason: good }; }, own: async ({ id }) => ({ personId: id, version: await versionOf(id), reason: good }) },
  "people/deactivate-person": { hand: "city", capability: "people.deactivate", send: async () => { const { id } = await city.colleague(); return { personId: id, version: await versionOf(id), reason: good }; }, own: async ({ id }) => ({ personId: id, version: await versionOf(id), reason: good }) },
  "people/give-grant": { hand: "city", capability: "people.grant", send: () => toSomebody({ capability: "permits.suspend" }), own: async ({ id }) => ({ personId: id, capability: "permits.suspend", reason: good }) },
  "people/propose-grant": { hand: "city", capability: "people.grant", send: () => toSomebody({ capability: "permits.revoke" }), own: async ({ id }) => ({ personId: id, capability: "permits.revoke", reason: good }) },
  "people/end-grant": { hand: "city", capability: "people.grant", send: async () => grantTo(await city.colleague()) },
  "people/replace-grant": { hand: "city", capability: "people.grant", send: async () => ({ ...(await grantTo(await city.colleague())), zoneId: city.west.id }), own: async (actor) => ({ ...(await grantTo(actor)), zoneId: city.west.id }) },
  "people/approve-request": { hand: "city", capability: "people.grant", send: async () => ({ ...(await askedBy(await city.colleague())), reason: good }), own: async (actor) => ({ ...(await askedBy(actor)), reason: good }) },
  "people/deny-request": { hand: "city", capability: "people.grant", send: async () => ({ ...(await askedBy(await city.colleague())), reason: good }), own: async (actor) => ({ ...(await askedBy(actor)), reason: good }) },
  "people/ratify-grant": { hand: "city", capability: "people.grant", send: async () => emergency(await city.colleague()), own: (actor) => emergency(actor) },
  "people/give-exception": { hand: "city", capability: "people.grant", send: () => toSomebody({ pair: "assess_decide", until: inDays(5) }), own: async ({ id }) => ({ personId: id, pair: "assess_decide", until: inDays(5), reason: good }) },
  "people/end-exception": { hand: "city", capability: "people.grant", send: async () => exceptionOf(await city.colleague()) },
  "people/end-interest": { hand: "city", capability: "people.grant", send: async () => tieOf(await city.colleague()), own: (actor) => tieOf(actor) },
  "people/record-training": { hand: "city", capability: "training.record", send: async () => ({ personId: (await city.colleague()).id, course, passedOn: inDays(-3), validUntilOn: inDays(300) }), own: async ({ id }) => ({ personId: id, course, passedOn: inDays(-3), validUntilOn: inDays(300) }) },
  "people/end-training": { hand: "city", capability: "training.record", send: async () => trainingOf(await city.colleague()), own: (actor) => trainingOf(actor) },
  "people/publish-access-policy": {
    hand: "city",
    capability: "policies.publish",
    send: async () => ({ number: String((await db.accessPolicy.findFirst({ orderBy: { number: "desc" } }))?.number ?? 0), secondPerson: ["permits.revoke"], recentMinutes: "", training: "", courses: course, apart: ["assess_decide", "register_verify"], coolingDays: "365", emergencyCapabilities: ["permits.suspend"], emergencyHours: "8", ratifyHours: "24", requestDays: "14", keepCityYears: "10", keepPartnerYears: "5", reason: good }),
  },
  "reviews/launch-review": { hand: "city", capability: "reviews.run", send: async () => wholeReview() },
  "reviews/hand-over": { hand: "city", capability: "reviews.run", send: async () => { await city.holds(await city.colleague(), { capability: "terms.read" }); return { reviewId: (await review()).reviewId, fromId: admin.id, toId: secondAdmin.id, reason: good }; } },
  "reviews/close-review": { hand: "city", capability: "reviews.run", send: answeredReview },
  "reviews/finish-review": { hand: "city", capability: "reviews.run", send: closedReview },
  // Whoever is asked answers for themselves, and only while they may give and end what they are asked about.
  "reviews/answer-item": { hand: "city", capability: "people.grant", send: async (actor) => questionOf(await city.colleague(), actor), own: (actor) => questionOf(actor, actor) },
  "people/forget-person": { hand: "city", capability: "people.forget", send: async () => leaver(), own: async ({ id }) => ({ personId: id, version: await versionOf(id), confirm: "yes", reason: good }) },
  "people/place-hold": { hand: "city", capability: "people.forget", send: () => toSomebody({}), own: async ({ id }) => ({ personId: id, reason: good }) },
  "people/end-hold": { hand: "city", capability: "people.forget", send: async () => holdOf(await city.colleague()), own: (actor) => holdOf(actor) },
  "audits/read-ledger": { hand: "city", capability: "ledger.read", send: async () => ({ how: "search", by: ["name"], looked: { name: "permit.granted" }, count: 0 }) },
  "audits/open-entry": { hand: "city", capability: "ledger.open", send: async () => ({ entryId: await entryId(), reason: good }) },
  "audits/take-sample": { hand: "city", capability: "ledger.read", send: async () => { await sequence(); return { count: "1", name: "", reason: good }; } },
  "audits/raise-finding": { hand: "city", capability: "ledger.read", send: async () => ({ entryId: await entryId(), weight: "remark", words: good }) },
  // Whom a finding concerns answers it, without any grant.
  "audits/answer-finding": { hand: "oneself", send: async (actor) => { const { reason, ...finding } = await findingAbout(actor); return { ...finding, answer: reason }; } },
  "audits/close-finding": { hand: "city", capability: "ledger.read", send: async () => { const { reason, ...finding } = await findingAbout(await city.colleague()); return { ...finding, outcome: reason }; }, own: async (actor) => { const { reason, ...finding } = await findingAbout(actor); return { ...finding, outcome: reason }; } },
  "audits/record-keys": { hand: "operator", send: async () => ({ what: "signing_key_added", key: "name+12345678+key", signing: [] }) },
  "people/take-emergency-grant": { hand: "city", capability: "emergency.take", send: async () => ({ capability: "permits.suspend", reason: good }) },
  "people/ask-for-grant": { hand: "oneself", send: async () => ({ capability: "permits.suspend", hours: "8", reason: good }) },
  "people/withdraw-request": { hand: "oneself", send: (actor) => askedBy(actor) },
  "people/declare-interest": { hand: "oneself", send: async ({ id }) => ({ personId: id, partnerId: city.otherPartner.id, kind: "other", reason: good }) },
};

const past = new Date(Date.now() - 86_400_000);
const future = new Date(Date.now() + 86_400_000);
/** A grant of a staff act on the very case: its zone, agency, kind and tier. Of a partner's act: its partner. Otherwise nothing is bound. */
const there = (hand: Hand): Scope & { partnerId?: string } =>
  hand === "case" ? { zoneId: city.west.id, agencyId: city.lighting.id, assetClass: "light_pole", highestTier: 3 } : hand === "member" ? { partnerId: partner.id } : {};
const elsewhere = (row: Row): (Scope & { partnerId?: string }) | null => {
  if (row.hand === "member") return { partnerId: city.otherPartner.id };
  if (row.isUnbound) return null;
  const scopes = row.capability ? (capabilities[row.capability].scope as readonly string[]) : [];
  // What is asked for or given in these rows reaches the whole city: a grant that is bound does not cover it.
  return scopes.includes("zone") ? { zoneId: city.east.id } : scopes.includes("agency") ? { agencyId: city.traffic.id } : null;
};

type Situation = (row: Row, person: Someone, hold: (more?: object) => Promise<unknown>) => Promise<{ decided: boolean; own?: boolean; first?: (input: Record<string, unknown>) => Promise<unknown> } | null>;
/** Each answers whether the decision is then made; null where the situation cannot be for this decision. */
const situations: Record<string, Situation> = {
  "no grant": async ({ hand }) => ({ decided: hand === "oneself" }),
  "the capability elsewhere": async (row, person) => {
    const scope = elsewhere(row);
    if (!scope || !row.capability) return null;
    await city.holds(person, { capability: row.capability, ...scope });
    return { decided: false };
  },
  "in scope": async ({ hand }, _person, hold) => {
    await hold();
    return { decided: !["visitor", "operator"].includes(hand) };
  },
  expired: async ({ hand }, _person, hold) => {
    await hold({ validUntil: past });
    return { decided: hand === "oneself" };
  },
  "not yet valid": async ({ hand }, _person, hold) => {
    await hold({ validFrom: future });
    return { decided: hand === "oneself" };
  },
  "ended in the same second": async ({ hand }, _person, hold) => {
    await hold({ ended: true });
    return { decided: hand === "oneself" };
  },
  dormant: async ({ hand }, _person, hold) => {
    await hold({ needsTraining: "Emergency stops" });
    return { decided: hand === "oneself" };
  },
  conflicted: async ({ hand }, { id, actor }, hold) => {
    await hold();
    const tie = async (partnerId: unknown) => verb("people/declare-interest", "interest.declared", actor, { personId: id, partnerId, kind: "family", reason: good });
    if (hand === "case") await tie(partner.id);
    // What concerns no partner concerns no tie.
    return hand === "case" ? { decided: false } : hand === "partner" ? { decided: false, first: ({ partnerId }) => tie(partnerId) } : null;
  },
  "one's own case": async ({ own }, _person, hold) => {
    await hold();
    return own ? { decided: false, own: true } : null;
  },
  "a member of the partner": async ({ hand }, person, hold) => {
    await hold();
    const join = async (partnerId: unknown) => db.membership.create({ data: { personId: person.id, partnerId: String(partnerId) } });
    if (hand === "case" || hand === "member") await join(partner.id);
    return hand === "case" ? { decided: false } : hand === "member" ? { decided: true } : hand === "partner" ? { decided: false, first: ({ partnerId }) => join(partnerId) } : null;
  },
};

describe("every decision", () => {
  it("is in the table", async () => {
    const found: string[] = [];
    for (const room of floors.filter((name) => existsSync(join("lib", name)))) {
      for (const file of readdirSync(join("lib", room)).filter((name) => /^[a-z-]+\.ts$/.test(name))) {
        const path = `${room}/${file.replace(".ts", "")}`;
        if (room !== "decisions" && Object.values(await fileOf(path)).some(isDecision)) found.push(path);
      }
    }
    expect(found.filter((path) => !(path in table))).toEqual([]);
    expect(Object.keys(table).filter((path) => !found.includes(path))).toEqual([]);
  });
});

describe.each(Object.entries(table))("%s", (path, row) => {
  it.each(Object.entries(situations))("%s", async (what, arrange) => {
    const decide = Object.values(await fileOf(path)).find(isDecision);
    if (!decide) throw new Error(`${path} decides nothing`);
    const person = await city.colleague();
    const asked = await arrange(row, person, async (more = {}) => row.capability && city.holds(person, { capability: row.capability, ...there(row.hand), ...more }));
    if (!asked) return;
    if (row.hand === "visitor" || row.hand === "operator") {
      // Without an account: no grant opens it, and a person who is signed in has no part in it.
      const actor = row.hand === "visitor" ? visitor : operator;
      if (what === "no grant") expect((await decide(person.actor, await row.send(person))).ok, "as a person").toBe(row.hand === "visitor" && !path.startsWith("people/"));
      if (what === "in scope") expect(await decide(actor, {}), "with nothing sent").toMatchObject({ ok: false });
      return;
    }
    const input = asked.own && row.own ? await row.own(person) : await row.send(person);
    await asked.first?.(input);
    const before = await everythingStored();
    const result = await decide(person.actor, input);
    if (asked.decided) return void expect(result).toMatchObject({ ok: true });
    expect(result).toMatchObject({ ok: false, refusal: expect.stringMatching(/^(not_found|not_allowed|not_to_oneself|not_own_proposal|kept_apart)$/) });
    expect(await everythingStored()).toEqual(before);
  });
});
