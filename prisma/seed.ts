import { TOTP, Secret } from "otpauth";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { answerFinding } from "@/lib/audits/answer-finding";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { takeSample } from "@/lib/audits/take-sample";
import { sequence } from "@/lib/ledger/sequence";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { forgetPerson } from "@/lib/people/forget-person";
import { placeHold } from "@/lib/people/place-hold";
import { transaction } from "@/lib/core/transaction";
import { append } from "@/lib/ledger/append";
import { sentence } from "@/lib/core/refusals";
import type { Actor, Decision, Outcome } from "@/lib/decisions/decision";
import { newSecret, sealSecret } from "@/lib/session/totp";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { declareInterest } from "@/lib/people/declare-interest";
import { denyRequest } from "@/lib/people/deny-request";
import { enrol } from "@/lib/people/enrol";
import { giveException } from "@/lib/people/give-exception";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { proposeGrant } from "@/lib/people/propose-grant";
import { recordTraining } from "@/lib/people/record-training";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { inviteMember } from "@/lib/partners/invite-member";
import { answerItem } from "@/lib/reviews/answer-item";
import { launchReview } from "@/lib/reviews/launch-review";
import { registerOrganisation } from "@/lib/partners/register-organisation";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsAt } from "@/lib/partners/terms";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { addNetwork } from "@/lib/assets/add-network";
import { importAreas } from "@/lib/assets/import-areas";
import { queueImport } from "@/lib/assets/queue-import";
import { runNextImport } from "@/lib/assets/running";
import { uploadImport } from "@/lib/assets/upload-import";
import { addDevices } from "@/lib/applications/add-devices";
import { addDevicesFile } from "@/lib/applications/add-devices-file";
import { describeModel } from "@/lib/applications/describe-model";
import { chooseSites } from "@/lib/applications/choose-sites";
import { assessApplication } from "@/lib/applications/assess";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import sharp from "sharp";
import { answerConcern } from "@/lib/concerns/answer";
import { mergeConcern } from "@/lib/concerns/merge";
import { recordInspection } from "@/lib/concerns/record-inspection";
import { reopenConcern } from "@/lib/concerns/reopen";
import { reportConcern } from "@/lib/concerns/report";
import { takeConcern } from "@/lib/concerns/take";
import { answerRequest } from "@/lib/rights/answer";
import { askForData } from "@/lib/rights/ask";
import { extendRequest } from "@/lib/rights/extend";
import { reviewSection } from "@/lib/applications/review-section";
import { sectionsAsked } from "@/lib/applications/requirements";
import { asked } from "@/lib/applications/tier-asks";
import { contentSchema } from "@/lib/applications/schema";
import { openComments } from "@/lib/comments/open";
import { sendComment } from "@/lib/comments/send";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { addFiles } from "@/lib/files/add";
import { paper } from "./demo/papers";
import { answerConsideration } from "@/lib/hearings/answer";
import { consider } from "@/lib/hearings/consider";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { saveContact } from "@/lib/applications/save-contact";
import { saveData } from "@/lib/applications/save-data";
import { saveNetworks } from "@/lib/applications/save-networks";
import { savePurpose } from "@/lib/applications/save-purpose";
import { saveSecurity } from "@/lib/applications/save-security";
import { saveTerms } from "@/lib/applications/save-terms";
import { startApplication } from "@/lib/applications/start";
import { submitApplication } from "@/lib/applications/submit";
import { takeApplication } from "@/lib/applications/take";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { approveApplication } from "@/lib/permits/approve";
import { orderStop } from "@/lib/enforcement/order-stop";
import { reachOf } from "@/lib/enforcement/reach";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { asPerson } from "@/lib/core/wall";
import { revokePermit } from "@/lib/permits/revoke";
import type { StopScope } from "@/lib/permits/standing";
import { suspendPermit } from "@/lib/permits/suspend";
import { amara, callum, elif, femi, greta, hanne, hannah, ines, joaquim, lena, marguerite, mei, odile, oskar, priya, rosa, ruben, sunniva, theo, tomas, yusuf, wren, type Persona } from "@/prisma/cast";
import { aldermouth, aldermouthNetworks } from "@/prisma/demo/aldermouth";
import { deployments, sheets, organisations, practices, securityPlan, type DemoDeployment } from "@/prisma/demo/deployments";

/** Decides, and stops the filling with the sentence where a decision is refused: the demo's history must be whole and true. */
async function must<I>(decide: Decision<I>, actor: Actor, input: unknown): Promise<Outcome> {
  const result = await decide(actor, input);
  if (!result.ok) throw new Error(`${decide.name}: ${sentence(result)} ${JSON.stringify(result.about)} ${result.field ?? ""}`);
  return result.value;
}

