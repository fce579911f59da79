import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain, type Explanation } from "@/lib/access/explain";
import { fieldGroups, groupsSeen, type FieldGroup } from "@/lib/access/field-groups";
import { namesOf } from "@/lib/access/names";
import { peopleWhoReach } from "@/lib/access/time-machine";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { canonicalJson } from "@/lib/core/canonical-json";
import { db, type Prisma } from "@/lib/core/db";
import type { ApplicationStatus, ReviewedSection } from "@/lib/core/prisma-client/client";
import { isId, readReference } from "@/lib/core/ids";
import { asSystem, behindWall } from "@/lib/core/wall";
import { noticesOn } from "@/lib/hearings/queries";
import { timelineOf } from "@/lib/ledger/queries";
import { reachOf } from "@/lib/people/giving";
import { toldOfAsking } from "@/lib/people/queries";
import type { Who } from "@/lib/session/current";
import { counting, readiness, sectionsAsked, type Review } from "@/lib/applications/requirements";
import { reviewedTrades, type ReviewedTrade } from "@/lib/applications/tier-asks";
import { contentSchema, modelSheet, type Content } from "@/lib/applications/schema";
import { applicationStatusOn, isOpen, isWritable } from "@/lib/applications/lifecycle";
import { presented, presentedDraft } from "@/lib/applications/presented";
import { amongStaff, modelKey, type Draft, type ModelRow } from "@/lib/applications/rules";

const byReference = (reference: string): Prisma.ApplicationWhereInput => {
  // What an address escapes, such as a blank, only separates.
  const known = readReference(reference.replace(/%[0-9a-f]{2}/gi, " "));
  return known ? { reference: known } : { id: { in: [] } };
};

/** A member's applications, newest first. */
export const ownApplications = behindWall((who: Who) =>
  db.application.findMany({ where: authorizedWhere(who.ability, "read", "Application"), orderBy: { id: "desc" }, take: 200, omit: { draft: true }, include: { partner: { select: { name: true, status: true } } } }));

/** What a page needs to say of a group of fields that it leaves out: what it is, why it is not shown and who could change that, and what to ask for. */
export interface NotShown {
  group: FieldGroup;
  words: string;
  why: string;
  explained: Explanation;
}

/** Why this person does not see some groups of a case or permit: the first condition that is missing, and who could give what is. */
export const notShown = (who: Who, leftOut: FieldGroup[], kind: "Application" | "Permit", record: Parameters<typeof explain>[3]): Promise<NotShown[]> =>
  Promise.all(
    leftOut.map(async (group) => {
      const explained = await explain(who.held, fieldGroups[group].action, kind, record);
      const missing = explained.steps.find(({ ok }) => !ok)?.words ?? "Your grants do not reach this.";
      const why = [missing, ...(await whoGives(who, explained))].join(" ");
      // Who can see it instead is not told here: members of the partner can, and one of them may be the contact that is left out.
      return { group, words: fieldGroups[group].words, why, explained: explained.may ? explained : { ...explained, why, steps: [], who: [] } };
    }),
  );

/** "Amara Osei or Sunniva Aalto can give it."; nothing where no grant would help. */
async function whoGives(who: Who, explained: Explanation): Promise<string[]> {
  if (explained.may || !explained.ask) return [];
  const { tier, ...place } = explained.ask;
  const givers = await toldOfAsking(who, reachOf({ ...place, highestTier: tier }));
  return [givers.length > 0 ? `${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(givers)} can give it.` : "Nobody can give it at the moment."];
}

