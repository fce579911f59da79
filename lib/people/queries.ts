import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { db, type Prisma, type Tx } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { asSystem, behindWall, piecesBehindWall } from "@/lib/core/wall";
import { openEnrolmentLink } from "@/lib/session/enrolment-link";
import type { Who } from "@/lib/session/current";
import { oneself, type Action, type SubjectName } from "@/lib/access/ability";
import { staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { acts, explainFor } from "@/lib/access/explain";
import { couldOnCsv, whoCould, whoCouldCsv, type GrantThen, type Where } from "@/lib/access/time-machine";
import { heldBy, inForce } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { addDays, dayOf } from "@/lib/core/calendar";
import { openAll } from "@/lib/ledger/sealing";
import { entryWords } from "@/lib/ledger/words";
import { giversOf, isOnlyGiver, reachOf, type Reach } from "@/lib/people/giving";
import { grantSentence, requestStatus, standingOf } from "@/lib/people/words";

const grantsWithNames = { include: { agency: { select: { name: true } }, zone: { select: { name: true } }, partner: { select: { name: true } }, givenBy: { select: { name: true } }, endedBy: { select: { name: true } }, ratification: { select: { outcome: true } } }, orderBy: { id: "desc" } } as const;

/** The people an administrator may see, by name, in pages of 50. */
export const peopleSeenBy = behindWall(async (who: Who, { find = "", after }: { find?: string; after?: string | undefined }) => {
  const where: Prisma.PersonWhereInput = {
    AND: [authorizedWhere(who.ability, "examine", "Person"), find ? { OR: [{ name: { contains: find, mode: "insensitive" } }, { email: { contains: find.toLowerCase() } }] } : {}],
  };
  const people = await db.person.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: 51, ...(after && isId(after) ? { cursor: { id: after }, skip: 1 } : {}), include: { grants: { where: { endedAt: null }, select: { id: true } }, memberships: { where: { endedAt: null }, select: { partner: { select: { name: true } } } } } });
  return { people: people.slice(0, 50), more: people.length > 50 ? people[49]?.id : undefined };
});

const named = { select: { id: true, name: true } } as const;
const grantWhole = {
  agency: named, zone: named, partner: named, givenBy: named, secondBy: named, endedBy: named,
  supersededBy: { select: { id: true } },
  ratification: { select: { outcome: true, reason: true, at: true, by: named } },
} as const satisfies Prisma.GrantInclude;

/** How often each of a person's grants was used to decide something, and when last. */
async function usesOf(personId: string, grantIds: string[]): Promise<Map<string, { count: number; lastAt: Date }>> {
  const used = await db.ledgerEntry.groupBy({ by: ["grantId"], where: { actorId: personId, grantId: { in: grantIds } }, _count: true, _max: { at: true } });
  return new Map(used.flatMap(({ grantId, _count, _max }) => (grantId && _max.at ? [[grantId, { count: _count, lastAt: _max.at }] as const] : [])));
}

/**
 * One person with every grant they ever held, in sentences; null when it is not for this reader to see. `held` is what they hold
 * now, or held at `at`, by the rules of that day.
 */