const as = async ({ email }: { email: string }): Promise<Actor> => {
  const person = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { kind: "person", personId: person.id, secondFactor: true, confirmedAt: new Date() };
};

/** Enrols like anyone: by the link from their mail, with a password and an authenticator that nobody keeps. */
async function takeAccount(email: string, link?: string): Promise<void> {
  const mailed = link ?? ((await db.notice.findFirstOrThrow({ where: { email, template: "invitation" }, orderBy: { id: "desc" } })).data as { link: string }).link;
  const secret = newSecret();
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await must(enrol, { kind: "visitor", from: "demo" }, { token: mailed.split("/").at(-1), password: `demo ${newSecret()}`, secret: sealSecret(secret), code });
}

const filled = "demo.filled";

/**
 * Fills the invented city once, by the same decisions that people make, so that its history is true. Does nothing when it is filled;
 * a filling that was broken off (its end is not in the ledger) is reported, since what was decided cannot be undone.
 */
export async function fillDemoCity(log: (line: string) => void): Promise<void> {
  if (await db.ledgerEntry.findFirst({ where: { name: filled }, select: { id: true } })) return;
  if ((await db.person.count()) > 0) throw new Error("The demo city was filled only in part: a start was broken off. Remove the data folder (.data) and start again.");

  log("People and their grants");
  const admin = await must(setUpFirstAdministrator, { kind: "operator" }, { email: amara.email, name: amara.name });
  await takeAccount(amara.email, admin.reference ?? "");
  const asAmara = await as(amara);
  for (const person of [sunniva, hanne, joaquim, ines, priya, marguerite, tomas, elif, rosa, hannah, yusuf, lena, wren, oskar, femi, greta, theo]) {
    await must(invitePerson, asAmara, { name: person.name, email: person.email, line: person.line });
    await takeAccount(person.email);
  }
  // While there is only one who can give, one is enough; from then on what reaches far needs both.
  await give(sunniva, "people.grant", "Second administrator, so that far-reaching permissions have four eyes");
  await give(yusuf, "assets.manage", "Keeps the city's register of assets");

  log("Streets, zones and assets");
  const city = aldermouth();
  const asYusuf = await as(yusuf);
  for (const [kind, shapes] of [["boundary", city.boundary], ["zone", city.zones], ["street", city.streets], ["water", city.water], ["green", city.green]] as const) {
    await must(importAreas, asYusuf, { kind, file: new File([JSON.stringify(shapes)], `${kind}.geojson`) });
  }
  for (const { fileName, agency, text } of city.assetsCsv) {
    const { subjectId: importId } = await must(uploadImport, asYusuf, { file: new File([text], fileName) });
    await must(queueImport, asYusuf, { importId, version: 1, run: "import", mapping: { id: "plate", lat: "latitude", lon: "longitude", class: "class", place: "place" }, agencyName: agency });
    while (await runNextImport());
  }
  for (const network of aldermouthNetworks) {
    const agency = await db.agency.findUniqueOrThrow({ where: { name: network.agency } });
    await must(addNetwork, asYusuf, { agencyId: agency.id, code: network.code, name: network.name, kind: network.kind });
  }
  await giveTheRest();

  log("Partners and what they put up");
  await registerPartners();
  for (const deployment of deployments) await play(deployment);
  await playAccess();
  await playStops();
  await playFollowUps();
  await playConcerns();
  await playDataRequests();
  await playAudit();

  await transaction((tx) => append(tx, { name: filled, subject: { type: "City", id: crypto.randomUUID() }, from: null, to: null, grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null }));
}

/** The city's day so many days from today, as a form sends it. */
const in_ = (days: number): string => isoDay(addDays(dayOf(new Date()), days));

interface Terms {
  agency?: string;
  zone?: string;
  tier?: number;
  /** days from today */
  until?: number;
  training?: string;
}

/** What a form would send to give this. */
async function asTyped(to: Persona, capability: string, reason: string, scope: Terms) {
  const person = await db.person.findUniqueOrThrow({ where: { email: to.email } });
  const agency = scope.agency ? await db.agency.findUniqueOrThrow({ where: { name: scope.agency } }) : null;
  const zone = scope.zone ? await db.zone.findUniqueOrThrow({ where: { code: scope.zone } }) : null;
  return {
    personId: person.id, capability, reason,
    ...(agency ? { agencyId: agency.id } : {}), ...(zone ? { zoneId: zone.id } : {}), ...(scope.tier ? { highestTier: scope.tier } : {}),
    ...(scope.until ? { validUntil: in_(scope.until) } : {}), ...(scope.training ? { needsTraining: scope.training } : {}),
  };
}

async function give(to: Persona, capability: string, reason: string, scope: Terms = {}): Promise<void> {
  await must(giveGrant, await as(amara), await asTyped(to, capability, reason, scope));
}

