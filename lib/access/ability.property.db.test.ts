import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { abilityOf, type Action, type GrantHeld, type Held, type SubjectName } from "@/lib/access/ability";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { capabilityNames, partnerCapabilities, staffCapabilities } from "@/lib/access/capabilities";
import { heldBy, heldFrom, type RowOfHeld } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { defaultPolicy } from "@/lib/access/policy";
import { db } from "@/lib/core/db";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { good, testCity } from "@/lib/core/test-city";
import { RolledBack, transaction } from "@/lib/core/transaction";
import { appendAll } from "@/lib/ledger/append";

// The rules three times: as CASL judges a record, as Prisma finds records in many shapes of query, and written out below by hand.

const city = await testCity();
const [agencies, zones] = [[city.lighting.id, city.traffic.id], [city.west.id, city.east.id]];
const classes: AssetClass[] = ["light_pole", "cabinet"];
const partners = [city.partner.id, city.otherPartner.id, (await city.organisation()).id];
const people = [city.officer.id, city.secondOfficer.id, city.partner.member.id];

/** One of a list by number: the same records in every run. */
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const orNothing = <T>(list: readonly T[], n: number): T | null => pick([...list, null], n);
const many = <T>(length: number, make: (n: number) => T): T[] => Array.from({ length }, (_, n) => make(n));
/** How far the nth of something reaches: one, two or none of its limits. */
const reach = (n: number) => ({ partnerId: n % 3 === 0 ? pick(partners, n) : null, agencyId: orNothing(agencies, Math.floor(n / 2)), zoneId: orNothing(zones, Math.floor(n / 3)), assetClass: orNothing(classes, Math.floor(n / 4)), highestTier: orNothing([1, 2, 3, 4], n) });

