import { randomUUID } from "node:crypto";
import { append } from "@/lib/ledger/append";
import { capabilities, type Capability } from "@/lib/access/capabilities";
import { defaultPolicy, policyOf, type Pair, type Policy } from "@/lib/access/policy";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db, type Prisma, type Tx } from "@/lib/core/db";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { sentence } from "@/lib/core/refusals";
import { transaction } from "@/lib/core/transaction";
import type { Actor, Decision, Outcome } from "@/lib/decisions/decision";
import { approveRequest } from "@/lib/people/approve-request";
import { giveGrant } from "@/lib/people/give-grant";
import { proposeGrant } from "@/lib/people/propose-grant";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";
import { inviteMember } from "@/lib/partners/invite-member";
import { registerOrganisation } from "@/lib/partners/register-organisation";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsOn } from "@/lib/partners/terms";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { addNetwork } from "@/lib/assets/add-network";
import { importAreas } from "@/lib/assets/import-areas";
import { newId } from "@/lib/core/ids";
import { asSuperuser } from "@/lib/core/test-superuser";
import { partHash, sectionsAsked } from "@/lib/applications/requirements";
import { asked } from "@/lib/applications/tier-asks";
import { contentSchema } from "@/lib/applications/schema";
import { requestChanges } from "@/lib/applications/request-changes";
import { refuseApplication } from "@/lib/applications/refuse";
import { startApplication } from "@/lib/applications/start";
import { submitApplication } from "@/lib/applications/submit";
import { takeApplication } from "@/lib/applications/take";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { approveApplication } from "@/lib/permits/approve";

/** A person of the test city, and that person as one who acts. */
export interface Someone {
  id: string;
  email: string;
  actor: Actor & { kind: "person" };
}

export interface Scope {
  agencyId?: string;
  zoneId?: string;
  assetClass?: AssetClass;
  highestTier?: number;
  partnerId?: string;
}

export type Stage = "draft" | "complete" | "submitted" | "in_review" | "changes_requested" | "approved" | "refused" | "withdrawn";

export const visitor: Actor = { kind: "visitor", from: "a form of a test" };
export const operator: Actor = { kind: "operator" };
/** An id that no record has. */
export const nobodys = "01890000-0000-7000-8000-000000000000";
export const good = "A reason that is long enough to be read.";

/** The city's day so many days from today, as a form sends it. */
export const inDays = (days: number): string => isoDay(addDays(dayOf(new Date()), days));

/** Decides, and fails the test with the sentence where it is refused. */
export async function must<I>(decide: Decision<I>, actor: Actor, input: unknown): Promise<Outcome> {
  const result = await decide(actor, input);
  if (!result.ok) throw new Error(`${decide.name} was refused: ${result.refusal}. ${sentence(result)} ${JSON.stringify(result.issues ?? result.about)}`);
  return result.value;
}

/** The account is taken as by enrolling, without the 70 ms that hashing a password takes. */
async function activate(personId: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: personId }, data: { status: "active", version: { increment: 1 } } });
    await append(tx, { name: "person.enrolled", subject: { type: "Person", id: personId }, from: "invited", to: "active", grantId: null, actorKind: "visitor", actorId: personId, open: {}, sealed: {}, causeId: null });
  });
}

const someone = (id: string, email: string): Someone => ({ id, email, actor: { kind: "person", personId: id, secondFactor: true, confirmedAt: new Date() } });
/** The same person, signed in without a second factor. */
export const withoutSecondFactor = ({ id }: Someone): Actor => ({ kind: "person", personId: id, secondFactor: false, confirmedAt: new Date() });
/** The same person, who last proved so many minutes ago that it is them; null: never. */
export const confirmed = ({ id }: Someone, minutesAgo: number | null): Actor => ({ kind: "person", personId: id, secondFactor: true, confirmedAt: minutesAgo === null ? null : new Date(Date.now() - minutesAgo * 60_000) });

async function byEmail(email: string): Promise<Someone> {
  const { id } = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  await activate(id);
  return someone(id, email);
}

let count = 0;
/** Different at each call, and the same in every run. */
const nth = (word: string): string => `${word}${++count}`;

const square = (code: string, name: string, west: number) => ({
  type: "Feature",
  properties: { code, name },
  geometry: { type: "Polygon", coordinates: [[[west, 52], [west + 0.01, 52], [west + 0.01, 52.01], [west, 52.01], [west, 52]]] },
});