/** What reaches far: Amara proposes it, Sunniva agrees. */
async function giveTogether(to: Persona, capability: string, reason: string, scope: Terms = {}): Promise<void> {
  const { subjectId: requestId } = await must(proposeGrant, await as(amara), await asTyped(to, capability, reason, scope));
  await must(approveRequest, await as(sunniva), { requestId, version: 1, reason: "Read and agreed." });
}

const permitTraining = "Deciding permits";
const stopTraining = "Emergency stops";

/** Who has passed what: what needs it sleeps otherwise. */
async function recordTheTraining(): Promise<void> {
  const asHanne = await as(hanne);
  for (const [person, course, days] of [[ines, permitTraining, 175], [priya, permitTraining, 320], [rosa, stopTraining, 24], [tomas, stopTraining, 210]] as const) {
    const { id: personId } = await db.person.findUniqueOrThrow({ where: { email: person.email } });
    await must(recordTraining, asHanne, { personId, course, passedOn: in_(days - 365), validUntilOn: in_(days), evidence: "Certificate in the personnel file" });
  }
}

/** What is under way among the city's staff: asked for, proposed, taken, tied, excepted. */
async function playAccess(): Promise<void> {
  const idOf = async ({ email }: Persona) => (await db.person.findUniqueOrThrow({ where: { email } })).id;
  await must(askForGrant, await as(theo), { capability: "applications.review", hours: 8, reason: "I stand in at the permit desk on Thursday and want to read the cases before.", page: "/staff" });
  const { subjectId: asked } = await must(askForGrant, await as(marguerite), { capability: "permits.decide", hours: 48, reason: "Priya is away for two days and the queue grows.", page: "/staff" });
  await must(denyRequest, await as(sunniva), { requestId: asked, version: 1, reason: "You assess these cases, so you cannot decide them. Ines covers for Priya." });
  await must(proposeGrant, await as(amara), await asTyped(priya, "permits.revoke", "Stands in for enforcement during the holidays", { until: 60 }));
  const traders = await db.partner.findUniqueOrThrow({ where: { name: "Harbour Traders’ Association" } });
  await must(declareInterest, await as(ines), { personId: await idOf(ines), partnerId: traders.id, kind: "family", reason: "My brother is the treasurer of the association." });
  await must(giveException, await as(amara), { personId: await idOf(priya), pair: "assess_decide", until: in_(30), reason: "Two of four officers are ill this month; Priya may decide what she assessed." });
  const { subjectId: reviewId } = await must(launchReview, await as(hanne), { title: "Who decides and who stops: the yearly review", capabilities: ["permits.decide", "permits.suspend", "permits.revoke"], dueOn: in_(21), silence: "end", plant: "1" });
  const item = await db.reviewItem.findFirst({ where: { reviewId, isPlanted: false, reviewer: { email: amara.email } }, orderBy: { id: "asc" } });
  if (item) await must(answerItem, await as(amara), { itemId: item.id, version: item.version, answer: "keep", reason: "Still at the same desk, and needed every week." });
  await must(takeEmergencyGrant, await as(yusuf), { capability: "permits.suspend", reason: "A screen at Saltmarket shows live pictures of people; its partner does not answer, and nobody of enforcement is on duty." });
}