const entry = (type: string, id: string, to: string) => ({ name: "test.filled", subject: { type, id }, from: null, to, grantId: null, actorKind: "operator" as const, actorId: null, open: {}, sealed: {}, causeId: null });
async function fill(): Promise<void> {
  await transaction(async (tx) => {
    const applications = many(48, (n) => ({
      id: randomUUID(), reference: `R${n}`, title: "T", partnerId: pick(partners, n), status: "submitted" as const,
      agencyId: orNothing(agencies, n), zoneId: orNothing(zones, Math.floor(n / 2)), assetClass: orNothing(classes, Math.floor(n / 3)), tier: 1 + (n % 4), submittedAt: n % 5 === 0 ? null : new Date(0),
    }));
    const submissions = applications.map(({ id }) => ({ id: randomUUID(), applicationId: id, number: 1, content: {}, contentHash: "", sentById: city.partner.member.id }));
    const permits = applications.map(({ submittedAt: _, status: __, ...scope }, n) => ({ ...scope, id: randomUUID(), applicationId: scope.id, submissionId: submissions[n]?.id ?? "", status: "active" as const, startsOn: new Date(0), expiresOn: new Date(0), reason: good, decidedById: city.officer.id, decidedAt: new Date(0) }));
    const grants = many(60, (n) => ({ id: randomUUID(), personId: pick(people, n), capability: pick(capabilityNames, n), validFrom: new Date(0), reason: good, givenById: city.admin.id, ...reach(n) }));
    const requests = many(36, (n) => ({ id: randomUUID(), kind: "proposed" as const, personId: pick(people, n), askedById: pick(people, Math.floor(n / 2)), capability: pick(capabilityNames, n), reason: good, expiresAt: new Date(), ...reach(n) }));
    const interests = many(12, (n) => ({ id: randomUUID(), personId: pick(people, n), partnerId: pick(partners, Math.floor(n / 3)), kind: "other" as const, reason: good, declaredById: city.admin.id }));
    const trainings = many(12, (n) => ({ id: randomUUID(), personId: pick(people, n), course: pick(defaultPolicy.courses, n), passedOn: new Date(0), validUntilOn: new Date(0), recordedById: city.admin.id }));
    const exceptions = many(12, (n) => ({ id: randomUUID(), personId: pick(people, n), pair: "assess_decide", reason: good, givenById: city.admin.id, validUntil: new Date() }));
    const reviews = many(3, (n) => ({ id: randomUUID(), title: `Review ${n}`, scope: {}, silence: "end" as const, dueOn: new Date(0), launchedById: pick(people, n) }));
    const findings = many(12, (n) => ({ id: randomUUID(), entryId: randomUUID(), weight: "remark" as const, words: good, raisedById: city.admin.id, concernsId: orNothing(people, n) }));
    const samples = many(3, (n) => ({ id: randomUUID(), count: n, seed: "", below: 1n, takenById: pick(people, n), reason: good }));
    const holds = many(6, (n) => ({ id: randomUUID(), personId: pick(people, n), reason: good, placedById: city.admin.id }));
    const stops = applications.map(({ partnerId, agencyId, zoneId, assetClass, tier }, n) => ({ id: randomUUID(), effect: "suspend" as const, onMake: "M", onModel: `M${n}`, partnerId: n % 4 === 0 ? null : partnerId, agencyId, zoneId, assetClass, tier, reason: good, orderedById: pick(people, n), orderedAt: new Date(0), devices: 0, permits: 0 }));
    const concerns = applications.map(({ partnerId, agencyId, zoneId, assetClass }, n) => ({ id: randomUUID(), reference: `C${n}`, kind: "wrong" as const, words: good, place: "P", partnerId: n % 4 === 0 ? null : partnerId, agencyId, zoneId, assetClass, receivedAt: new Date(0), dueOn: new Date(0) }));
    const askings = many(12, (n) => ({ id: randomUUID(), reference: `D${n}`, kind: "access" as const, words: good, email: "a@b.test", street: "Quay Street", onDay: new Date(0), askedAt: new Date(0) }));
    const wordings = many(4, (n) => ({ id: randomUUID(), template: `letter-${n}`, version: 1, subject: "S", text: "T", savedById: pick(people, n), savedAt: new Date(0) }));
    const policy = { id: randomUUID(), number: 1, content: defaultPolicy, reason: good };
    await tx.application.createMany({ data: applications });
    await tx.submission.createMany({ data: submissions });
    await tx.permit.createMany({ data: permits });
    // Some are to take the place of another's permit.
    for (const [n, { id }] of applications.entries()) {
      const permit = n % 4 === 1 ? permits[(n + 7) % permits.length] : undefined;
      if (permit) await tx.application.update({ where: { id }, data: { kind: "amendment", replacesId: permit.id, fromPartnerId: permit.partnerId }, select: { id: true } });
    }
    await tx.grant.createMany({ data: grants });
    await tx.grantRequest.createMany({ data: requests });
    await tx.interest.createMany({ data: interests });
    await tx.training.createMany({ data: trainings });
    await tx.apartException.createMany({ data: exceptions });
    await tx.review.createMany({ data: reviews });
    await tx.reviewItem.createMany({ data: many(24, (n) => ({ reviewId: pick(reviews, n).id, grantId: pick(grants, n).id, holderId: pick(people, n), reviewerId: n % 4 === 3 ? null : pick(people, n + 1 + (n % 2)), snapshot: {} })) });
    await tx.finding.createMany({ data: findings });
    await tx.sample.createMany({ data: samples });
    await tx.legalHold.createMany({ data: holds });
    await tx.stop.createMany({ data: stops });
    await tx.accessPolicy.create({ data: policy });
    await tx.noticeWording.createMany({ data: wordings });
    await tx.concern.createMany({ data: concerns });
    await tx.dataRequest.createMany({ data: askings });
    await tx.dataRequestPart.createMany({ data: many(24, (n) => ({ requestId: pick(askings, Math.floor(n / 2)).id, partnerId: pick(partners, n), devices: [], dueOn: new Date(0) })) });
    await tx.asset.createMany({ data: many(12, (n) => ({ code: `A${n}`, agencyId: pick(agencies, n), assetClass: pick(classes, n), lat: 0, lon: 0 })) });
    await tx.network.createMany({ data: many(6, (n) => ({ code: `N${n}`, name: "N", kind: "wifi" as const, agencyId: pick(agencies, n) })) });
    await tx.assetImport.createMany({ data: many(12, (n) => ({ fileName: "f", fileHash: "", fileBytes: 1, agencyId: orNothing(agencies, n), startedById: pick(people, Math.floor(n / 3)), inspection: {} })) });
    const entries = (kind: string, of: { id: string }[], status: string) => of.map(({ id }) => entry(kind, id, status));
    await appendAll(tx, [
        ...entries("Application", applications, "submitted"), ...entries("Permit", permits, "active"), ...entries("Grant", grants, "given"), ...entries("GrantRequest", requests, "pending"), ...entries("Interest", interests, "given"),
        ...entries("Training", trainings, "given"), ...entries("ApartException", exceptions, "given"), ...entries("Review", reviews, "open"), ...entries("AccessPolicy", [policy], "effective"), ...wordings.map(({ id, template }) => ({ ...entry("NoticeWording", id, "written"), open: { letter: template } })), ...entries("Finding", findings, "open"), ...entries("Sample", samples, "announced"), ...entries("Concern", concerns, "received"), ...entries("DataRequest", askings, "forwarded"), ...entries("LegalHold", holds, "given"), ...entries("Stop", stops, "standing"),
    ]);
  });
}
await fill();

type Row = Record<string, unknown> & { id: string };
type Query = Record<string, unknown>;
/** What every model of Prisma can do, as far as it is used here. */
interface Model {
  findMany(query?: Query): Promise<Row[]>;
  findFirst(query: Query): Promise<Row | null>;
  count(query: Query): Promise<number>;
  aggregate(query: Query): Promise<{ _count: { _all: number } }>;
  groupBy(query: Query): Promise<Row[]>;
  update(query: Query): Promise<Row>;
  updateMany(query: Query): Promise<{ count: number }>;
}
const modelOf = (from: object, kind: string) => Reflect.get(from, kind.charAt(0).toLowerCase() + kind.slice(1)) as Model;

