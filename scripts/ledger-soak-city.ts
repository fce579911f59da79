import { Secret, TOTP } from "otpauth";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { sentence } from "@/lib/core/refusals";
import { addDevices } from "@/lib/applications/add-devices";
import { chooseSites } from "@/lib/applications/choose-sites";
import { saveContact } from "@/lib/applications/save-contact";
import { saveData } from "@/lib/applications/save-data";
import { saveNetworks } from "@/lib/applications/save-networks";
import { savePurpose } from "@/lib/applications/save-purpose";
import { saveSecurity } from "@/lib/applications/save-security";
import { saveTerms } from "@/lib/applications/save-terms";
import { startApplication } from "@/lib/applications/start";
import { submitApplication } from "@/lib/applications/submit";
import { takeApplication } from "@/lib/applications/take";
import { importAreas } from "@/lib/assets/import-areas";
import { queueImport } from "@/lib/assets/queue-import";
import { runNextImport } from "@/lib/assets/running";
import { uploadImport } from "@/lib/assets/upload-import";
import type { Actor, Decision, Outcome } from "@/lib/decisions/decision";
import { registerOrganisation } from "@/lib/partners/register-organisation";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsAt } from "@/lib/partners/terms";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { enrol } from "@/lib/people/enrol";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";
import { approveApplication } from "@/lib/permits/approve";
import { newSecret, sealSecret } from "@/lib/session/totp";

/** Who invites people and gives them permissions. */
export const giver = "ada@soak.example";
/** Who stops permits and lets them run again. */
export const officers: readonly string[] = ["olga@soak.example", "otto@soak.example", "oona@soak.example"];
const desk = "dora@soak.example";
const member = "mina@partner.example";
const permits = 8;

const reason = "The soak: a reason that is long enough to be read.";
const inDays = (days: number): string => isoDay(addDays(dayOf(new Date()), days));

async function must<I>(decide: Decision<I>, actor: Actor, input: unknown): Promise<Outcome> {
  const result = await decide(actor, input);
  if (!result.ok) throw new Error(`${decide.name} was refused: ${sentence(result)} ${JSON.stringify(result.issues ?? result.about)}`);
  return result.value;
}

/** Somebody of the city, signed in a moment ago. */
export async function signedIn(email: string): Promise<() => Actor> {
  const { id } = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return () => ({ kind: "person", personId: id, secondFactor: true, confirmedAt: new Date() });
}
const as = async (email: string): Promise<Actor> => (await signedIn(email))();

/** Takes an account by the link that was mailed. */
async function takeAccount(email: string, link?: string): Promise<void> {
  const mailed = link ?? ((await db.notice.findFirstOrThrow({ where: { email, template: "invitation" } })).data as { link: string }).link;
  const secret = newSecret();
  await must(enrol, { kind: "visitor", from: "soak" }, { token: mailed.split("/").at(-1), password: `soak ${newSecret()}`, secret: sealSecret(secret), code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
}

async function makePeople(): Promise<void> {
  const { reference } = await must(setUpFirstAdministrator, { kind: "operator" }, { email: giver, name: "Ada Giver" });
  await takeAccount(giver, reference ?? "");
  const asAda = await as(giver);
  const held = { [desk]: ["assets.manage", "partners.verify", "applications.review", "permits.decide"], ...Object.fromEntries(officers.map((email) => [email, ["permits.suspend"]])) };
  for (const [email, capabilities] of Object.entries(held)) {
    const { subjectId: personId } = await must(invitePerson, asAda, { name: `Somebody ${email.split("@")[0]}`, email, line: "" });
    await takeAccount(email);
    for (const capability of capabilities) await must(giveGrant, asAda, { personId, capability, reason });
  }
}

/** One zone, and a pole for each permit. */
async function makeStreets(asDora: Actor): Promise<string[]> {
  const zone = { type: "Feature", properties: { code: "W", name: "West" }, geometry: { type: "Polygon", coordinates: [[[4, 52], [4.01, 52], [4.01, 52.01], [4, 52.01], [4, 52]]] } };
  await must(importAreas, asDora, { kind: "zone", file: new File([JSON.stringify({ type: "FeatureCollection", features: [zone] })], "zones.geojson") });
  const poles = Array.from({ length: permits }, (_, n) => `W ${1_000 + n},52.00${n + 1},4.005,light_pole,Quay Street`);
  const { subjectId: importId } = await must(uploadImport, asDora, { file: new File([["plate,latitude,longitude,class,place", ...poles].join("\n")], "poles.csv") });
  await must(queueImport, asDora, { importId, version: 1, run: "import", mapping: { id: "plate", lat: "latitude", lon: "longitude", class: "class", place: "place" }, agencyName: "Street Lighting" });
  while (await runNextImport());
  return (await db.asset.findMany({ select: { id: true } })).map(({ id }) => id);
}

/** Applied for, sent, taken and approved. */
async function makePermit(partnerId: string, assetId: string, asMina: Actor, asDora: Actor): Promise<void> {
  const { subjectId: applicationId } = await must(startApplication, asMina, { partnerId, title: "Counting bicycles" });
  let version = 1;
  const save = async <I>(decide: Decision<I>, answers: object) => must(decide, asMina, { applicationId, version: version++, ...answers });
  await save(savePurpose, { title: "Counting bicycles", purpose: "traffic_and_parking", why: "The city wants to know how many bicycles pass here.", until: inDays(400) });
  await save(addDevices, { name: "Bicycle counter", make: "Tern", model: "TC-2", serial: "", howMany: 1 });
  await save(chooseSites, { assetIds: [assetId], shown: [] });
  await save(saveNetworks, { networkIds: [], talksTo: "data.partner.example:8883" });
  await save(saveData, { collects: "Number of bicycles", identifies: "no", kept: "One year", shared: "Nobody" });
  await save(saveSecurity, { updates: "Over the air, within two weeks", watches: "Our operations room", reacts: "Within an hour", passwords: "changed", ports: "closed", exceptions: "" });
  await save(saveContact, { name: "Mina Member", email: member, telephone: "+44 555 0170" });
  await save(saveTerms, { paid: "Nothing", others: "Nobody", contract: "" });
  await save(submitApplication, { isTrue: "yes" });
  await must(takeApplication, asDora, { applicationId, version: version++ });
  await must(approveApplication, asDora, { applicationId, version, until: inDays(400), reason, conditions: "" });
}

/** A small city with a few permits in force, by real decisions: what is shaken is a ledger like any other. */
export async function makeCity(): Promise<void> {
  await makePeople();
  const asDora = await as(desk);
  const assets = await makeStreets(asDora);
  await must(registerOrganisation, { kind: "visitor", from: "soak" }, { organisation: "Tern Counting", registrationNumber: "S-1", website: "", publicContact: "hello@partner.example", name: "Mina Member", email: member });
  await takeAccount(member);
  const partner = await db.partner.findFirstOrThrow({ select: { id: true } });
  await must(signTerms, await as(member), { partnerId: partner.id, termsVersion: termsAt(new Date()).version, capacity: "Managing director", mayBind: "yes" });
  await must(verifyPartner, asDora, { partnerId: partner.id, version: 1, reason });
  const asMina = await as(member);
  for (const assetId of assets) await makePermit(partner.id, assetId, asMina, asDora);
}

/** Permits that are stopped and let run again. */
export const permitsToMove = async (): Promise<string[]> => (await db.permit.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