async function giveTheRest(): Promise<void> {
  await giveTogether(joaquim, "people.grant", "Gives access to colleagues of Street Lighting", { agency: "Street Lighting" });
  await give(hanne, "training.record", "Keeps the record of trainings");
  await give(hanne, "reviews.run", "Runs the yearly review of permissions");
  await giveTogether(hanne, "policies.publish", "Keeps the rules of access");
  await giveTogether(hanne, "people.deactivate", "Closes the accounts of those who leave");
  await give(hanne, "permits.suspend", "Joins the night duty once she has passed the training", { training: stopTraining });
  await recordTheTraining();
  await give(joaquim, "people.invite", "Invites colleagues of Street Lighting");
  await give(ines, "applications.review", "Permit desk, Harbour Quarter", { zone: "HQ" });
  await give(ines, "permits.decide", "Permit desk, Harbour Quarter", { zone: "HQ", tier: 3, until: 494, training: permitTraining });
  await give(ines, "identifiers.read", "Permit desk, Harbour Quarter", { zone: "HQ" });
  await give(ines, "contacts.read", "Permit desk, Harbour Quarter", { zone: "HQ" });
  await give(ines, "security.read", "Permit desk, Harbour Quarter", { zone: "HQ" });
  await give(priya, "applications.review", "Senior officer of the permit desk");
  await give(priya, "permits.decide", "Senior officer of the permit desk");
  await give(priya, "permits.suspend", "Stands in for enforcement");
  for (const group of ["identifiers.read", "contacts.read", "security.read", "terms.read"]) await give(priya, group, "Senior officer of the permit desk");
  await give(marguerite, "applications.review", "Assesses applications in the whole city", { until: 365 });
  await give(marguerite, "security.read", "Assesses the security of deployments", { until: 365 });
  await give(tomas, "permits.suspend", "Enforcement");
  await giveTogether(tomas, "permits.revoke", "Enforcement");
  await give(tomas, "contacts.read", "Telephones partners before a stop");
  // Who decided first does not look again, so everything that can be appealed needs a second person who holds it.
  await give(elif, "permits.decide", "Looks again at refusals that are appealed");
  await give(elif, "permits.suspend", "Looks again at stops");
  await giveTogether(elif, "permits.revoke", "Looks again at stops, and decides anew what is set aside");
  await give(rosa, "permits.suspend", "On duty at night, to the end of the winter", { until: 120 });
  await give(rosa, "emergency.take", "On duty at night: may take what an emergency needs, for another to ratify", { until: 120, training: stopTraining });
  await give(hannah, "partners.verify", "Partner desk");
  await give(hannah, "notices.word", "Sees to it that letters are understood");
  await give(yusuf, "emergency.take", "On call at weekends: may take what an emergency needs, for another to ratify");
  await give(yusuf, "assets.review", "Reviews where devices go, for the agencies that own the assets");
  await give(femi, "privacy.review", "Privacy officer");
  await give(greta, "security.review", "Security engineer of the city");
  await give(greta, "networks.review", "Security engineer of the city");
  await give(lena, "assets.manage", "Keeps the poles of Street Lighting", { agency: "Street Lighting" });
  await give(wren, "concerns.answer", "Residents’ desk, whole city");
  await give(oskar, "ledger.read", "Internal audit");
  await giveTogether(oskar, "ledger.open", "Internal audit, where a purpose asks for it");
  await giveTogether(hanne, "people.forget", "Answers what people ask about their own data");
}

/** What residents reported: some waits, some was answered, and something was found missing on the spot. */
async function playConcerns(): Promise<void> {
  const asWren = await as(wren);
  const say = async (what: object): Promise<string> => (await must(reportConcern, { kind: "visitor", from: crypto.randomUUID() }, { words: "", ...what })).reference ?? "";
  const idOf = async (reference: string) => db.concern.findUniqueOrThrow({ where: { reference }, include: { inspections: true } });
  const inspected = async (reference: string, outcome: string, found: string) => {
    const [inspection] = (await idOf(reference)).inspections;
    return must(recordInspection, asWren, { inspectionId: inspection?.id, version: 1, outcome, found });
  };
  const answered = async (reference: string, outcome: string, words: string) => {
    const { id, version } = await idOf(reference);
    await must(answerConcern, asWren, { concernId: id, version, outcome, words });
  };
  const [camera, sensor, dimmer] = await Promise.all(
    [{ identifies: "yes" as const }, { permit: { title: "Air quality sensors, Lantern Row" } }, { permit: { title: "Dimming controllers, Kilnmoor" } }].map((what) => db.device.findFirstOrThrow({ where: { ...what, permitStatus: { in: ["active", "restricted"] } }, orderBy: { code: "asc" }, include: { asset: { select: { code: true, place: true } } } })),
  );
  if (!camera || !sensor || !dimmer) throw new Error("the demo has no devices to report");
  const [free, cabinet] = await Promise.all([db.asset.findFirstOrThrow({ where: { assetClass: "light_pole", devices: { none: {} } }, orderBy: { code: "desc" } }), db.asset.findFirstOrThrow({ where: { assetClass: "cabinet" }, orderBy: { code: "asc" } })]);

  const hums = await say({ kind: "bothers", device: sensor.code, words: "The grey box under our bedroom window hums all night since last week." });
  await answered(hums, "resolved", "Its partner changed the fan yesterday, and we listened: it is quiet now. Thank you for telling us.");
  const grey = await say({ kind: "unlisted", plate: free.code, words: "A grey box with an antenna hangs on this pole, and the register knows nothing of it.", email: "resident@mail.example" });
  await inspected(grey, "missing", "A radio of Northquay Telecom, one of two that were to hang one pole further on. The fitters took the wrong pole.");
  await answered(grey, "resolved", "You were right: it was hung on the wrong pole. Its owner moves it within a week, and it counts as missing here until then.");
  const white = await say({ kind: "unlisted", plate: cabinet.code, words: "There is a small white dome on top of the cabinet. Is that a camera?" });
  await inspected(white, "not_ours", "The dome is the cabinet’s own ventilation. There is nothing in it.");
  await answered(white, "no_action", "It is the cabinet’s own ventilation and sees nothing. Nothing else hangs there.");
  const again = await say({ kind: "wrong", device: camera.code, words: "La caja cuelga suelta y se mueve con el viento, justo encima de la acera.", language: "es", email: "vecina@mail.example" });
  const same = await say({ kind: "wrong", device: camera.code, words: "The camera on the corner hangs loose and swings in the wind.", photos: [await snapshot()] });
  const { id: mergedId, version: mergedVersion } = await idOf(same);
  await must(mergeConcern, asWren, { concernId: mergedId, version: mergedVersion, into: (await idOf(again)).number });
  const { id: takenId, version: takenVersion } = await idOf(again);
  await must(takeConcern, asWren, { concernId: takenId, version: takenVersion });
  const bright = await say({ kind: "bothers", device: dimmer.code, words: "Since this box is there the lamp lights up our whole kitchen after ten in the evening." });
  await answered(bright, "no_action", "It dims the lamp at eleven, as its permit says. We asked its partner whether it can be dimmed earlier.");
  await must(reopenConcern, { kind: "visitor", from: crypto.randomUUID() }, { reference: bright, words: "It was as bright as day until two in the morning on Saturday." });
  await say({ kind: "unlisted", place: "Quay Street, on the wall opposite the bakery", words: "Two small black boxes appeared there overnight. Nobody in the street knows what they are." });
}