const trades: Action[] = ["review_assets", "review_security", "review_privacy", "review_network"];
const groups: Action[] = ["read_security", "read_identifiers", "read_contacts", "read_terms"];
const kinds: Record<SubjectName, Action[]> = {
  Application: ["read", "write", "examine", "take", "assess", "request_changes", "assign", "set_tier", "write_to_partner", "approve", "refuse", ...trades, ...groups],
  Permit: ["read", "surrender", "show", "check", "examine", "suspend", "resume", "revoke", ...groups],
  Partner: ["read", "examine", "verify", "invite", "sign"],
  Person: ["examine", "invite", "deactivate", "forget", "follow"],
  Grant: ["examine", "give", "end", "ratify", "take_emergency"],
  Agency: ["manage_assets"],
  Asset: ["manage_assets"],
  AssetImport: ["manage_assets"],
  Zone: ["manage_assets"],
  Network: ["manage_assets"],
  LedgerEntry: ["examine", "open"],
  GrantRequest: ["examine", "ask", "withdraw", "decide"],
  Interest: ["examine", "declare", "end"],
  Training: ["examine", "record", "end"],
  ApartException: ["examine", "give", "end"],
  AccessPolicy: ["publish"],
  NoticeWording: ["examine", "word"],
  Concern: ["examine", "answer"],
  DataRequestPart: ["read", "answer"],
  Review: ["examine", "launch", "close"],
  ReviewItem: ["answer"],
  Finding: ["examine", "raise", "answer", "close"],
  Sample: ["examine", "launch"],
  LegalHold: ["examine", "place", "end"],
  Stop: ["suspend", "revoke", "resume", "ratify", "set_aside", "decide"],
  Appeal: ["read", "examine", "appeal", "withdraw", "decide"],
  Consideration: ["read", "examine", "consider", "answer"],
};
const pairs = (Object.entries(kinds) as [SubjectName, Action[]][]).flatMap(([kind, actions]) => actions.map((action) => [kind, action] as const));
const everyAction = [...new Set(Object.values(kinds).flat())];

interface Parent {
  kind: string;
  relation: string;
  /** The child's column with the parent's id. */
  by: string;
}
/** From which record the others hang, for queries that reach them through a relation. */
const hangsFrom: Partial<Record<SubjectName, Parent>> = {
  Application: { kind: "Partner", relation: "applications", by: "partnerId" },
  Permit: { kind: "Partner", relation: "permits", by: "partnerId" },
  Grant: { kind: "Person", relation: "grants", by: "personId" },
  Asset: { kind: "Agency", relation: "assets", by: "agencyId" },
  Network: { kind: "Agency", relation: "networks", by: "agencyId" },
  AssetImport: { kind: "Person", relation: "imports", by: "startedById" },
  GrantRequest: { kind: "Person", relation: "asksFor", by: "personId" },
  Interest: { kind: "Person", relation: "interests", by: "personId" },
  Training: { kind: "Person", relation: "training", by: "personId" },
  ApartException: { kind: "Person", relation: "exceptions", by: "personId" },
  Review: { kind: "Person", relation: "reviewsLaunched", by: "launchedById" },
  ReviewItem: { kind: "Review", relation: "items", by: "reviewId" },
};
/** What has a version that the app may count up. */
const versioned = new Set<SubjectName>(["Application", "Permit", "Partner", "Person", "Asset", "AssetImport", "Grant", "GrantRequest", "Interest", "Training", "ApartException", "Review", "ReviewItem"]);

const everything = new Map<SubjectName, Row[]>();
for (const kind of Object.keys(kinds) as SubjectName[]) everything.set(kind, await modelOf(db, kind).findMany());

/** Writes, looks at what came of it, and undoes it. */
async function undone<T>(work: (tx: object) => Promise<T>): Promise<T> {
  try {
    return await transaction(async (tx) => {
      throw new RolledBack(await work(tx));
    });
  } catch (problem) {
    if (problem instanceof RolledBack) return problem.because as T;
    throw problem;
  }
}

type Answer = string[] | number | { parents: string[] } | null;
/** How a filter is used in queries. Each answers the ids it lets through, or how many, or from which parents they hang. */
const shapes: Record<string, (kind: SubjectName, where: Query, ids: string[]) => Promise<Answer>> = {
  "alone": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where })),
  "inside AND": async (kind, where, ids) => idsOf(await modelOf(db, kind).findMany({ where: { AND: [{ id: { in: ids } }, where] } })),
  "inside AND, alone": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { AND: [where] } })),
  "inside OR": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { OR: [{ id: { in: [] } }, where] } })),
  "inside NOT NOT": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { NOT: { NOT: { AND: [where] } } } })),
  "counted": (kind, where) => modelOf(db, kind).count({ where: { AND: [where] } }),
  "aggregated": async (kind, where) => (await modelOf(db, kind).aggregate({ where, _count: { _all: true } }))._count._all,
  "grouped": async (kind, where) => idsOf(await modelOf(db, kind).groupBy({ by: ["id"], where, _count: { _all: true } })),
  "one by one": async (kind, where, ids) => {
    const found = await Promise.all(ids.slice(0, 8).map((id) => modelOf(db, kind).findFirst({ where: { AND: [{ id }, where] } })));
    const left = idsOf(await modelOf(db, kind).findMany({ where: { AND: [{ id: { in: ids.slice(8) } }, where] } }));
    return [...found.flatMap((row) => row?.id ?? []), ...left];
  },
  "included": async (kind, where) => {
    const parent = hangsFrom[kind];
    return parent ? (await modelOf(db, parent.kind).findMany({ include: { [parent.relation]: { where } } })).flatMap((row) => idsOf(row[parent.relation] as Row[])) : null;
  },
  "counted under its parent": async (kind, where) => {
    const parent = hangsFrom[kind];
    if (!parent) return null;
    const rows = await modelOf(db, parent.kind).findMany({ select: { id: true, _count: { select: { [parent.relation]: { where } } } } });
    return rows.reduce((sum, row) => sum + ((row._count as Record<string, number>)[parent.relation] ?? 0), 0);
  },
  "of parents that have some": async (kind, where) => {
    const parent = hangsFrom[kind];
    return parent ? { parents: idsOf(await modelOf(db, parent.kind).findMany({ where: { [parent.relation]: { some: where } } })) } : null;
  },
  "updated, and undone": async (kind, where) => (versioned.has(kind) ? (await undone((tx) => modelOf(tx, kind).updateMany({ where: { AND: [where] }, data: { version: { increment: 1 } } }))).count : null),
  "updated under its parent, and undone": async (kind, where) => {
    const parent = hangsFrom[kind];
    if (!parent || !versioned.has(kind)) return null;
    return undone(async (tx) => {
      for (const { id } of everything.get(parent.kind as SubjectName) ?? []) await modelOf(tx, parent.kind).update({ where: { id }, data: { [parent.relation]: { updateMany: { where, data: { version: 7_000 } } } } });
      return idsOf(await modelOf(tx, kind).findMany({ where: { version: 7_000 } }));
    });
  },
};
const idsOf = (rows: Row[]): string[] => rows.map(({ id }) => id);