/** One application as its partner sees it: the draft, what was sent, and what happened to it. */
export const ownApplication = behindWall(async (who: Who, reference: string) => {
  const application = await db.application.findFirst({
    where: { AND: [byReference(reference), authorizedWhere(who.ability, "read", "Application")] },
    // Whoever takes a permit over from another partner does not see it: then it is null here.
    include: { partner: true, submissions: { orderBy: { number: "desc" }, take: 1, select: { number: true, content: true } }, permit: { select: { reference: true, status: true } }, replaces: { select: { reference: true } } },
  });
  if (!application) return null;
  const seen = groupsSeen(who.ability, "Application", application);
  const { draft, submissions: [last], ...rest } = application;
  // Whose places it takes over, also where the permit is another partner's: by its application, and nothing of it.
  const replaced = application.replacesId ? await asSystem(() => db.permit.findUnique({ where: { id: application.replacesId ?? "" }, select: { applicationId: true } })) : null;
  // Whoever decides for the city is known by name.
  const heldBy = application.heldById ? ((await namesOf([application.heldById])).get(application.heldById)?.name ?? "An officer") : null;
  return { ...rest, heldBy, takesPlacesOf: replaced?.applicationId ?? null, notices: await noticesOn({ applicationId: application.id }), standing: applicationStatusOn(application, dayOf(new Date())), seen, ...presentedDraft(draft as Draft, seen), submission: last ? { number: last.number, ...presented(contentSchema.parse(last.content), seen) } : null };
});

/** A page of the catalogue of device models: what the city has approved before, and as it was approved last. */
export const modelsInCatalogue = behindWall(async (_who: Who, { find = "", after }: { find?: string | undefined; after?: string | undefined }) => {
  const words = find.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const rows = await db.deviceModel.findMany({ where: { AND: words.map((word) => ({ key: { contains: word } })), ...(after ? { key: { gt: after } } : {}) }, orderBy: { key: "asc" }, take: modelsOnAPage + 1, select: { key: true, make: true, model: true, sheet: true, agreedAt: true } });
  const models = rows.slice(0, modelsOnAPage).map(({ sheet, ...row }) => ({ ...row, sheet: modelSheet.parse(sheet) }));
  return { models, more: rows.length > modelsOnAPage ? (models.at(-1)?.key ?? null) : null };
});
const modelsOnAPage = 50;

/** Which of these models the catalogue has, and whether it says the same of them; by their keys. */
async function againstCatalogue(models: readonly ModelRow[]): Promise<Map<string, "same" | "differs">> {
  const known = await db.deviceModel.findMany({ where: { key: { in: models.map(modelKey) } }, select: { key: true, sheet: true } });
  return new Map(known.map(({ key, sheet }) => {
    const { make: _, model: __, ...said } = models.find((row) => modelKey(row) === key) as ModelRow;
    return [key, canonicalJson(said) === canonicalJson(sheet) ? "same" : "differs"];
  }));
}

/** Who does what by an application, as its partner sees it, and whom it can name. */
export const ownDuties = behindWall(async (who: Who, application: { id: string; partnerId: string }) => {
  const [duties, members] = await Promise.all([
    db.duty.findMany({ where: { applicationId: application.id, endedAt: null, application: authorizedWhere(who.ability, "read", "Application") }, include: { person: { select: { name: true } } } }),
    db.person.findMany({ where: { status: "active", memberships: { some: { partnerId: application.partnerId, endedAt: null } } }, orderBy: { name: "asc" }, select: { id: true, name: true } }),
  ]);
  return { duties: duties.map(({ person, ...duty }) => ({ ...duty, name: person.name, isOwn: duty.personId === who.person.id })), members };
});

/** What one officer wrote for another stays among the city's staff. */
export const ownTimeline = (who: Who, application: { id: string }) => timelineOf(who, [{ type: "Application", id: application.id }], { leaveOut: ["application.saved", ...amongStaff] });

export const views = ["open", "review", "mine", "team", "nobody", "late", "waiting"] as const;
export type View = (typeof views)[number];
/** The sections that somebody may review, each with where: as conditions on a case. */
const reviewable = (who: Pick<Who, "ability">): { section: ReviewedTrade; where: Prisma.ApplicationWhereInput }[] =>
  reviewedTrades.flatMap((section) => (who.ability.rulesFor(`review_${section}`, "Application").some(({ inverted }) => !inverted) ? [{ section, where: authorizedWhere(who.ability, `review_${section}`, "Application") }] : []));

/** Whether somebody reviews sections of cases at all. */
export const isReviewer = (who: Who): boolean => reviewable(who).length > 0;