const everything: Capability[] = ["applications.review", "assets.review", "security.review", "privacy.review", "networks.review", "permits.decide", "permits.suspend", "permits.revoke", "partners.verify", "assets.manage", "security.read", "identifiers.read", "contacts.read", "terms.read"];

/**
 * A small city, made by the decisions wherever that matters: an administrator, two zones, two agencies, a network, a verified partner with two
 * members, another partner, and two officers who hold every grant of the desk without limit. More people, assets and applications
 * are made as a test asks for them.
 */
export async function testCity() {
  const { subjectId: adminId } = await must(setUpFirstAdministrator, operator, { email: "admin@city.test", name: "Ada Admin" });
  await activate(adminId);
  const admin = someone(adminId, "admin@city.test");

  /** A colleague of the city with no grant, as by inviting and enrolling; in one go, since every test makes many. */
  async function colleague(): Promise<Someone> {
    const word = nth("colleague");
    const person = someone(randomUUID(), `${word}@city.test`);
    await transaction(async (tx) => {
      await tx.person.create({ data: { id: person.id, email: person.email, name: `Cora ${word}`, status: "active" } });
      await append(tx, { name: "person.enrolled", subject: { type: "Person", id: person.id }, from: "invited", to: "active", grantId: null, actorKind: "visitor", actorId: person.id, open: {}, sealed: {}, causeId: null });
    });
    return person;
  }

  // While there is only one who can give, one is enough; from now on the far-reaching grants need them both.
  const secondAdmin = await colleague();
  await must(giveGrant, admin.actor, { personId: secondAdmin.id, capability: "people.grant", reason: good });

  /** A colleague who was given one capability by the administrator, and by the second one where two are needed. */
  async function officerWith(capability: Capability, scope: Scope = {}): Promise<Someone & { grantId: string }> {
    const person = await colleague();
    const wanted = { personId: person.id, capability, reason: good, ...scope };
    if (!defaultPolicy.secondPerson.includes(capability)) return { ...person, grantId: (await must(giveGrant, admin.actor, wanted)).subjectId };
    const { subjectId: requestId } = await must(proposeGrant, admin.actor, wanted);
    await must(approveRequest, secondAdmin.actor, { requestId, version: 1, reason: good });
    return { ...person, grantId: (await db.grantRequest.findUniqueOrThrow({ where: { id: requestId } })).grantId ?? "" };
  }

  type Held = Omit<Prisma.GrantUncheckedCreateInput, "id" | "personId" | "capability" | "validFrom" | "reason"> & { capability: Capability; validFrom?: Date; ended?: boolean };
  /** A grant as no form can give it (other dates, another origin), with its entry, as the database demands. Its id. */
  async function holds(person: { id: string }, grant: Held): Promise<string> {
    const id = randomUUID();
    const { ended, ...rest } = grant;
    await transaction(async (tx) => {
      await tx.grant.create({ data: { id, personId: person.id, validFrom: new Date(0), reason: good, givenById: admin.id, ...rest, ...(ended ? { endedAt: new Date(), endedById: admin.id, endReason: good } : {}) } });
      await append(tx, { name: ended ? "grant.ended" : "grant.given", subject: { type: "Grant", id }, from: null, to: ended ? "ended" : "given", grantId: null, actorKind: "person", actorId: admin.id, open: {}, sealed: {}, causeId: null });
    });
    return id;
  }

  const writtenDown = (tx: Tx, type: string, id: string, to: string) => append(tx, { name: "test.made", subject: { type, id }, from: null, to, grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null });

  /** A tie of a person to a partner, as declared. Its id. */
  async function tie(person: { id: string }, partnerId: string): Promise<string> {
    return transaction(async (tx) => {
      const { id } = await tx.interest.create({ data: { personId: person.id, partnerId, kind: "family", reason: good, declaredById: person.id } });
      await writtenDown(tx, "Interest", id, "given");
      return id;
    });
  }

  /** An exception from a pair of acts kept apart, with a time of its own. Its id. */
  async function exception(person: { id: string }, pair: Pair, { validUntil = addDays(new Date(), 7), ended = false } = {}): Promise<string> {
    return transaction(async (tx) => {
      const { id } = await tx.apartException.create({ data: { personId: person.id, pair, reason: good, givenById: admin.id, validUntil, ...(ended ? { endedAt: new Date(), endedById: admin.id, endReason: good } : {}) } });
      await writtenDown(tx, "ApartException", id, ended ? "ended" : "given");
      return id;
    });
  }

  /** The rules of access as they are, but for these changes; in force from now on. */
  async function rules(changes: Partial<Policy>): Promise<void> {
    await transaction(async (tx) => {
      const last = await tx.accessPolicy.findFirst({ orderBy: { number: "desc" } });
      const { id } = await tx.accessPolicy.create({ data: { number: (last?.number ?? 0) + 1, content: { ...policyOf(last?.content), ...changes }, reason: good } });
      await writtenDown(tx, "AccessPolicy", id, "effective");
    });
  }

  const officers = await Promise.all([colleague(), colleague()]);
  await Promise.all(officers.flatMap((officer) => everything.map((capability) => holds(officer, { capability }))));
  const [officer, secondOfficer] = officers;

  const shapes = { type: "FeatureCollection", features: [square("W", "West", 4), square("E", "East", 4.01)] };
  await must(importAreas, officer.actor, { kind: "zone", file: new File([JSON.stringify(shapes)], "zones.geojson") });
  const west = await db.zone.findUniqueOrThrow({ where: { code: "W" } });
  const east = await db.zone.findUniqueOrThrow({ where: { code: "E" } });
  const lighting = await db.agency.create({ data: { name: "Street Lighting" } });
  const traffic = await db.agency.create({ data: { name: "Traffic" } });
  const { subjectId: networkId } = await must(addNetwork, officer.actor, { agencyId: lighting.id, code: "LORA-1", name: "City LoRaWAN", kind: "lorawan" });

  /** One asset: a pole of Street Lighting in the west with two places, unless said otherwise. Its id. */
  async function asset(of: { agencyId?: string; zoneId?: string | null; assetClass?: AssetClass; slots?: number; code?: string } = {}): Promise<string> {
    const code = of.code ?? nth("P-");
    const { id } = await db.asset.create({ data: { agencyId: lighting.id, zoneId: west.id, assetClass: "light_pole", slots: 2, lat: 52.005, lon: 4.005, place: "Quay Street", ...of, code } });
    return id;
  }

  /** An organisation with its first member; verified, and with the city's terms signed, unless said otherwise. */
  async function organisation({ verified = true, signed = true } = {}) {
    const word = nth("partner");
    const email = `first@${word}.test`;
    await must(registerOrganisation, { kind: "visitor", from: word }, { organisation: `Org ${word}`, registrationNumber: word, website: "", publicContact: `hello@${word}.test`, name: "Olaf First", email });
    const member = await byEmail(email);
    const partner = await db.partner.findFirstOrThrow({ where: { name: `Org ${word}` } });
    if (verified) await must(verifyPartner, officer.actor, { partnerId: partner.id, version: 1, reason: good });
    if (signed) await must(signTerms, member.actor, { partnerId: partner.id, termsVersion: termsOn(inDays(0)).version, capacity: "Managing director", mayBind: "yes" });
    return { id: partner.id, name: partner.name, member };
  }

  const partner = await organisation();
  const otherPartner = await organisation();
  await must(inviteMember, partner.member.actor, { partnerId: partner.id, name: "Sia Second", email: "second@partner.test", mayInvite: "no" });
  const secondMember = await byEmail("second@partner.test");

  /** Answers that make an application complete. `identifies: "yes"` makes it risk tier 3. */
  const answers = (assetIds: string[], identifies: "no" | "anonymous" | "yes" = "yes") => ({
    purpose: { title: "Counting bicycles", purpose: "traffic_and_parking", why: "The city wants to know how many bicycles pass here.", until: inDays(200) },
    devices: { devices: assetIds.map(() => ({ name: "Bicycle counter", make: "Tern", model: "TC-2", serial: "SERIAL-CANARY" })) },
    sites: { assetIds },
    networks: { networkIds: [networkId], talksTo: ["network-canary.example:8883"] },
    data: { collects: ["Number of bicycles"], identifies, kept: "One year", shared: "Nobody" },
    security: { updates: "Over the air, SECURITY-CANARY", watches: "Our operations room", reacts: "Within an hour", passwords: "changed", ports: "closed", exceptions: "" },
    contact: { name: "Carl Contact-Canary", email: "contact-canary@partner.test", telephone: "+44 555 0170" },
    terms: { paid: "Nothing, TERMS-CANARY", others: "Nobody", contract: "" },
  });

  /** All that the tier of a case asks others for, found good by somebody who decides nothing: past the guards, since most tests are about what comes after. */
  async function reviewedByOthers(id: string): Promise<void> {
    const { tier, submissions: [submission] } = await db.application.findUniqueOrThrow({ where: { id }, include: { submissions: true } });
    if (!submission || tier < 2) return;
    const content = contentSchema.parse(submission.content);
    const sections = [...sectionsAsked(content, tier), ...Array.from({ length: asked[tier as 2 | 3 | 4].recommendations }, () => "whole" as const)];
    const rows = sections.map((section, index) => ({ id: newId(), section, partHash: partHash(content, section), byId: [secondAdmin.id, admin.id][index % 2] }));
    await asSuperuser(
      `WITH gone AS (UPDATE "Application" SET "sectionsDue" = '{}' WHERE id = $1) INSERT INTO "SectionReview" (id, "applicationId", "submissionId", section, outcome, words, "partHash", "byId", at) SELECT row.id, $1, $2, row.section, 'satisfied', $4, row."partHash", row."byId", now() FROM jsonb_to_recordset($3::jsonb) AS row (id uuid, section "ReviewedSection", "partHash" text, "byId" uuid)`,
      [id, submission.id, JSON.stringify(rows), good],
    );
  }

  /**
   * An application that has come as far as asked, by its decisions; only the draft is filled in one go. It is of tier 3, in the west,
   * on one pole of Street Lighting, unless said otherwise. `version` is the one to send next.
   */
  async function application(stage: Stage, options: { assetIds?: string[]; identifies?: "no" | "anonymous" | "yes"; from?: string; until?: string; conditions?: string; unreviewed?: true; of?: { id: string; member: Someone } } = {}) {
    const { id: partnerId, member } = options.of ?? partner;
    const assetIds = options.assetIds ?? (stage === "draft" ? [] : [await asset()]);
    const { subjectId: id, reference } = await must(startApplication, member.actor, { partnerId, title: "Counting bicycles" });
    const now = () => db.application.findUniqueOrThrow({ where: { id }, include: { permit: { include: { devices: true } } } });
    const done = async () => {
      const { version, permit } = await now();
      return { id, version, reference: reference ?? "", permit, permitId: permit?.id ?? "", assetIds };
    };
    if (stage === "draft") return done();
    await db.application.update({ where: { id }, data: { draft: answers(assetIds, options.identifies), version: { increment: 1 } } });
    if (stage === "complete") return done();
    await must(submitApplication, member.actor, { applicationId: id, version: 2, isTrue: "yes" });
    if (!options.unreviewed) await reviewedByOthers(id);
    if (stage === "submitted") return done();
    if (stage === "withdrawn") await must(withdrawApplication, member.actor, { applicationId: id, version: 3, reason: good });
    if (stage === "in_review") await must(takeApplication, officer.actor, { applicationId: id, version: 3 });
    if (stage === "changes_requested") await must(requestChanges, officer.actor, { applicationId: id, version: 3, reason: good });
    if (stage === "refused") await must(refuseApplication, officer.actor, { applicationId: id, version: 3, reason: good, grounds: "place", without: "danger" });
    if (stage === "approved") await must(approveApplication, officer.actor, { applicationId: id, version: 3, reason: good, until: options.until ?? inDays(100), conditions: options.conditions ?? "", ...(options.from ? { from: options.from } : {}) });
    return done();
  }

  return { admin, secondAdmin, officer, secondOfficer, west, east, lighting, traffic, networkId, partner, secondMember, otherPartner, colleague, officerWith, holds, tie, exception, rules, asset, organisation, answers, application, reviewedByOthers };
}

export type TestCity = Awaited<ReturnType<typeof testCity>>;

/** Files whose content is what their name says, the smallest there are. */
export const testFile = {
  pdf: (name = "report.pdf", words = "A report.") => new File([`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`], name),
  png: (name = "place.png") => new File([Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64")], name),
  text: (name = "notes.txt", words = "Plain words.") => new File([words], name),
};

/** True where a capability's grant can be limited that way. */
export const canBeLimited = (capability: Capability, by: "agency" | "zone" | "assetClass" | "tier" | "partner"): boolean => (capabilities[capability].scope as readonly string[]).includes(by);