export const personFile = behindWall(async (who: Who, id: string, at: Date | null = null) => {
  if (!isId(id)) return null;
  const person = await db.person.findFirst({
    where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "Person")] },
    include: {
      grants: { include: grantWhole, orderBy: { id: "desc" } },
      memberships: { select: { endedAt: true, partner: named } },
      interests: { where: authorizedWhere(who.ability, "examine", "Interest"), include: { partner: named, declaredBy: named, endedBy: named }, orderBy: { id: "desc" } },
      training: { where: authorizedWhere(who.ability, "examine", "Training"), include: { recordedBy: named }, orderBy: [{ endedAt: { sort: "desc", nulls: "first" } }, { validUntilOn: "desc" }] },
      exceptions: { where: authorizedWhere(who.ability, "examine", "ApartException"), include: { givenBy: named }, orderBy: { id: "desc" } },
      asksFor: { where: { AND: [{ status: "pending", expiresAt: { gt: new Date() } }, requestsFor(who)] }, include: { agency: named, zone: named, partner: named, askedBy: named }, orderBy: { id: "desc" } },
    },
  });
  if (!person) return null;
  const now = new Date();
  const legalHolds = await db.legalHold.findMany({ where: { AND: [{ personId: person.id }, authorizedWhere(who.ability, "examine", "LegalHold")] }, orderBy: { id: "desc" } });
  const [uses, { held }] = await Promise.all([usesOf(person.id, person.grants.map((grant) => grant.id)), heldBy(db, person.id, { secondFactor: true, at })]);
  const mayEnd = (kind: "Interest" | "Training" | "ApartException", record: { endedAt: Date | null }) => !record.endedAt && may(who.ability, "end", kind, record).may;
  return {
    ...person,
    held,
    grants: person.grants.map((grant) => ({ ...grant, words: grantSentence(grant), status: standingOf(grant, now), uses: uses.get(grant.id) ?? null, mayEnd: !grant.endedAt && may(who.ability, "end", "Grant", grant).may })),
    interests: person.interests.map((interest) => ({ ...interest, mayEnd: mayEnd("Interest", interest) })),
    legalHolds: legalHolds.map((hold) => ({ ...hold, mayEnd: !hold.endedAt && may(who.ability, "end", "LegalHold", hold).may })),
    training: person.training.map((training) => ({ ...training, mayEnd: mayEnd("Training", training) })),
    exceptions: person.exceptions.map((exception) => ({ ...exception, isOver: exception.endedAt !== null || exception.validUntil <= now, mayEnd: exception.validUntil > now && mayEnd("ApartException", exception) })),
    may: {
      give: person.id !== who.person.id && person.status !== "deactivated" && holds(who, "give", "Grant"),
      declare: may(who.ability, "declare", "Interest", { personId: person.id }).may,
      record: may(who.ability, "record", "Training", { personId: person.id }).may,
      except: may(who.ability, "give", "ApartException", { personId: person.id }).may,
      forget: person.forgottenAt === null && may(who.ability, "forget", "Person", person).may,
      hold: person.forgottenAt === null && may(who.ability, "place", "LegalHold", { personId: person.id }).may,
      deactivate: person.status !== "deactivated" && may(who.ability, "deactivate", "Person", person).may,
      invite: person.id !== who.person.id && person.status !== "deactivated" && may(who.ability, "invite", "Person", person).may,
    },
  };
});
export type PersonFile = NonNullable<Awaited<ReturnType<typeof personFile>>>;
export type GrantOfFile = PersonFile["grants"][number];

/** Whether any of their rules lets a person do this to some record of the kind: for doors and links, never for deciding. */
export const holds = (who: Who, action: Action, kind: SubjectName): boolean => who.ability.rulesFor(action, kind).some((rule) => !rule.inverted && rule.reason !== oneself);

/** One grant of a person, with the chain of grants it goes back to, and what was done with it. */
export const grantFile = behindWall(async (who: Who, personId: string, grantId: string) => {
  const person = await personFile(who, personId);
  const grant = person?.grants.find(({ id }) => id === grantId);
  if (!person || !grant) return null;
  const [chain, deeds] = await Promise.all([chainOf(grant.id), deedsWith(who, grant.id, person.id)]);
  return { person, grant, chain, deeds };
});

/** From a grant back to the first administrator: under which grant of which person each was given. */
export async function chainOf(grantId: string) {
  return db.$queryRaw<{ id: string; capability: string; origin: string; createdAt: Date; reason: string; holderId: string; holder: string; giver: string | null }[]>`
    WITH RECURSIVE chain AS (
      SELECT g.id, g."givenUnderId", 0 AS step FROM "Grant" g WHERE g.id = ${grantId}::uuid
      UNION ALL SELECT g.id, g."givenUnderId", chain.step + 1 FROM "Grant" g JOIN chain ON g.id = chain."givenUnderId" WHERE chain.step < 50)
    SELECT g.id, g.capability, g.origin::text AS origin, g."createdAt", g.reason, p.id AS "holderId", p.name AS holder, giver.name AS giver
    FROM chain JOIN "Grant" g ON g.id = chain.id JOIN "Person" p ON p.id = g."personId" LEFT JOIN "Person" giver ON giver.id = g."givenById" ORDER BY chain.step`;
}