/** Which statuses a view shows, and what else holds of its cases. */
const viewsOf = (who: Pick<Who, "ability"> & { person: { id: string } }): Record<View, { statuses: ApplicationStatus[]; also: Prisma.ApplicationWhereInput }> => ({
  open: { statuses: ["submitted", "in_review"], also: {} },
  review: { statuses: ["submitted", "in_review"], also: { OR: reviewable(who).map(({ section, where }) => ({ AND: [where, { sectionsDue: { has: section } }] })) } },
  mine: { statuses: ["submitted", "in_review", "changes_requested"], also: { heldById: who.person.id } },
  team: { statuses: ["submitted", "in_review", "changes_requested"], also: { heldById: { not: who.person.id } } },
  late: { statuses: ["submitted", "in_review"], also: { dueOn: { lt: dayOf(new Date()) } } },
  nobody: { statuses: ["submitted"], also: { heldById: null } },
  waiting: { statuses: ["changes_requested"], also: {} },
});

export const queuePageSize = 25;
const dueFirst = [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }] satisfies Prisma.ApplicationOrderByWithRelationInput[];

interface QueueSearch {
  view: View;
  find?: string | undefined;
  tier?: number | undefined;
  zoneId?: string | undefined;
}
/** Whoever asks, as far as a search needs them. */
export type Asker = Pick<Who, "ability" | "held"> & { person: { id: string } };

/** Which cases fit a view and a search, and in which statuses. */
async function casesThatFit(who: Asker, { view, find: typed = "", tier, zoneId }: QueueSearch): Promise<{ statuses: ApplicationStatus[]; where: Prisma.ApplicationWhereInput }> {
  // PostgreSQL stores no such character, and refuses to look for it.
  const find = typed.replaceAll("\u0000", "").trim().slice(0, 200);
  const known = readReference(find);
  const inside = known ? [] : await casesHolding(who, "Application", find);
  const { statuses, also } = viewsOf(who)[view];
  const where: Prisma.ApplicationWhereInput = {
    AND: [
      authorizedWhere(who.ability, "examine", "Application"),
      also,
      tier ? { tier } : {},
      zoneId && isId(zoneId) ? { zoneId } : {},
      find ? (known ? { reference: known } : { OR: [{ title: { contains: find, mode: "insensitive" } }, { partner: { name: { contains: find, mode: "insensitive" } } }, ...(inside.length > 0 ? [{ id: { in: inside } }] : [])] }) : {},
    ],
  };
  return { statuses, where };
}

/** The same by their ids only, those due soonest first; as many as are asked for. */
export const caseIdsThatFit = behindWall(async (who: Asker, { view: named, ...search }: Omit<QueueSearch, "view"> & { view?: string | undefined }, most: number): Promise<string[]> => {
  const { statuses, where } = await casesThatFit(who, { ...search, view: views.find((each) => each === named) ?? "open" });
  const found = await db.application.findMany({ where: { AND: [where, { statusText: { in: statuses } }] }, orderBy: dueFirst, take: most, select: { id: true } });
  return found.map(({ id }) => id);
});

/** The cases an officer may see, those due soonest first, by keyset: the cost does not grow with the table. */
export const casesInQueue = behindWall(async (who: Who, { after, ...search }: QueueSearch & { after?: string | undefined }) => {
  const { statuses, where: fits } = await casesThatFit(who, search);
  const where: Prisma.ApplicationWhereInput = { AND: [fits, afterDue(after)] };
  // One query a status, since an index is in order of the day only within one status; together they are read like one.
  const found = await Promise.all(
    statuses.map((status) =>
      db.application.findMany({
        where: { AND: [where, { statusText: status }] },
        orderBy: dueFirst,
        take: queuePageSize + 1,
        select: { id: true, reference: true, title: true, status: true, tier: true, dueOn: true, clockDays: true, clockUsed: true, clockFrom: true, submittedAt: true, partner: { select: { name: true } }, heldBy: { select: { id: true, name: true } }, zone: { select: { name: true } } },
      }),
    ),
  );
  const day = ({ dueOn }: { dueOn: Date | null }) => dueOn?.getTime() ?? Number.MAX_VALUE;
  const cases = found.flat().toSorted((a, b) => day(a) - day(b) || (a.id < b.id ? -1 : 1)).slice(0, queuePageSize + 1);
  const last = cases[queuePageSize - 1];
  return { cases: cases.slice(0, queuePageSize), more: cases.length > queuePageSize && last ? `${last.dueOn?.toISOString().slice(0, 10) ?? "none"}_${last.id}` : undefined };
});