/** What people asked about their own data: one was answered, one is taking longer, one waits. */
async function playDataRequests(): Promise<void> {
  const ask = async (what: object) => (await must(askForData, { kind: "visitor", from: crypto.randomUUID() }, { ...what })).subjectId;
  const camera = await db.device.findFirstOrThrow({ where: { identifies: "yes", permitStatus: "active", permit: { title: "Parking cameras, Chandlers Quay" } }, orderBy: { code: "asc" }, include: { partner: { select: { name: true } } } });
  const memberOf = async (name: string) => as(organisations.find((each) => each.name === name)?.member ?? odile);
  const partOf = (requestId: string) => db.dataRequestPart.findFirstOrThrow({ where: { requestId }, include: { partner: { select: { name: true } } }, orderBy: { number: "asc" } });
  const first = await partOf(await ask({ kind: "access", device: camera.code, around: "about 8:15", words: "I parked the green delivery van AL 20 XK there for a minute to unload.", email: "driver@mail.example" }));
  await must(answerRequest, await memberOf(first.partner.name), { partId: first.id, version: 1, outcome: "done", words: "You are on two pictures. We have sent them to your address, with what we use them for. They are deleted after 14 days." });
  const second = await partOf(await ask({ kind: "deletion", device: camera.code, words: "I walk past it every morning with my children and do not want to be on pictures.", email: "parent@mail.example" }));
  await must(extendRequest, await memberOf(second.partner.name), { partId: second.id, version: 1, reason: "The pictures have to be looked through by hand, since nobody is named on them." });
  await ask({ kind: "access", street: "Tollgate Street", onDay: in_(0), around: "por la tarde", words: "Pasé por la calle con el teléfono encendido. ¿Qué se guardó de él?", email: "viajera@mail.example", language: "es" });
}

/** A picture such as a telephone takes, drawn here. */
async function snapshot(): Promise<File> {
  const drawn = await sharp({ create: { width: 1200, height: 900, channels: 3, background: "#9db4c0" } })
    .composite([
      { input: { create: { width: 60, height: 900, channels: 3, background: "#4a5759" } }, left: 560, top: 0 },
      { input: { create: { width: 240, height: 180, channels: 3, background: "#dfe3e6" } }, left: 480, top: 260 },
      { input: { create: { width: 70, height: 70, channels: 3, background: "#20262b" } }, left: 560, top: 320 },
    ])
    .jpeg()
    .toBuffer();
  return new File([new Uint8Array(drawn)], "IMG_2041.jpg");
}

/** Waits for the worker's part, done here: entries get their positions. What is signed, the worker signs. */
async function placeEntries(): Promise<void> {
  while ((await sequence()) > 0);
}