/** What was decided with a grant, newest first: the last hundred. A case or permit is named where the reader may see it. */
export const deedsWith = behindWall(async (who: Who, grantId: string, actorId: string) => {
  const entries = await db.ledgerEntry.findMany({ where: { actorId, grantId }, orderBy: { id: "desc" }, take: 100, select: { id: true, at: true, name: true, subjectType: true, subjectId: true } });
  const idsOf = (type: string) => entries.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  const [applications, permits] = await Promise.all([
    db.application.findMany({ where: { AND: [{ id: { in: idsOf("Application") } }, authorizedWhere(who.ability, "examine", "Application")] }, select: { id: true, reference: true } }),
    db.permit.findMany({ where: { AND: [{ id: { in: idsOf("Permit") } }, authorizedWhere(who.ability, "examine", "Permit")] }, select: { id: true, reference: true } }),
  ]);
  const places = new Map<string, { reference: string; to: string }>([...applications.map(({ id, reference }) => [id, { reference, to: `/staff/cases/${reference}` }] as const), ...permits.map(({ id, reference }) => [id, { reference, to: `/staff/permits/${reference}` }] as const)]);
  return entries.map((entry) => ({ ...entry, words: entryWords[entry.name] ?? entry.name, on: places.get(entry.subjectId) ?? null }));
});

/** The askings a person may see: those they may decide or examine, and their own. */
const requestsFor = (who: Who): Prisma.GrantRequestWhereInput => ({ OR: [authorizedWhere(who.ability, "examine", "GrantRequest"), { personId: who.person.id }, { askedById: who.person.id }] });
const requestWhole = { agency: named, zone: named, partner: named, person: { select: { id: true, name: true, line: true } }, askedBy: named, decidedBy: named } as const satisfies Prisma.GrantRequestInclude;

export const requestViews = ["waiting", "mine", "answered"] as const;
export type RequestView = (typeof requestViews)[number];

/** Askings and proposals, newest first, in pages of 50: those I may decide, my own, and those that are over. */
export const requestsSeenBy = behindWall(async (who: Who, view: RequestView, after?: string) => {
  const now = new Date();
  const isOpen = { status: "pending", expiresAt: { gt: now } } as const;
  const own = { OR: [{ personId: who.person.id }, { askedById: who.person.id }] };
  const wanted: Record<RequestView, Prisma.GrantRequestWhereInput> = {
    waiting: { AND: [isOpen, authorizedWhere(who.ability, "decide", "GrantRequest")] },
    mine: own,
    answered: { AND: [{ NOT: isOpen }, requestsFor(who)] },
  };
  const found = await db.grantRequest.findMany({ where: wanted[view], include: requestWhole, orderBy: { id: "desc" }, take: 51, ...(after && isId(after) ? { cursor: { id: after }, skip: 1 } : {}) });
  return { requests: found.slice(0, 50).map((request) => ({ ...request, standing: requestStatus(request, now) })), more: found.length > 50 ? found[49]?.id : undefined };
});
export type RequestSeen = Awaited<ReturnType<typeof requestsSeenBy>>["requests"][number];

/** One asking, with what this reader may do about it. */
export const requestFile = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  const request = await db.grantRequest.findFirst({ where: { AND: [{ id }, requestsFor(who)] }, include: { ...requestWhole, grant: { select: { id: true, personId: true } } } });
  if (!request) return null;
  const now = new Date();
  const standing = requestStatus(request, now);
  const decide = may(who.ability, "decide", "GrantRequest", request);
  const others = standing === "pending" ? await giversNamed(reachOf(request), now, [request.personId, request.askedById, who.person.id]) : [];
  return {
    ...request, standing, mayDecide: standing === "pending" && decide.may, because: decide.may ? null : decide.because,
    mayWithdraw: standing === "pending" && may(who.ability, "withdraw", "GrantRequest", request).may,
    others,
    needsSecond: request.kind === "asked" && (who.held.policy.secondPerson as string[]).includes(request.capability),
  };
});

/** Who will be told when this person asks for something of this reach, by name. */
export const toldOfAsking = behindWall(async (who: Who, reach: Reach): Promise<string[]> => {
  return giversNamed(reach, new Date(), [who.person.id]);
});
/** By name: who asks need not see what others hold to know whom they ask. */
const giversNamed = (reach: Reach, now: Date, but: string[]): Promise<string[]> =>
  asSystem(async () => {
    const ids = (await giversOf(db, reach, now, but)).map(({ personId }) => personId);
    return (await db.person.findMany({ where: { id: { in: ids } }, orderBy: { name: "asc" }, select: { name: true } })).map(({ name }) => name);
  });