const mostInside = 1_000;
const mostLookedAt = 5_000;

/**
 * The applications (by id) that hold these words inside: a serial number or an address only where this person may see identifiers,
 * who answers only where they may see contacts. The newest thousand of each, among the newest five thousand that hold the words; nothing
 * for fewer than three letters, which no index finds.
 */
export const casesHolding = behindWall(async (who: Asker, kind: "Application" | "Permit", find: string): Promise<string[]> => {
  const words = find.trim().toLowerCase().slice(0, 100);
  if (words.length < 3) return [];
  // What Prisma hands on as it is, LIKE reads as a pattern.
  const contains = words.replace(/[\\%_]/g, "\\$&");
  const found = await Promise.all(
    ([["read_identifiers", "identifierWords"], ["read_contacts", "contactWords"]] as const)
      .filter(([action]) => who.ability.rulesFor(action, kind).some((rule) => !rule.inverted))
      .map(async ([action, column]) => {
        // Behind the wall no index finds a part of a word, so the database gives the ids past it, and what they are is asked behind it.
        const holding = await db.$queryRaw<{ id: string }[]>`SELECT id FROM lamppost_submissions_holding(${contains}, ${column}, ${mostLookedAt}::int) AS found (id)`;
        return db.submission.findMany({
          where: { id: { in: holding.map(({ id }) => id) }, ...(kind === "Application" ? { application: authorizedWhere(who.ability, action, kind) } : { permit: authorizedWhere(who.ability, action, kind) }) },
          orderBy: { id: "desc" },
          take: mostInside,
          select: { applicationId: true },
        });
      }),
  );
  return [...new Set(found.flat().map(({ applicationId }) => applicationId))];
});

/** "2026-12-01_<id>": the last case of the page before. */
function afterDue(after: string | undefined): Prisma.ApplicationWhereInput {
  const [due = "", id = ""] = (after ?? "").split("_");
  if (!isId(id)) return {};
  if (due === "none") return { dueOn: null, id: { gt: id } };
  const dueOn = new Date(`${due}T00:00:00.000Z`);
  if (Number.isNaN(dueOn.getTime())) return {};
  return { OR: [{ dueOn: { gt: dueOn } }, { dueOn, id: { gt: id } }, { dueOn: null }] };
}

const countedTo = 100;

/** How many cases each view holds, counted to a hundred; 101 means more. */
export const queueCounts = behindWall(async (who: Who): Promise<Record<View, number>> => {
  const allowed = authorizedWhere(who.ability, "examine", "Application");
  const counts = await Promise.all(
    views.map(async (view) => {
      const { statuses, also } = viewsOf(who)[view];
      // The first hundred in the order of an index; `count` would look for them in the order of id, through all that is long decided.
      const found = await Promise.all(statuses.map((status) => db.application.findMany({ where: { AND: [allowed, also, { statusText: status }] }, orderBy: dueFirst, take: countedTo + 1, select: { id: true } })));
      return Math.min(found.flat().length, countedTo + 1);
    }),
  );
  return Object.fromEntries(views.map((view, index) => [view, counts[index] ?? 0])) as Record<View, number>;
});