/** Two who left: one is forgotten, the other kept by a legal hold. And what the auditor did. */
async function playAudit(): Promise<void> {
  const asHanne = await as(hanne);
  for (const [name, email] of [["Ottoline Baxter-Quist", "ottoline@aldermouth.example"], ["Bram Verhoeven", "bram@aldermouth.example"]] as const) {
    await must(invitePerson, await as(amara), { name, email, line: "Stood in at the permit desk" });
    await takeAccount(email);
    await must(giveGrant, await as(amara), { personId: (await db.person.findUniqueOrThrow({ where: { email } })).id, capability: "applications.review", reason: `${name} stands in at the permit desk in the summer` });
    const { id: personId, version } = await db.person.findUniqueOrThrow({ where: { email } });
    await must(deactivatePerson, asHanne, { personId, version, reason: "Left at the end of the summer." });
  }
  const [ottoline, bram] = await Promise.all(["ottoline@aldermouth.example", "bram@aldermouth.example"].map((email) => db.person.findUniqueOrThrow({ where: { email } })));
  if (!ottoline || !bram) throw new Error("two who left are missing");
  await must(forgetPerson, asHanne, { personId: ottoline.id, version: ottoline.version, confirm: "yes", reason: "She asked for it in writing, and decided nothing here." });
  await must(placeHold, asHanne, { personId: bram.id, reason: "The inquiry into the summer’s queue needs who worked it, until it is over." });

  await placeEntries();
  const asOskar = await as(oskar);
  const revoked = await db.ledgerEntry.findFirst({ where: { name: "permit.revoked" }, orderBy: { id: "asc" } });
  const suspended = await db.ledgerEntry.findFirst({ where: { name: "permit.suspended" }, orderBy: { id: "asc" } });
  if (!revoked || !suspended) throw new Error("nothing was stopped in the demonstration city");
  await must(raiseFinding, asOskar, { entryId: suspended.id, weight: "deviation", words: "The partner was not telephoned before the devices were stopped, as the desk’s own rule asks." });
  const { subjectId: answered } = await must(raiseFinding, asOskar, { entryId: revoked.id, weight: "remark", words: "The reason names the complaint but not its date. Who reads it later cannot find it." });
  await must(answerFinding, await as(tomas), { findingId: answered, version: 1, answer: "It came by telephone on the day before; the next reason will say so." });
  await must(takeSample, asOskar, { count: "5", name: "permit.granted", reason: "The yearly look at what was allowed." });
}

/** What officers stopped that is more, or less, than one permit: a model in one area, one device in an emergency, and a revocation that is decided anew. */
async function playStops(): Promise<void> {
  const stop = async (who: typeof tomas, scope: StopScope, more: object) => {
    const actor = await as(who);
    const { seen } = await asPerson((await db.person.findUniqueOrThrow({ where: { email: who.email } })).id, () => reachOf(db, scope, new Date()));
    await must(orderStop, actor, { ...scope, until: in_(21), seen, ...more });
  };
  const [dimmer, beam] = await Promise.all(["Dimming controllers, Kilnmoor", "Footfall beams, Saltmarket"].map((title) => db.device.findFirstOrThrow({ where: { permit: { title } }, orderBy: { code: "asc" } })));
  if (!dimmer || !beam) throw new Error("two devices of the demonstration city are missing");
  await stop(tomas, { make: dimmer.make, model: dimmer.model, zoneId: dimmer.zoneId ?? undefined }, { effect: "restrict", emergency: "no", without: "danger", reason: "Its firmware lets anybody on the network dim the lamps. Until the maker’s patch is on, none of this model connects." });
  await stop(rosa, { deviceId: beam.id }, { effect: "suspend", emergency: "yes", reason: "A cable hangs loose over the pavement. The partner was telephoned and comes in the morning." });
  const revoked = await db.stop.findFirstOrThrow({ where: { effect: "revoke" }, orderBy: { number: "asc" } });
  await must(setAsideStop, await as(priya), { stopId: revoked.id, version: revoked.version, reason: "The partner shows that the counters ran in test mode and kept nothing. Another officer looks at that." });
}

/** What is to take the place of a permit: a change that waits for the city, and a permit that is offered to another partner. */
async function playFollowUps(): Promise<void> {
  const memberOf = async (title: string) => as(organisations.find(({ name }) => name === deployments.find((each) => each.title === title)?.partner)?.member ?? odile);
  const permitOf = (title: string) => db.permit.findFirstOrThrow({ where: { title } });
  const beams = "Footfall beams, Saltmarket";
  const traders = await memberOf(beams);
  const { reference } = await must(beginFollowUp, traders, { permitId: (await permitOf(beams)).id, kind: "renewal" });
  const { id: applicationId } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
  await must(savePurpose, traders, { applicationId, version: 1, title: beams, purpose: "information", why: "The traders plan their stalls by it; they would like to go on for two more years.", until: in_(900) });
  await must(submitApplication, traders, { applicationId, version: 2, isTrue: "yes" });
  const stations = "Weather stations on public roofs";
  const tern = await db.partner.findUniqueOrThrow({ where: { name: "Tern & Tide Sensing" } });
  await must(offerTransfer, await memberOf(stations), { permitId: (await permitOf(stations)).id, toId: tern.id, words: "The institute closes in spring. You look after two of the stations already; we would like you to have them all." });
}