/** What was taken in emergencies, newest first: what may be seen of others, and one's own. */
const emergenciesFor = (who: Who): Prisma.GrantWhereInput => ({ AND: [{ origin: "emergency" }, { OR: [authorizedWhere(who.ability, "examine", "Grant"), { personId: who.person.id }] }] });
export const emergenciesSeenBy = behindWall(async (who: Who) => {
  const found = await db.grant.findMany({ where: emergenciesFor(who), include: { ...grantWhole, person: named }, orderBy: { id: "desc" }, take: 100 });
  return found.map((grant) => ({ ...grant, phase: emergencyPhase(grant, new Date()) }));
});

/** One emergency: what was taken, what was done with it, and whether this reader may say that it was right. */
export const emergencyFile = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  const grant = await db.grant.findFirst({ where: { AND: [{ id }, emergenciesFor(who)] }, include: { ...grantWhole, person: named } });
  if (!grant) return null;
  const verdict = may(who.ability, "ratify", "Grant", grant);
  return { ...grant, phase: emergencyPhase(grant, new Date()), mayRatify: verdict.may && !grant.ratification, because: verdict.may ? null : verdict.because, deeds: await deedsWith(who, grant.id, grant.personId) };
});

/** Where an emergency stands: another person's word is awaited, was said, or did not come in time. */
function emergencyPhase(grant: { ratifyBy: Date | null; ratification: { outcome: "ratified" | "refused" | "examined_late" } | null }, now: Date) {
  if (grant.ratification) return grant.ratification.outcome;
  return grant.ratifyBy && grant.ratifyBy > now ? ("unratified" as const) : ("lapsed" as const);
}

/** Trainings in force that run out within so many days, soonest first, of people who are active. */
export const trainingsEndingFor = behindWall(async (who: Who, days: number = 30) => {
  const today = dayOf(new Date());
  const found = await db.training.findMany({
    where: { AND: [authorizedWhere(who.ability, "examine", "Training"), { endedAt: null, validUntilOn: { gte: today, lte: addDays(today, days) }, person: { status: "active" } }] },
    include: { person: named },
    orderBy: [{ validUntilOn: "asc" }, { id: "asc" }],
    take: 100,
  });
  if (found.length === 0) return [];
  // A course that was passed again meanwhile is nothing to worry about.
  const later = await db.training.findMany({ where: { personId: { in: found.map(({ personId }) => personId) }, endedAt: null, validUntilOn: { gt: addDays(today, days) } }, select: { personId: true, course: true } });
  return found.filter(({ personId, course }) => !later.some((other) => other.personId === personId && other.course === course));
});

/** What waits for this person, to stand on the first page of access. */
export const waitingFor = behindWall(async (who: Who) => {
  const now = new Date();
  const [requests, emergencies, trainings] = await Promise.all([
    db.grantRequest.count({ where: { AND: [{ status: "pending", expiresAt: { gt: now } }, authorizedWhere(who.ability, "decide", "GrantRequest")] } }),
    db.grant.count({ where: { AND: [{ origin: "emergency", ratification: null }, authorizedWhere(who.ability, "ratify", "Grant")] } }),
    trainingsEndingFor(who),
  ]);
  return { requests, emergencies, trainings };
});

/** Who holds a capability now, where and until when; in force, or beginning later. By person, in pages of 200. */
export const holdersOf = behindWall(async (who: Who, capability: Capability, after?: string) => {
  const now = new Date();
  const found = await db.grant.findMany({
    where: { AND: [{ capability, endedAt: null, person: { status: { not: "deactivated" } } }, { OR: [{ validUntil: null }, { validUntil: { gt: now } }] }, authorizedWhere(who.ability, "examine", "Grant")] },
    include: { ...grantWhole, person: { select: { id: true, name: true, line: true, status: true } } },
    orderBy: [{ person: { name: "asc" } }, { id: "asc" }],
    take: 201,
    ...(after && isId(after) ? { cursor: { id: after }, skip: 1 } : {}),
  });
  return { grants: found.slice(0, 200).map((grant) => ({ ...grant, status: standingOf(grant, now) })).filter(({ status }) => status !== "lapsed"), more: found.length > 200 ? found[199]?.id : undefined };
});
export type HolderSeen = Awaited<ReturnType<typeof holdersOf>>["grants"][number];

