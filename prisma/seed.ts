import { TOTP, Secret } from "otpauth";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { sentence } from "@/lib/core/refusals";
import type { Actor, Decision, Outcome } from "@/lib/decisions/decision";
import { newSecret, sealSecret } from "@/lib/session/totp";
import { enrol } from "@/lib/people/enrol";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";
import { inviteMember } from "@/lib/partners/invite-member";
import { registerOrganisation } from "@/lib/partners/register-organisation";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { addNetwork } from "@/lib/assets/add-network";
import { importAreas } from "@/lib/assets/import-areas";
import { queueImport } from "@/lib/assets/queue-import";
import { runNextImport } from "@/lib/assets/running";
import { uploadImport } from "@/lib/assets/upload-import";
import { addDevices } from "@/lib/applications/add-devices";
import { chooseSites } from "@/lib/applications/choose-sites";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { saveContact } from "@/lib/applications/save-contact";
import { saveData } from "@/lib/applications/save-data";
import { saveNetworks } from "@/lib/applications/save-networks";
import { savePurpose } from "@/lib/applications/save-purpose";
import { startApplication } from "@/lib/applications/start";
import { submitApplication } from "@/lib/applications/submit";
import { takeApplication } from "@/lib/applications/take";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { approveApplication } from "@/lib/permits/approve";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { amara, callum, hannah, ines, joaquim, lena, marguerite, mei, odile, oskar, priya, rosa, ruben, theo, tomas, yusuf, type Persona } from "@/prisma/cast";
import { aldermouth, aldermouthNetworks } from "@/prisma/demo/aldermouth";
import { deployments, organisations, type DemoDeployment } from "@/prisma/demo/deployments";

/** Decides, and stops the filling with the sentence where a decision is refused: the demo's history must be whole and true. */
async function must<I>(decide: Decision<I>, actor: Actor, input: unknown): Promise<Outcome> {
  const result = await decide(actor, input);
  if (!result.ok) throw new Error(`${decide.name}: ${sentence(result)} ${JSON.stringify(result.about)} ${result.field ?? ""}`);
  return result.value;
}

const as = async ({ email }: { email: string }): Promise<Actor> => {
  const person = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { kind: "person", personId: person.id, secondFactor: true };
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
  for (const person of [joaquim, ines, priya, marguerite, tomas, rosa, hannah, yusuf, lena, oskar, theo]) {
    await must(invitePerson, asAmara, { name: person.name, email: person.email, line: person.line });
    await takeAccount(person.email);
  }
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

  await db.ledgerEntry.create({ data: { name: filled, subjectType: "City", subjectId: crypto.randomUUID(), actorKind: "operator" } });
}

async function give(to: Persona, capability: string, reason: string, scope: { agency?: string; zone?: string; tier?: number; until?: number } = {}): Promise<void> {
  const person = await db.person.findUniqueOrThrow({ where: { email: to.email } });
  const agency = scope.agency ? await db.agency.findUniqueOrThrow({ where: { name: scope.agency } }) : null;
  const zone = scope.zone ? await db.zone.findUniqueOrThrow({ where: { code: scope.zone } }) : null;
  await must(giveGrant, await as(amara), {
    personId: person.id, capability, reason,
    ...(agency ? { agencyId: agency.id } : {}), ...(zone ? { zoneId: zone.id } : {}), ...(scope.tier ? { highestTier: scope.tier } : {}),
    ...(scope.until ? { validUntil: isoDay(addDays(dayOf(new Date()), scope.until)) } : {}),
  });
}

async function giveTheRest(): Promise<void> {
  await give(joaquim, "people.grant", "Gives access to colleagues of Street Lighting", { agency: "Street Lighting" });
  await give(joaquim, "people.invite", "Invites colleagues of Street Lighting");
  await give(ines, "applications.review", "Permit desk, Harbour Quarter", { zone: "HQ" });
  await give(ines, "permits.decide", "Permit desk, Harbour Quarter", { zone: "HQ", tier: 3, until: 494 });
  await give(priya, "applications.review", "Senior officer of the permit desk");
  await give(priya, "permits.decide", "Senior officer of the permit desk");
  await give(priya, "permits.suspend", "Stands in for enforcement");
  await give(marguerite, "applications.review", "Assesses applications in the whole city", { until: 365 });
  await give(tomas, "permits.suspend", "Enforcement");
  await give(tomas, "permits.revoke", "Enforcement");
  await give(rosa, "permits.suspend", "On duty at night, to the end of the winter", { until: 120 });
  await give(hannah, "partners.verify", "Partner desk");
  await give(lena, "assets.manage", "Keeps the poles of Street Lighting", { agency: "Street Lighting" });
  await give(oskar, "ledger.read", "Internal audit");
}