async function registerPartners(): Promise<void> {
  const asHannah = await as(hannah);
  for (const organisation of organisations) {
    await must(registerOrganisation, { kind: "visitor", from: "demo" }, { organisation: organisation.name, registrationNumber: organisation.number, website: `https://${organisation.domain}.example`, publicContact: `hello@${organisation.domain}.example`, name: organisation.member.name, email: organisation.member.email });
    await takeAccount(organisation.member.email);
    const partner = await db.partner.findUniqueOrThrow({ where: { name: organisation.name } });
    // Who has only just asked to be a partner has not signed yet.
    if (organisation.isVerified) await must(signTerms, await as(organisation.member), { partnerId: partner.id, termsVersion: termsAt(new Date()).version, capacity: "Managing director", mayBind: "yes" });
    if (organisation.isVerified) await must(verifyPartner, asHannah, { partnerId: partner.id, version: 1, reason: "Found in the company register; telephoned the number given there." });
  }
  const tern = await db.partner.findUniqueOrThrow({ where: { name: "Tern & Tide Sensing" } });
  await must(inviteMember, await as(odile), { partnerId: tern.id, name: ruben.name, email: ruben.email, mayInvite: "no" });
  await takeAccount(ruben.email);
  for (const { name, email } of [odile, ruben, callum, mei]) await db.person.findFirstOrThrow({ where: { name, email } });
}

/** Devices of one kind as a partner lists them, each with its own serial number. */
function fileOf({ name, make, model, serial, howMany }: DemoDeployment["devices"][number]): File {
  const rows = Array.from({ length: howMany }, (_, index) => `${name},${make},${model},${serial}-${String(index + 1).padStart(3, "0")}`);
  return new File([["name,make,model,serial", ...rows].join("\n")], "devices.csv");
}

/** Has others look at a case as far as its tier asks, so that it can be approved; and recommend it. @returns its version then */
async function reviewed(applicationId: string, version: number, recommending: Persona): Promise<number> {
  const { tier, submissions: [submission] } = await db.application.findUniqueOrThrow({ where: { id: applicationId }, include: { submissions: { orderBy: { number: "desc" }, take: 1 } } });
  if (!submission) throw new Error("nothing was sent");
  const found = {
    assets: [yusuf, "The poles carry the weight, and nothing else hangs at that height."],
    security: [greta, "Updates are signed, passwords are changed, and nothing is reachable from outside."],
    privacy: [femi, "No more is seen than the purpose needs, and it is kept for as long as it says."],
    network: [greta, "It talks to one address only, and the network has room for it."],
  } as const;
  for (const section of sectionsAsked(contentSchema.parse(submission.content), tier)) {
    const [who, words] = found[section];
    await must(reviewSection, await as(who), { applicationId, submission: String(submission.number), section, outcome: "satisfied", words, asks: "", parts: [] });
  }
  let now = version;
  for (const who of [marguerite, recommending].slice(0, asked[tier as 1 | 2 | 3 | 4].recommendations)) await must(assessApplication, await as(who), { applicationId, version: now++, recommends: "approval", reason: "All that was asked about is answered, and nobody stands against it." });
  return now;
}