/** People and what each holds of every capability, in force now: in pages of 50 people, by name. */
export const matrixOf = behindWall(async (who: Who, { after, take = 50 }: { after?: string | undefined; take?: number } = {}) => {
  const inForceNow = { AND: [authorizedWhere(who.ability, "examine", "Grant"), inForce(new Date()), { capability: { in: staffCapabilities } }] };
  const people = await db.person.findMany({
    where: { AND: [authorizedWhere(who.ability, "examine", "Person"), { status: { not: "deactivated" }, grants: { some: inForceNow } }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: take + 1,
    ...(after && isId(after) ? { cursor: { id: after }, skip: 1 } : {}),
    select: { id: true, name: true, line: true, grants: { where: inForceNow, select: { id: true, capability: true, assetClass: true, highestTier: true, validUntil: true, agency: named, zone: named, partner: named } } },
  });
  return { people: people.slice(0, take), more: people.length > take ? people[take - 1]?.id : undefined };
});
export type MatrixRow = Awaited<ReturnType<typeof matrixOf>>["people"][number];

/** The rules of access, version by version, newest first. Every colleague of the city may know by which rules they work. */
export const policyVersions = behindWall((_who: Who) => db.accessPolicy.findMany({ orderBy: { number: "desc" }, take: 50, include: { publishedBy: named } }));

/** Attempts that were denied, newest first, in pages of 50, for those who may read the ledger. */
export const deniedAttempts = behindWall(async (who: Who, { before }: { before?: string | undefined } = {}) => {
  const found = await db.ledgerEntry.findMany({ where: { AND: [authorizedWhere(who.ability, "examine", "LedgerEntry"), { name: "attempt.denied" }, before && isId(before) ? { id: { lt: before } } : {}] }, orderBy: { id: "desc" }, take: 51 });
  const entries = found.slice(0, 50);
  const people = new Map((await db.person.findMany({ where: { id: { in: entries.flatMap(({ actorId }) => actorId ?? []) } }, select: { id: true, name: true } })).map((person) => [person.id, person]));
  const opened = await openAll(db, entries.map(({ id }) => id));
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    attempts: entries.map((entry) => {
      const open = entry.open as Record<string, unknown>;
      const sealed = (field: string) => text(opened.get(entry.id)?.get(field)?.value);
      return { id: entry.id, at: entry.at, person: entry.actorId ? (people.get(entry.actorId) ?? null) : null, attempted: text(open.attempted), why: text(open.why), because: text(open.because), onType: sealed("onType"), onId: sealed("onId") };
    }),
    more: found.length > 50 ? entries[49]?.id : undefined,
  };
});

/** Partners to choose from, by name: to declare a tie, or to limit a grant. */
export const partnersToChoose = behindWall((_who: Who) => db.partner.findMany({ where: { status: { not: "refused" } }, orderBy: { name: "asc" }, take: 1_000, select: { id: true, name: true } }));

/** People to choose from, by name, for those who may see people. */
export const peopleToChoose = behindWall((who: Who) => db.person.findMany({ where: authorizedWhere(who.ability, "examine", "Person"), orderBy: [{ name: "asc" }, { id: "asc" }], take: 2_000, select: { id: true, name: true, line: true } }));

const anywhere = { id: "", personId: "", askedById: "", capability: "applications.review", agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: null, startedById: null, reviewerId: null, holderId: null };

/** What an act is asked about: a case or permit by its reference, a partner by its name, where this reader may see it; or nothing in particular. */
export const recordNamed = behindWall(async (who: Who, kind: SubjectName, typed: string): Promise<{ record: object; title: string } | null> => {
  const wanted = typed.trim().slice(0, 200);
  // Who looks after people asks about any case that was sent, by the reference they were told; what it is about stays hidden where it is not theirs to see.
  const oversees = who.ability.rulesFor("examine", "Grant").some((rule) => !rule.inverted);
  if (kind === "Application") {
    const found = await db.application.findFirst({ where: { reference: wanted.toUpperCase(), OR: [authorizedWhere(who.ability, "examine", "Application"), ...(oversees ? [{ submittedAt: { not: null } }] : [])] } });
    return found && { record: found, title: may(who.ability, "examine", "Application", found).may ? `${found.reference}, ${found.title}` : found.reference };
  }
  if (kind === "Permit") {
    const found = await db.permit.findFirst({ where: { reference: wanted.toUpperCase(), ...(oversees ? {} : { AND: [authorizedWhere(who.ability, "examine", "Permit")] }) } });
    return found && { record: found, title: `${found.reference}, ${found.title}` };
  }
  if (kind === "Partner") {
    const found = await db.partner.findFirst({ where: { AND: [{ name: { equals: wanted, mode: "insensitive" } }, authorizedWhere(who.ability, "examine", "Partner")] } });
    return found && { record: found, title: found.name };
  }
  if (kind === "Agency") {
    const found = await db.agency.findFirst({ where: { name: { equals: wanted, mode: "insensitive" } } });
    return found && { record: found, title: found.name };
  }
  if (kind === "Person") {
    const found = await db.person.findFirst({ where: { AND: [{ OR: [{ email: wanted.toLowerCase() }, { name: { equals: wanted, mode: "insensitive" } }] }, authorizedWhere(who.ability, "examine", "Person")] } });
    return found && { record: found, title: found.name };
  }
  return { record: anywhere, title: "" };
});

export type Asked = { problem: string; field: "act" | "person" | "about" } | { answer: NonNullable<Awaited<ReturnType<typeof explainFor>>>; title: string; words: string };

/** One person's answer to "may they…?", on a day; or a sentence where what was typed cannot be asked about. A person whom this reader may not see is not in the list. */
export const askedAbout = behindWall(async (who: Who, { personId, act, about, at }: { personId: string; act: string; about: string; at: Date | null }): Promise<Asked> => {
  const wanted = acts.find(({ action, kind }) => `${action} ${kind}` === act);
  if (!wanted) return { problem: "Choose an act from the list.", field: "act" };
  const person = isId(personId) ? await db.person.findFirst({ where: { AND: [{ id: personId }, authorizedWhere(who.ability, "examine", "Person")] }, select: { id: true, name: true } }) : null;
  if (!person) return { problem: "Choose a person from the list.", field: "person" };
  const found = await recordNamed(who, wanted.kind, about);
  if (!found) return { problem: about.trim() ? "There is no such reference or name, or it is not yours to see." : "Enter a reference, like LP-7K3M-2Q9F, or the name of a partner, person or agency.", field: "about" };
  const answer = await explainFor(person.id, wanted.action, wanted.kind, found.record, at, { asker: who.ability });
  return answer ? { answer, title: found.title, words: wanted.words } : { problem: "There was no such person then.", field: "person" };
});

/** The zones of the city with their outlines, for the small map of what somebody may do where. */
export const zonesDrawn = () => db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true, geometry: true } });