const caseActs = new Set<Action>(["examine", "take", "assign", "set_tier", "write_to_partner", "assess", "request_changes", "approve", "refuse", "suspend", "resume", "revoke", "check", "verify", "consider", "review_assets", "review_security", "review_privacy", "review_network"]);

/** The rules in plain words, without CASL. */
function allowed({ personId, isActive, grants, ownPartnerIds, formerPartnerIds, interestPartnerIds, policy }: Held, action: Action, kind: SubjectName, record: Row): boolean {
  if (!isActive) return false;
  const isMine = (column: string) => record[column] === personId;

  // Nobody works on the cases of a partner they are tied to; what they may read of their own partner, they read as a member.
  const partnerId = String(kind === "Partner" ? record.id : record.partnerId);
  if (kind === "Application" || kind === "Permit" || kind === "Partner" || kind === "Consideration" || kind === "Appeal") {
    const [isOwn, isTied] = [ownPartnerIds.includes(partnerId), formerPartnerIds.includes(partnerId) || interestPartnerIds.includes(partnerId)];
    if ((isOwn || isTied) && (caseActs.has(action) || (kind === "Appeal" && action === "decide"))) return false;
    if (isTied && action.startsWith("read_")) return false;
  }
  if (kind === "Application" && record.fromPartnerId) {
    const [isOwn, isTied] = [ownPartnerIds.includes(String(record.fromPartnerId)), formerPartnerIds.includes(String(record.fromPartnerId)) || interestPartnerIds.includes(String(record.fromPartnerId))];
    if ((isOwn || isTied) && caseActs.has(action)) return false;
    if (isTied && action.startsWith("read_")) return false;
  }
  if ((kind === "Stop" || kind === "Concern") && [...ownPartnerIds, ...formerPartnerIds, ...interestPartnerIds].includes(partnerId)) return false;
  // Nobody acts on themselves.
  const toOneself: Partial<Record<string, boolean>> = {
    "give Grant": isMine("personId"), "ratify Grant": isMine("personId"), "decide GrantRequest": isMine("personId") || isMine("askedById"), "end Interest": isMine("personId"), "record Training": isMine("personId"), "end Training": isMine("personId"),
    "give ApartException": isMine("personId"), "answer ReviewItem": isMine("holderId"), "deactivate Person": isMine("id"), "forget Person": isMine("id"), "place LegalHold": isMine("personId"), "end LegalHold": isMine("personId"), "decide Appeal": isMine("decidedFirstById"), "ratify Stop": isMine("orderedById"), "decide Stop": isMine("orderedById"),
  };
  if (toOneself[`${action} ${kind}`]) return false;
  // Everybody asks, declares and answers for themselves.
  const forOneself: Partial<Record<string, boolean>> = { "follow Person": isMine("id"), "ask GrantRequest": isMine("personId") && isMine("askedById"), "withdraw GrantRequest": isMine("askedById") || isMine("personId"), "declare Interest": isMine("personId"), "answer ReviewItem": isMine("reviewerId"), "examine Finding": isMine("concernsId"), "answer Finding": isMine("concernsId") };
  if (forOneself[`${action} ${kind}`]) return true;

  return grants.some((grant) => {
    const isOne = (...acts: Action[]) => acts.includes(action);
    const place = (["agencyId", "zoneId", "assetClass", "partnerId"] as const).every((limit) => grant[limit] === null || grant[limit] === record[limit]);
    const reaches = place && (grant.highestTier === null || Number(record.tier) <= grant.highestTier);
    const covers = place && (grant.highestTier === null || (record.highestTier !== null && Number(record.highestTier) <= grant.highestTier));
    const isForStaff = (staffCapabilities as string[]).includes(String(record.capability));
    const isUnbound = [grant.agencyId, grant.zoneId, grant.assetClass, grant.highestTier, grant.partnerId].every((limit) => limit === null);
    const ofAgency = (column: string) => grant.agencyId === null || grant.agencyId === record[column];
    const isSent = record.submittedAt !== null;
    const forPartner = (column: string) => grant.partnerId !== null && grant.partnerId === record[column];
    const reads = action === `read_${grant.capability.split(".")[0] ?? ""}`;
    const rule: Partial<Record<string, boolean>> = {
      "applications.review Application": isOne("examine", "take", "assign", "assess", "set_tier", "request_changes", "write_to_partner") && isSent && reaches,
      "assets.review Application": isOne("examine", "review_assets") && isSent && reaches,
      "security.review Application": isOne("examine", "review_security", "read_security", "read_identifiers") && isSent && reaches,
      "privacy.review Application": isOne("examine", "review_privacy") && isSent && reaches,
      "networks.review Application": isOne("examine", "review_network", "read_identifiers") && isSent && reaches,
      "permits.decide Appeal": isOne("examine", "decide") && record.against === "refusal" && reaches,
      "permits.suspend Appeal": isOne("examine", "decide") && record.against === "suspension" && reaches,
      "permits.revoke Appeal": isOne("examine", "decide") && record.against === "revocation" && reaches,
      "deployments.apply Appeal": isOne("read", "appeal", "withdraw") && forPartner("partnerId"),
      "applications.review Consideration": isOne("examine") && reaches,
      "permits.decide Consideration": (isOne("examine") || (isOne("consider") && record.intends === "refusal")) && reaches,
      "permits.suspend Consideration": (isOne("examine") || (isOne("consider") && record.intends === "suspension")) && reaches,
      "permits.revoke Consideration": (isOne("examine") || (isOne("consider") && record.intends === "revocation")) && reaches,
      "deployments.apply Consideration": isOne("read", "answer") && forPartner("partnerId"),
      "applications.review Permit": isOne("examine") && reaches,
      "permits.suspend Stop": isOne("suspend", "resume", "ratify", "set_aside") && reaches,
      "permits.revoke Stop": isOne("revoke", "set_aside", "decide") && reaches,
      "permits.decide Application": isOne("examine", "take", "assign", "set_tier", "request_changes", "write_to_partner", "approve", "refuse") && isSent && reaches,
      "permits.decide Permit": isOne("examine", "check") && reaches,
      "permits.suspend Permit": isOne("examine", "suspend", "resume", "check") && reaches,
      "permits.revoke Permit": isOne("examine", "revoke") && reaches,
      ...Object.fromEntries(["security", "identifiers", "contacts", "terms"].flatMap((group) => [[`${group}.read Application`, reads && isSent && reaches], [`${group}.read Permit`, reads && reaches]])),
      "partners.verify Partner": isOne("examine", "verify"),
      "people.invite Person": isOne("examine", "invite"),
      "people.grant Person": isOne("examine"),
      "people.grant Grant": isOne("examine", "give", "end", "ratify") && isForStaff && covers,
      "people.grant GrantRequest": isOne("examine", "decide") && isForStaff && covers,
      "people.grant Interest": isOne("examine") || (isOne("declare", "end") && isUnbound),
      "people.grant Training": isOne("examine"),
      "people.grant ApartException": isOne("examine") || (isOne("give", "end") && isUnbound),
      "people.grant Review": isOne("examine"),
      "people.deactivate Person": isOne("examine", "deactivate"),
      "training.record Person": isOne("examine"),
      "training.record Training": isOne("examine", "record", "end"),
      "reviews.run Person": isOne("examine"),
      "reviews.run Review": isOne("examine", "launch", "close"),
      "policies.publish AccessPolicy": isOne("publish"),
      "notices.word NoticeWording": isOne("examine", "word"),
      "deployments.apply DataRequestPart": isOne("read", "answer") && forPartner("partnerId"),
      "concerns.answer Concern": isOne("examine", "answer") && place,
      "emergency.take Grant": isOne("take_emergency") && isMine("personId") && (policy.emergency.capabilities as string[]).includes(String(record.capability)) && covers,
      "assets.manage Agency": isOne("manage_assets") && ofAgency("id"),
      "assets.manage Asset": isOne("manage_assets") && ofAgency("agencyId"),
      "assets.manage Network": isOne("manage_assets") && ofAgency("agencyId"),
      "assets.manage AssetImport": isOne("manage_assets") && (ofAgency("agencyId") || (record.agencyId === null && isMine("startedById"))),
      "assets.manage Zone": isOne("manage_assets") && grant.agencyId === null,
      ...Object.fromEntries(["LedgerEntry", "Person", "Grant", "GrantRequest", "Interest", "Training", "ApartException", "Review", "LegalHold"].map((each) => [`ledger.read ${each}`, isOne("examine")])),
      "ledger.read Finding": isOne("examine", "raise", "close"),
      "ledger.read Sample": isOne("examine", "launch"),
      "ledger.open LedgerEntry": isOne("examine", "open"),
      "people.forget Person": isOne("examine", "forget"),
      "people.forget LegalHold": isOne("examine", "place", "end"),
      "deployments.apply Application": isOne("read", "write", ...groups) && forPartner("partnerId"),
      "deployments.apply Permit": isOne("read", "surrender", "show", ...groups) && forPartner("partnerId"),
      "deployments.apply Partner": isOne("read") && forPartner("id"),
      "members.invite Partner": isOne("read", "invite", "sign") && forPartner("id"),
      "members.invite Grant": isOne("give", "end") && forPartner("partnerId") && (partnerCapabilities as string[]).includes(String(record.capability)) && [record.agencyId, record.zoneId, record.assetClass, record.highestTier].every((limit) => limit === null),
    };
    return rule[`${grant.capability} ${kind}`] ?? false;
  });
}