/** A whole case on one page, as it was sent, with what this officer may do and why not. Null where it is not theirs to see. */
export const caseFile = behindWall(async (who: Who, reference: string) => {
  const found = await db.application.findFirst({
    where: { AND: [byReference(reference), authorizedWhere(who.ability, "examine", "Application")] },
    include: {
      partner: true,
      agency: { select: { name: true } },
      zone: { select: { name: true } },
      heldBy: { select: { id: true, name: true } },
      tierProposedBy: { select: { id: true, name: true } },
      replaces: { include: { partner: { select: { name: true } }, submission: { select: { content: true } } } },
      reviews: { orderBy: { id: "asc" }, include: { by: { select: { name: true } } } },
      submissions: { orderBy: { number: "desc" }, take: 2, select: { id: true, number: true, sentAt: true, content: true, sentBy: { select: { name: true } } } },
      permit: { select: { id: true, reference: true, status: true, conditions: { orderBy: { number: "asc" } } } },
      _count: { select: { messages: true } },
    },
    omit: { draft: true },
  });
  const submission = found?.submissions[0];
  if (!found || !submission) return null;
  const acts = ["take", "assign", "assess", "set_tier", "request_changes", "approve", "refuse"] as const;
  const explained = await Promise.all(acts.map((action) => explain(who.held, action, "Application", found)));
  const { submissions: [, previous], replaces, ...rest } = found;
  const place = { agencyId: found.agencyId, zoneId: found.zoneId, assetClass: found.assetClass, tier: found.tier, partnerId: found.partnerId };
  const seen = groupsSeen(who.ability, "Application", found);
  const { content, leftOut } = presented(contentSchema.parse(submission.content), seen);
  return {
    ...rest,
    standing: applicationStatusOn(found, dayOf(new Date())),
    content,
    // While it is decided on: once it is approved it would be compared with itself.
    catalogue: isOpen(found.status) ? await againstCatalogue(content.devices.models ?? []) : null,
    // What it would replace, as far as this officer may see that: not where they keep away from the partner that has it.
    replaces: replaces && { reference: replaces.reference, status: replaces.status, partner: replaces.partner.name, expiresOn: replaces.expiresOn, content: presented(contentSchema.parse(replaces.submission.content), groupsSeen(who.ability, "Permit", replaces)).content },
    reviews: await reviewed(who, found, contentSchema.parse(submission.content), seen),
    notices: await noticesOn({ applicationId: found.id }),
    // By name only, as everybody of the city is known by name; whoever cannot hold it for another reason is refused when it is given.
    colleagues: isOpen(found.status) ? await asSystem(() => peopleWhoReach(db, [{ capability: "applications.review", ...place }, { capability: "permits.decide", ...place }], null, { but: found.heldBy?.id ?? who.person.id, take: 50 })) : [],
    notShown: await notShown(who, leftOut, "Application", found),
    submission: { id: submission.id, number: submission.number, sentAt: submission.sentAt, sentBy: submission.sentBy },
    previous: previous ? { number: previous.number, sentAt: previous.sentAt, content: presented(contentSchema.parse(previous.content), seen).content } : null,
    may: Object.fromEntries(acts.map((action, index) => [action, explained[index]])) as Record<(typeof acts)[number], Awaited<ReturnType<typeof explain>>>,
    timeline: (await timelineOf(who, [{ type: "Application", id: found.id }, ...(found.permit ? [{ type: "Permit", id: found.permit.id }] : [])], { leaveOut: ["application.saved"] })).map((entry) => (entry.name === "application.section_reviewed" && !isToldTo(seen, String(entry.open.section)) ? { ...entry, reason: null } : entry)),
  };
});

/** What somebody wrote of answers that are not shown is not shown either. */
const toldWith: Record<string, FieldGroup | undefined> = { security: "security", network: "identifiers" };
const isToldTo = (seen: ReadonlySet<FieldGroup>, section: string): boolean => toldWith[section] === undefined || seen.has(toldWith[section]);