/** Plays one deployment as far as it goes: written, sent, read, decided, stopped. */
async function play(deployment: DemoDeployment): Promise<void> {
  const organisation = organisations.find(({ name }) => name === deployment.partner);
  if (!organisation) throw new Error(`no organisation ${deployment.partner}`);
  const partner = await db.partner.findUniqueOrThrow({ where: { name: deployment.partner } });
  const member = await as(organisation.member);

  const { subjectId: applicationId } = await must(startApplication, member, { partnerId: partner.id, title: deployment.title });
  let version = 1;
  const save = async <I>(decide: Decision<I>, answers: object) => must(decide, member, { applicationId, version: version++, ...answers });
  await save(savePurpose, { title: deployment.title, purpose: deployment.purpose, why: deployment.why, until: in_(deployment.days) });
  for (const device of deployment.devices) {
    if (device.serial) await save(addDevicesFile, { file: fileOf(device) });
    else await save(addDevices, device);
  }
  if (deployment.goes === "draft") return;
  for (const { make, model } of deployment.devices) {
    const sheet = sheets[`${make} ${model}`];
    if (!sheet) continue;
    const { days, ...said } = sheet;
    await save(describeModel, { make, model, ...said, supportUntil: days === undefined ? "" : in_(days) });
  }

  const count = deployment.devices.reduce((sum, device) => sum + device.howMany, 0);
  const assets = await db.asset.findMany({
    where: { assetClass: deployment.on, ...(deployment.plates ? { code: { in: deployment.plates } } : { ...(deployment.zone ? { zone: { code: deployment.zone } } : {}), ...(deployment.street ? { place: { contains: deployment.street } } : {}) }), holds: { none: { status: { in: ["held", "consumed"] } } } },
    orderBy: { code: "asc" },
    take: count,
  });
  if (assets.length < count) throw new Error(`${deployment.title}: ${assets.length} places found, ${count} wanted`);
  await save(chooseSites, { assetIds: assets.map(({ id }) => id), shown: [] });
  const networks = await db.network.findMany({ where: { kind: deployment.network } });
  await save(saveNetworks, { networkIds: networks.map(({ id }) => id).slice(0, 1), talksTo: `data.${organisation.domain}.example:8883` });
  await save(saveData, { collects: deployment.collects.join("\n"), identifies: deployment.identifies, kept: deployment.kept, shared: deployment.shared, told: "residents", ...(deployment.identifies === "no" ? { storedIn: "Aldermouth, in our own rooms", transfer: "stays" } : { basis: "public_task", access: "Two operators, to look into faults", storedIn: "Aldermouth, in our own rooms", transfer: "stays" }) });
  const practice = practices[deployment.partner];
  if (!practice) throw new Error(`no practice of ${deployment.partner}`);
  await save(saveSecurity, { ...practice.security, ...(deployment.identifies === "yes" && deployment.goes !== "changes" ? securityPlan : {}) });
  await save(saveContact, { name: organisation.member.name, email: organisation.member.email, telephone: practice.telephone });
  await save(saveTerms, practice.terms);
  // What sees people is asked for more, and shows more.
  if (deployment.identifies === "yes" && deployment.goes !== "changes") {
    const [device] = deployment.devices;
    await must(addFiles, member, { place: "application", ofId: applicationId, section: "security", files: [await paper("Security test.pdf", `Security test: ${device?.make} ${device?.model}`, ["Tested on the bench and in the street, over four weeks.", practice.security.updates, `Watched by: ${practice.security.watches}`, "No port was found open that is not named in the application."])] });
    await must(addFiles, member, { place: "application", ofId: applicationId, section: "data", files: [await paper("Data protection assessment.pdf", `Data protection assessment: ${deployment.title}`, [`What is collected: ${deployment.collects.join("; ")}.`, `How long it is kept: ${deployment.kept}.`, `Who else has it: ${deployment.shared}.`, "Looked at by the partner’s own officer for data protection, who found nothing that outweighs the purpose."])] });
  }
  await save(submitApplication, { isTrue: "yes" });
  if (deployment.asks) {
    await must(openComments, await as(priya), { applicationId, version: version++, about: deployment.asks.about, until: in_(21) });
    const { number } = await db.commentPeriod.findFirstOrThrow({ where: { applicationId }, select: { number: true } });
    for (const words of deployment.asks.said) await must(sendComment, { kind: "visitor", from: crypto.randomUUID() }, { period: number, words });
  }
  if (deployment.goes === "sent") return;
  if (deployment.goes === "withdrawn") return void (await must(withdrawApplication, member, { applicationId, version, reason: "We will ask again with fewer devices." }));

  const officer = await as(deployment.officer === "ines" ? ines : deployment.officer === "marguerite" ? marguerite : priya);
  await must(takeApplication, officer, { applicationId, version: version++ });
  if (deployment.officer === "marguerite") await must(assessApplication, officer, { applicationId, version: version++, recommends: "changes", reason: "Pictures are kept for 14 days; 3 would do. Ask why, and who may look at them." });
  if (deployment.goes === "in_review") return;
  if (deployment.goes === "changes") return void (await must(requestChanges, officer, { applicationId, version, reason: deployment.reason }));
  if (deployment.goes === "refused") {
    await must(consider, officer, { applicationId, version: version++, intends: "refusal", grounds: "place", reason: deployment.reason });
    const notice = await db.consideration.findFirstOrThrow({ where: { applicationId } });
    await must(answerConsideration, member, { considerationId: notice.id, version: 1, answer: "We have looked for other places nearby and found none from which the whole square can be seen. We leave it to the city." });
    await must(refuseApplication, officer, { applicationId, version: version + 1, reason: deployment.reason, grounds: "place" });
    return void (await must(lodgeAppeal, member, { applicationId, words: "We have found a place since: the roof of the market office, from which the square is seen and nobody’s face. The owner agrees in writing." }));
  }
  version = await reviewed(applicationId, version, deployment.officer === "ines" ? priya : ines);
  await must(approveApplication, officer, { applicationId, version, until: in_(deployment.days), ...(deployment.goes === "scheduled" ? { from: in_(21) } : {}), reason: deployment.reason, conditions: (deployment.conditions ?? []).join("\n"), ...(deployment.withhold ? { withhold: deployment.withhold } : {}), library: deployment.identifies === "yes" ? ["sign", "blur", "retention", "restore"] : ["sign", "passwords", "restore"] });
  if (deployment.goes !== "suspended" && deployment.goes !== "revoked") return;
  const permit = await db.permit.findUniqueOrThrow({ where: { applicationId } });
  if (deployment.goes === "suspended") await must(suspendPermit, await as(tomas), { permitId: permit.id, version: 1, until: in_(30), reason: deployment.stopReason ?? "", without: "danger" });
  else await must(revokePermit, await as(tomas), { permitId: permit.id, version: 1, confirm: "yes", reason: deployment.stopReason ?? "", without: "agreed" });
}