const grantOf = (grant: Partial<GrantHeld>): GrantHeld => ({
  id: randomUUID(), capability: "", agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: null, validUntil: null, needsStrength: null, needsRecentMinutes: null, needsTraining: null, isEmergency: false, ...grant,
});
const heldOf = (held: Partial<Held>): Held => ({ personId: "p", isActive: true, grants: [], dormant: [], ownPartnerIds: [], formerPartnerIds: [], interestPartnerIds: [], policy: defaultPolicy, ...held });

/** Half of all grants have no limit at all, or every one would be denied nearly everything. */
const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 1 });
const anyGrant = fc
  .record({
    // Of the rich capabilities more than of the others; and words that no list knows.
    capability: fc.oneof({ weight: 9, arbitrary: fc.constantFrom<string>(...capabilityNames) }, { weight: 4, arbitrary: fc.constantFrom("people.grant", "permits.decide", "deployments.apply", "security.read", "emergency.take") }, { weight: 1, arbitrary: fc.constantFrom("everything", "__proto__", "constructor") }),
    agencyId: sometimes(fc.constantFrom(...agencies)),
    zoneId: sometimes(fc.constantFrom(...zones)),
    assetClass: sometimes(fc.constantFrom(...classes)),
    highestTier: sometimes(fc.integer({ min: 1, max: 4 })),
    partnerId: sometimes(fc.constantFrom(...partners)),
    isUnbound: fc.boolean(),
  })
  .map(({ isUnbound, ...limits }) => grantOf(isUnbound ? { capability: limits.capability, partnerId: (partnerCapabilities as string[]).includes(limits.capability) ? limits.partnerId : null } : limits));