/** The searches of the queue that a person keeps, by name. */
export const ownViews = behindWall(async (who: Who) =>
  (await db.savedView.findMany({ where: { personId: who.person.id }, orderBy: { name: "asc" } })).map(({ id, name, search }) => ({ id, name, search: search as Record<string, string> })));

/** One's own ties, trainings and askings, for the account page. */
export const ownStanding = behindWall(async (who: Who) => {
  const [interests, training, requests] = await Promise.all([
    db.interest.findMany({ where: { personId: who.person.id }, include: { partner: named, declaredBy: named }, orderBy: { id: "desc" } }),
    db.training.findMany({ where: { personId: who.person.id, endedAt: null }, orderBy: { validUntilOn: "desc" } }),
    db.grantRequest.findMany({ where: { OR: [{ personId: who.person.id }, { askedById: who.person.id }] }, include: requestWhole, orderBy: { id: "desc" }, take: 20 }),
  ]);
  const now = new Date();
  return { interests, training, requests: requests.map((request) => ({ ...request, standing: requestStatus(request, now) })) };
});

/** What the signed-in person themselves holds. */
export const ownGrants = behindWall(async (who: Who) => {
  const grants = await db.grant.findMany({ where: { personId: who.person.id }, ...grantsWithNames });
  const now = new Date();
  return grants.map((grant) => ({ ...grant, words: grantSentence(grant), status: standingOf(grant, now) }));
});