async function registerPartners(): Promise<void> {
  const asHannah = await as(hannah);
  for (const organisation of organisations) {
    await must(registerOrganisation, { kind: "visitor", from: "demo" }, { organisation: organisation.name, registrationNumber: organisation.number, website: `https://${organisation.domain}.example`, publicContact: `hello@${organisation.domain}.example`, name: organisation.member.name, email: organisation.member.email });
    await takeAccount(organisation.member.email);
    const partner = await db.partner.findUniqueOrThrow({ where: { name: organisation.name } });
    if (organisation.isVerified) await must(verifyPartner, asHannah, { partnerId: partner.id, version: 1, reason: "Found in the company register; telephoned the number given there." });
  }
  const tern = await db.partner.findUniqueOrThrow({ where: { name: "Tern & Tide Sensing" } });
  await must(inviteMember, await as(odile), { partnerId: tern.id, name: ruben.name, email: ruben.email, mayInvite: "no" });
  await takeAccount(ruben.email);
  for (const { name, email } of [odile, ruben, callum, mei]) await db.person.findFirstOrThrow({ where: { name, email } });
}

/** Plays one deployment as far as it goes: written, sent, read, decided, stopped. */
async function play(deployment: DemoDeployment): Promise<void> {
  const organisation = organisations.find(({ name }) => name === deployment.partner);
  if (!organisation) throw new Error(`no organisation ${deployment.partner}`);
  const partner = await db.partner.findUniqueOrThrow({ where: { name: deployment.partner } });
  const member = await as(organisation.member);
  const in_ = (days: number) => isoDay(addDays(dayOf(new Date()), days));

  const { subjectId: applicationId } = await must(startApplication, member, { partnerId: partner.id, title: deployment.title });
  let version = 1;
  const save = async <I>(decide: Decision<I>, answers: object) => must(decide, member, { applicationId, version: version++, ...answers });
  await save(savePurpose, { title: deployment.title, purpose: deployment.purpose, why: deployment.why, until: in_(deployment.days) });
  for (const device of deployment.devices) await save(addDevices, device);
  if (deployment.goes === "draft") return;

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
  await save(saveData, { collects: deployment.collects.join("\n"), identifies: deployment.identifies, kept: deployment.kept, shared: deployment.shared });
  await save(saveContact, { name: organisation.member.name, email: organisation.member.email, telephone: "+44 555 0170" });
  await save(submitApplication, { isTrue: "yes" });
  if (deployment.goes === "sent") return;
  if (deployment.goes === "withdrawn") return void (await must(withdrawApplication, member, { applicationId, version, reason: "We will ask again with fewer devices." }));

  const officer = await as(deployment.officer === "ines" ? ines : deployment.officer === "marguerite" ? marguerite : priya);
  await must(takeApplication, officer, { applicationId, version: version++ });
  if (deployment.goes === "in_review") return;
  if (deployment.goes === "changes") return void (await must(requestChanges, officer, { applicationId, version, reason: deployment.reason }));
  if (deployment.goes === "refused") return void (await must(refuseApplication, officer, { applicationId, version, reason: deployment.reason }));
  await must(approveApplication, officer, { applicationId, version, until: in_(deployment.days), ...(deployment.goes === "scheduled" ? { from: in_(21) } : {}), reason: deployment.reason, conditions: (deployment.conditions ?? []).join("\n") });
  if (deployment.goes !== "suspended" && deployment.goes !== "revoked") return;
  const permit = await db.permit.findUniqueOrThrow({ where: { applicationId } });
  if (deployment.goes === "suspended") await must(suspendPermit, await as(tomas), { permitId: permit.id, version: 1, until: in_(30), reason: deployment.stopReason ?? "" });
  else await must(revokePermit, await as(tomas), { permitId: permit.id, version: 1, confirm: "yes", reason: deployment.stopReason ?? "" });
}