/** What was reviewed of a case and what is still to be: who found what, and which sections this officer may review. */
async function reviewed(who: Who, found: Parameters<typeof explain>[3] & { tier: number; reviews: (Review & { id: string; words: string; asks: string; parts: string[]; at: Date; by: { name: string } })[] }, content: Content, seen: ReadonlySet<FieldGroup>) {
  const count = new Set(counting(found.reviews, content).map(({ id }) => id));
  const isTold = (section: ReviewedSection) => isToldTo(seen, section);
  return {
    sections: await Promise.all(sectionsAsked(content, found.tier).map(async (section) => ({ section, may: await explain(who.held, `review_${section}`, "Application", found) }))),
    given: found.reviews.map(({ partHash: _, words, asks, byId, ...review }) => ({ ...review, isOwn: byId === who.person.id, counts: count.has(review.id), words: isTold(review.section) ? words : null, asks: isTold(review.section) ? asks : "" })).toReversed(),
    ...readiness(found.reviews, content, found.tier),
  };
}

const messages = { orderBy: { id: "asc" as const }, take: 500, select: { id: true, side: true, words: true, at: true, byId: true } };

/** What both sides wrote about a case, oldest first, with names as far as whoever asks may know them. */
async function correspondence<A extends { partner: { name: string }; messages: { id: string; side: "city" | "partner"; words: string; at: Date; byId: string }[] }>(application: A | null) {
  if (!application) return null;
  const names = await namesOf(application.messages.map(({ byId }) => byId));
  return { ...application, messages: application.messages.map(({ byId, ...message }) => ({ ...message, by: names.get(byId)?.name ?? (message.side === "city" ? "An officer" : application.partner.name) })) };
}

/** The messages of a case, for an officer who may examine it. */
export const caseMessages = behindWall(async (who: Who, reference: string) => {
  const found = await db.application.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "examine", "Application")] }, include: { partner: { select: { name: true } }, messages }, omit: { draft: true } });
  if (!found) return null;
  const written = await correspondence(found);
  return written && { ...written, seesMembers: groupsSeen(who.ability, "Application", found).has("contacts"), may: await explain(who.held, "write_to_partner", "Application", found) };
});

/** The same for a member. */
export const ownMessages = behindWall(async (who: Who, reference: string) =>
  correspondence(await db.application.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "read", "Application")] }, include: { partner: { select: { name: true } }, messages }, omit: { draft: true } })));

/** One case as a machine reads it, for whoever may examine or read it; a member also gets the draft while it is theirs to write. Null for all others. */
export const caseAnswer = behindWall(async (who: Who, reference: string) => {
  const find = (action: "examine" | "read") =>
    db.application.findFirst({
      where: { AND: [byReference(reference), authorizedWhere(who.ability, action, "Application")] },
      include: {
        partner: { select: { name: true } },
        agency: { select: { name: true } },
        zone: { select: { name: true } },
        submissions: { orderBy: { number: "desc" }, take: 1, select: { number: true, sentAt: true, content: true } },
        permit: { select: { reference: true, status: true, startsOn: true, expiresOn: true, conditions: { orderBy: { number: "asc" }, select: { words: true } } } },
      },
    });
  const examined = await find("examine");
  const found = examined ?? (await find("read"));
  if (!found) return null;
  const seen = groupsSeen(who.ability, "Application", found);
  const { draft, leftOut } = presentedDraft(found.draft as Draft, seen);
  const [submission] = found.submissions;
  return {
    reference: found.reference,
    title: found.title,
    status: found.status,
    tier: submission ? found.tier : null,
    partner: found.partner.name,
    agency: found.agency?.name ?? null,
    zone: found.zone?.name ?? null,
    dueOn: found.dueOn ? isoDay(found.dueOn) : null,
    submission: submission ? { number: submission.number, sentAt: submission.sentAt.toISOString(), content: presented(contentSchema.parse(submission.content), seen).content } : null,
    ...(!examined && isWritable(found.status) ? { draft } : {}),
    permit: found.permit ? { reference: found.permit.reference, status: found.permit.expiresOn < dayOf(new Date()) && ["scheduled", "active", "restricted", "suspended"].includes(found.permit.status) ? "expired" : found.permit.status, startsOn: isoDay(found.permit.startsOn), expiresOn: isoDay(found.permit.expiresOn), conditions: found.permit.conditions.map(({ words }) => words) } : null,
    notShown: leftOut.map((group) => ({ group, words: fieldGroups[group].words, capability: fieldGroups[group].capability })),
  };
});