/** A few of any kind, or many of one kind, which the filter of a query puts together. */
const anyGrants = fc.oneof(
  { weight: 3, arbitrary: fc.array(anyGrant, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom<string>(...capabilityNames, "permits.decide", "people.grant", "deployments.apply"), fc.array(anyGrant, { minLength: 6, maxLength: 16 })).map(([capability, grants]) => grants.map((grant) => ({ ...grant, capability }))) },
);
const somePartners = fc.oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.subarray(partners, { maxLength: 2 }) });
const anybody: fc.Arbitrary<Held> = fc
  .record({
    personId: fc.constantFrom(...people), grants: anyGrants, ownPartnerIds: somePartners, formerPartnerIds: somePartners, interestPartnerIds: somePartners,
    isActive: fc.oneof({ weight: 19, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    emergency: fc.subarray(staffCapabilities),
  })
  .map(({ emergency, ...held }) => heldOf({ ...held, policy: { ...defaultPolicy, emergency: { ...defaultPolicy.emergency, capabilities: emergency } } }));

async function agree(somebody: Held, shape: string): Promise<{ compared: number; allowed: number }> {
  const ability = abilityOf(somebody);
  const ask = shapes[shape];
  const cases = { compared: 0, allowed: 0 };
  await Promise.all(
    pairs.map(async ([kind, action]) => {
      const rows = everything.get(kind) ?? [];
      const byHand = rows.filter((row) => allowed(somebody, action, kind, row));
      const byRecord = rows.filter((row) => may(ability, action, kind, row).may).map(({ id }) => id);
      expect({ kind, action, ids: byRecord }).toEqual({ kind, action, ids: idsOf(byHand) });
      const found = await ask?.(kind, authorizedWhere(ability, action, kind) as Query, idsOf(rows));
      if (typeof found === "number") expect({ kind, action, shape, count: found }).toEqual({ kind, action, shape, count: byHand.length });
      else if (Array.isArray(found)) expect({ kind, action, shape, ids: found.toSorted() }).toEqual({ kind, action, shape, ids: idsOf(byHand).toSorted() });
      else if (found) expect({ kind, action, shape, parents: found.parents.toSorted() }).toEqual({ kind, action, shape, parents: [...new Set(byHand.map((row) => String(row[hangsFrom[kind]?.by ?? ""])))].toSorted() });
      // All or nothing may be read of the ledger: that is no comparison worth counting. Nor is what a shape cannot ask.
      if (kind === "LedgerEntry" || found === null) return;
      cases.compared += rows.length;
      cases.allowed += byHand.length;
    }),
  );
  return cases;
}

describe("what a person may do", () => {
  it("is the same for one record, for every shape of query, and as written out by hand", { timeout: 240_000 }, async () => {
    const cases = { compared: 0, allowed: 0 };
    const names = Object.keys(shapes);
    let turn = 0;
    await fc.assert(
      // Each shape in its turn, so that all are asked equally often.
      fc.asyncProperty(anybody, async (somebody) => {
        const { compared, allowed: yes } = await agree(somebody, pick(names, turn++));
        cases.compared += compared;
        cases.allowed += yes;
      }),
      { seed: 20261122, numRuns: names.length * 5 },
    );
    expect(cases.compared).toBeGreaterThan(100_000);
    // Neither all yes nor all no, or nothing would have been compared.
    expect(cases.allowed / cases.compared).toBeGreaterThan(0.05);
  });

  it("is as written out by hand for every act on every kind of record, also where the two do not belong together", { timeout: 120_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(anybody, (somebody) => {
        const ability = abilityOf(somebody);
        for (const kind of Object.keys(kinds) as SubjectName[]) {
          for (const action of everyAction) {
            for (const row of (everything.get(kind) ?? []).slice(0, 6)) {
              compared++;
              if (may(ability, action, kind, row).may !== allowed(somebody, action, kind, row)) throw new Error(`${action} ${kind} ${row.id}`);
            }
          }
        }
      }),
      { seed: 20261123, numRuns: 45 },
    );
    expect(compared).toBeGreaterThan(100_000);
  });

  it.each(Object.keys(shapes))("is only what is their own for somebody without a grant: %s", { timeout: 120_000 }, async (shape) => {
    for (const ties of [[], partners]) await agree(heldOf({ personId: people[0] ?? "", ownPartnerIds: ties, formerPartnerIds: ties, interestPartnerIds: ties }), shape);
  });

  it.each(Object.keys(shapes))("is nothing for somebody who left, whatever they hold: %s", { timeout: 120_000 }, async (shape) => {
    const gone = abilityOf(heldOf({ isActive: false, personId: people[0] ?? "", grants: capabilityNames.map((capability) => grantOf({ capability, partnerId: partners[0] ?? null })) }));
    for (const [kind, action] of pairs) {
      const found = await shapes[shape]?.(kind, authorizedWhere(gone, action, kind) as Query, idsOf(everything.get(kind) ?? []));
      expect([kind, action, found ?? 0]).toEqual([kind, action, Array.isArray(found) ? [] : typeof found === "object" && found ? { parents: [] } : 0]);
    }
  });

  it("names the grant that allows it, and the rule that forbids it", () => {
    const [wide, narrow] = [grantOf({ id: "wide", capability: "permits.suspend" }), grantOf({ id: "elsewhere", capability: "permits.suspend", zoneId: city.east.id })];
    const permit = { partnerId: partners[0], agencyId: null, zoneId: city.west.id, assetClass: null, tier: 1 };
    const asked = (held: Partial<Held>) => may(abilityOf(heldOf(held)), "suspend", "Permit", permit);
    const tie = [partners[0] ?? ""];
    expect(asked({ grants: [wide, narrow] })).toEqual({ may: true, grantId: "wide" });
    expect(asked({ grants: [narrow, wide] })).toEqual({ may: true, grantId: "wide" });
    expect(asked({ grants: [narrow] })).toEqual({ may: false, because: null });
    expect(asked({ grants: [wide], ownPartnerIds: tie })).toEqual({ may: false, because: "own_partner" });
    expect(asked({ grants: [wide], formerPartnerIds: tie })).toEqual({ may: false, because: "former_partner" });
    expect(asked({ grants: [wide], interestPartnerIds: tie })).toEqual({ may: false, because: "interest" });
    expect(may(abilityOf(heldOf({ grants: [grantOf({ capability: "people.deactivate" })] })), "deactivate", "Person", { id: "p" })).toEqual({ may: false, because: "to_oneself" });
  });

  it("is never answered for a record whose columns were not loaded", () => {
    const ability = abilityOf(heldOf({ grants: [grantOf({ capability: "permits.suspend" })] }));
    expect(() => may(ability, "suspend", "Permit", { zoneId: null, agencyId: null, assetClass: null, tier: 1 })).toThrow("Permit.partnerId was not loaded");
  });

  it.each([[null], [4], [3]])("a giver of grants up to tier 2 cannot give one up to tier %s", (highestTier) => {
    const ability = abilityOf(heldOf({ grants: [grantOf({ capability: "people.grant", highestTier: 2 })] }));
    const grant = { personId: "q", capability: "permits.decide", partnerId: null, agencyId: null, zoneId: null, assetClass: null, highestTier };
    expect(may(ability, "give", "Grant", grant)).toEqual({ may: false, because: null });
    expect(may(ability, "end", "Grant", grant)).toEqual({ may: false, because: null });
  });
});

describe("what a person holds", () => {
  // To come: whatever is made meanwhile was made before it.
  const now = new Date("2090-11-19T12:00:00Z");
  const before = new Date(now.getTime() - 1);
  const after = new Date(now.getTime() + 1);
  it.each<[what: string, grant: object, secondFactor: boolean, isHeld: boolean]>([
    ["a grant without an end", {}, true, true],
    ["from its first instant", { validFrom: now }, true, true],
    ["not before it", { validFrom: after }, true, false],
    ["to its last instant", { validUntil: after }, true, true],
    ["not from its end on", { validUntil: now }, true, false],
    ["not after its end", { validUntil: before }, true, false],
    ["not once it was ended", { ended: true }, true, false],
    ["not a grant of staff without a second factor", {}, false, false],
    ["a grant of a partner without one too", { capability: "deployments.apply", partnerId: partners[0] }, false, true],
    ["not one of a partner that asks for more", { capability: "deployments.apply", partnerId: partners[0], needsStrength: 2 }, false, false],
    ["not what no list knows", { capability: "everything" }, true, false],
    ["not what was taken in an emergency and nobody ratified in time", { origin: "emergency", givenById: null, validUntil: after, ratifyBy: now }, true, false],
    ["what was taken in an emergency, until then", { origin: "emergency", givenById: null, validUntil: after, ratifyBy: after }, true, true],
  ])("%s", async (_, grant, secondFactor, isHeld) => {
    const person = await city.colleague();
    const id = await city.holds(person, { capability: "permits.suspend", ...grant });
    expect((await heldBy(db, person.id, { at: now, secondFactor })).held.grants.map((each) => each.id)).toEqual(isHeld ? [id] : []);
  });

  it("what was taken in an emergency and ratified holds to its end", async () => {
    const person = await city.colleague();
    const id = await city.holds(person, { capability: "permits.suspend", origin: "emergency", givenById: null, validUntil: after, ratifyBy: before });
    await transaction(async (tx) => {
      await tx.ratification.create({ data: { grantId: id, byId: city.admin.id, outcome: "ratified", reason: good } });
      await appendAll(tx, [entry("Grant", id, "ratified")]);
    });
    const at = async (instant: Date) => (await heldBy(db, person.id, { at: instant, secondFactor: true })).held.grants.map((each) => each.id);
    expect([await at(now), await at(after)]).toEqual([[id], []]);
  });

  it("not from the very instant on at which it was ended, in the present or looked back upon", async () => {
    const person = await city.colleague();
    const id = await city.holds(person, { capability: "permits.suspend", ended: true });
    const { endedAt } = await db.grant.findUniqueOrThrow({ where: { id } });
    const end = endedAt?.getTime() ?? 0;
    const grantsAt = async (at?: Date) => (await heldBy(db, person.id, { secondFactor: true, ...(at ? { at } : {}) })).held.grants.length;
    expect([await grantsAt(), await grantsAt(new Date(end)), await grantsAt(new Date(end + 1))]).toEqual([0, 0, 0]);
    const enrolled = await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: person.id, toStatus: "active" } });
    if (enrolled.at.getTime() < end) expect(await grantsAt(new Date(end - 1))).toBe(1);
  });

  it("nothing, for nobody", async () => {
    expect((await heldBy(db, randomUUID(), { secondFactor: true })).held).toMatchObject({ isActive: false, grants: [], ownPartnerIds: [] });
  });

  it("a partner one belonged to lately keeps one away for the cooling time, and then no more", async () => {
    const person = await city.colleague();
    const day = 86_400_000;
    const ended = new Date(Date.now() - 30 * day);
    await db.membership.create({ data: { personId: person.id, partnerId: city.partner.id, since: new Date(0), endedAt: ended } });
    const heldOn = async (days: number) => (await heldBy(db, person.id, { secondFactor: true, at: new Date(ended.getTime() + days * day) })).held;
    expect((await heldBy(db, person.id, { secondFactor: true })).held).toMatchObject({ ownPartnerIds: [], formerPartnerIds: [city.partner.id] });
    expect((await heldOn(defaultPolicy.coolingDays - 1)).formerPartnerIds).toEqual([city.partner.id]);
    expect((await heldOn(defaultPolicy.coolingDays + 1)).formerPartnerIds).toEqual([]);
  });

  const course = "Emergency stops";
  const asksCourse = { ...defaultPolicy, training: { "permits.suspend": course } };
  const row = (grant: Partial<GrantHeld>, rest: Partial<RowOfHeld> = {}): RowOfHeld => ({ now, status: "active", policy: null, members: null, interests: null, courses: null, grants: [{ ...grantOf({ id: "g", capability: "permits.suspend", ...grant }), validUntil: null }], ...rest });
  it.each<[what: string, row: RowOfHeld, secondFactor: boolean, asleep: Held["dormant"][number]["because"] | null]>([
    ["awake where the rules ask for nothing", row({}), true, null],
    ["asleep without a second factor", row({}), false, "second_factor"],
    ["asleep without the training that the rules ask for", row({}, { policy: asksCourse }), true, "training"],
    ["awake with it", row({}, { policy: asksCourse, courses: ["Another", course] }), true, null],
    ["asleep with another training", row({}, { policy: asksCourse, courses: ["Another"] }), true, "training"],
    ["asleep without the training that the grant itself asks for", row({ needsTraining: course }), true, "training"],
    ["asleep with that one alone, where the rules ask for another of everybody", row({ needsTraining: "Another" }, { policy: asksCourse, courses: ["Another"] }), true, "training"],
    ["awake with both", row({ needsTraining: "Another" }, { policy: asksCourse, courses: ["Another", course] }), true, null],
    ["awake where the rules ask it of another capability", row({ capability: "permits.revoke" }, { policy: asksCourse }), true, null],
    ["asleep for want of a code before anything else", row({}, { policy: asksCourse }), false, "second_factor"],
    ["a partner's, asleep without the training it asks for", row({ capability: "deployments.apply", needsTraining: course }), false, "training"],
  ])("%s", (_, given, secondFactor, asleep) => {
    const held = heldFrom("p", given, secondFactor);
    expect([held.grants.length, held.dormant.map(({ because }) => because)]).toEqual(asleep ? [0, [asleep]] : [1, []]);
    // What sleeps allows nothing.
    const permit = { partnerId: "x", agencyId: null, zoneId: null, assetClass: null, tier: 1 };
    if (asleep) for (const action of everyAction) expect(may(abilityOf(held), action, "Permit", permit).may).toBe(false);
  });

  it.each(["invited", "deactivated", null])("nothing with an account that is %s", (status) => {
    expect(heldFrom("p", row({}, { status, members: [{ partnerId: "x", isFormer: false }], interests: ["y"] }), true)).toMatchObject({ isActive: false, grants: [], dormant: [] });
  });
});