/** What grants can be bound to. */
export const scopesToChoose = async () => ({
  agencies: await db.agency.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }),
  zones: await db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }),
});

/** The invited person behind a link from a mail, or null when it was used or is over. */
export async function invitedBy(token: string) {
  // Whoever holds the link is the invited person, and has no account yet.
  const link = await asSystem(() => openEnrolmentLink(db as unknown as Tx, token, new Date()));
  return link ? { name: link.person.name, email: link.person.email, isMember: link.person.memberships.length > 0 } : null;
}

/** The browsers a person is signed in with. */
export const ownSessions = behindWall((who: Who) =>
  db.session.findMany({ where: { personId: who.person.id, endedAt: null, expiresAt: { gt: new Date() } }, orderBy: { lastSeenAt: "desc" }, select: { id: true, browser: true, createdAt: true, lastSeenAt: true } }));

/** Whether a second person has to agree before this is given: by the rules of access, and only while there could be one. */
export const needsSecond = behindWall(async (who: Who, capability: string): Promise<boolean> => (who.held.policy.secondPerson as string[]).includes(capability) && !(await isOnlyGiver(db, who.person.id)));

/** What ends when a person's account is closed, in numbers. For those who may see the person: the caller has checked. */
export const willEnd = behindWall(async (_who: Who, personId: string) => {
  const [grants, sessions, requests, exceptions, cases] = await Promise.all([
    db.grant.count({ where: { personId, endedAt: null } }),
    db.session.count({ where: { personId, endedAt: null, expiresAt: { gt: new Date() } } }),
    db.grantRequest.count({ where: { status: "pending", OR: [{ personId }, { askedById: personId }] } }),
    db.apartException.count({ where: { personId, endedAt: null } }),
    db.application.count({ where: { heldById: personId, status: { in: ["submitted", "in_review", "changes_requested"] } } }),
  ]);
  return { grants, sessions, requests, exceptions, cases };
});

/** Whether this reader may see every grant of the city's staff: then a file of all of them is theirs to have. */
export const seesEveryGrant = (who: Who): boolean => who.ability.rulesFor("examine", "Grant").some(({ inverted, conditions }) => !inverted && Object.keys(conditions ?? {}).every((column) => column === "capability"));

/** Who could do something there at an instant, as far as this reader may see those grants. */
export const whoCouldSeenBy = behindWall(async (who: Who, where: Where, at: Date | null, after?: string) => {
  const found = await whoCould(where, at, { after });
  const scopeOf = (grant: GrantThen) => ({ personId: grant.person.id, capability: grant.capability, agencyId: grant.agency?.id ?? null, zoneId: grant.zone?.id ?? null, assetClass: grant.assetClass, highestTier: grant.highestTier, partnerId: grant.partner?.id ?? null });
  return { ...found, grants: found.grants.filter((grant) => may(who.ability, "examine", "Grant", scopeOf(grant)).may) };
});

/** How many questions of open reviews wait for this person's answer. */
export const questionsFor = behindWall((who: Who) => db.reviewItem.count({ where: { reviewerId: who.person.id, answer: null, review: { status: "open" }, OR: [{ grantId: null }, { grant: { endedAt: null, OR: [{ validUntil: null }, { validUntil: { gt: new Date() } }] } }] } }));

/** Whether there is something to see for this person behind "Access": what they may decide, take, record, read or publish. */
export const mayOpenAccess = (who: Who): boolean =>
  ([["examine", "GrantRequest"], ["take_emergency", "Grant"], ["examine", "Training"], ["examine", "Review"], ["publish", "AccessPolicy"]] as const).some(([action, kind]) => holds(who, action, kind));

/** The same as a file, for those who may see every grant; null for others. */
export const whoCouldFile = async (who: Who, where: Where, at: Date | null) => (seesEveryGrant(who) ? piecesBehindWall(who, whoCouldCsv(where, at)) : null);

/** What one person could do at an instant, as a file; null for whom this reader may not see. */
export const couldFile = behindWall(async (who: Who, personId: string, at: Date | null) => {
  if (!isId(personId)) return null;
  const person = await db.person.findFirst({ where: { AND: [{ id: personId }, authorizedWhere(who.ability, "examine", "Person")] }, select: { id: true } });
  return person && piecesBehindWall(who, couldOnCsv(person.id, at));
});
