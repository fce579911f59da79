import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain } from "@/lib/access/explain";
import { namesOf } from "@/lib/access/names";
import { groupsSeen } from "@/lib/access/field-groups";
import { addDays, addWorkingDays, dayOf, workingDaysBetween } from "@/lib/core/calendar";
import { db, type Prisma } from "@/lib/core/db";
import { isId, readReference } from "@/lib/core/ids";
import { asSystem, behindWall, piecesBehindWall } from "@/lib/core/wall";
import { noticesOn } from "@/lib/hearings/queries";
import { timelineOf } from "@/lib/ledger/queries";
import type { Who } from "@/lib/session/current";
import { presented } from "@/lib/applications/presented";
import { casesHolding, notShown, type NotShown, type Asker } from "@/lib/applications/queries";
import { amongStaff } from "@/lib/applications/rules";
import { openStatuses } from "@/lib/applications/lifecycle";
import { contentSchema } from "@/lib/applications/schema";
import { obligationStateOn, permitStatusOn, stopState, statusesInForce } from "@/lib/permits/lifecycle";
import { mayOperate } from "@/lib/permits/may-operate";
import { openFollowUp } from "@/lib/permits/prefill";
import { standsNow } from "@/lib/permits/standing";

const byReference = (reference: string): Prisma.PermitWhereInput => {
  // What an address escapes, such as a blank, only separates.
  const known = readReference(reference.replace(/%[0-9a-f]{2}/gi, " "));
  return known ? { reference: known } : { id: { in: [] } };
};
const today = () => dayOf(new Date());
/** Permits with how they stand now: by their dates, and by the stops that stand at this instant. */
async function withStanding<P extends { id: string; status: Parameters<typeof permitStatusOn>[0]["status"]; startsOn: Date; expiresOn: Date }>(permits: P[]) {
  const stands = await standsNow(permits.map(({ id }) => id), new Date());
  return permits.map((permit) => ({ ...permit, standing: permitStatusOn({ ...permit, status: stands.get(permit.id) ?? permit.status }, today()) }));
}

/** A partner's permits, newest first. */
export const ownPermits = behindWall(async (who: Who) => {
  const permits = await db.permit.findMany({ where: authorizedWhere(who.ability, "read", "Permit"), orderBy: { id: "desc" }, take: 200, include: { _count: { select: { devices: true } } } });
  return withStanding(permits);
});

const whole = {
  partner: true,
  decidedBy: { select: { name: true, line: true } },
  conditions: { orderBy: { number: "asc" as const } },
  zone: { select: { name: true } },
  agency: { select: { name: true } },
  devices: { orderBy: { id: "asc" as const }, take: 500, select: { id: true, code: true, name: true, make: true, model: true, serial: true, status: true, asset: { select: { code: true, place: true } } } },
  submission: { select: { content: true } },
  replacedBy: { select: { reference: true } },
  replaced: { select: { reference: true } },
} satisfies Prisma.PermitInclude;

/** The stops over a permit's devices, newest first, with what became of them and who ordered them. */
async function stopsOver(permitId: string) {
  const stops = await db.stop.findMany({
    where: { reach: { some: { permitId } } },
    orderBy: { number: "desc" },
    take: 50,
    select: { id: true, number: true, effect: true, reason: true, until: true, orderedAt: true, orderedById: true, ratifyBy: true, ratifiedAt: true, endedAt: true, endedAs: true, onPermitId: true, devices: true, setAsides: { where: { outcome: null }, select: { id: true } } },
  });
  const names = await namesOf(stops.map(({ orderedById }) => orderedById));
  const now = new Date();
  return stops.map(({ orderedById, ...stop }) => ({ ...stop, orderedBy: names.get(orderedById)?.name ?? "An officer", state: stopState(stop, now) }));
}

/** Which devices were reported as taken down, newest first, and whether the city found it so. */
async function removalsOf(permitId: string) {
  const removals = await db.removal.findMany({ where: { permitId }, orderBy: { number: "desc" }, take: 100 });
  const names = await namesOf(removals.flatMap(({ reportedById, answeredById }) => [reportedById, ...(answeredById ? [answeredById] : [])]));
  return removals.map((removal) => ({ ...removal, reportedBy: names.get(removal.reportedById)?.name ?? "A member", answeredBy: names.get(removal.answeredById ?? "")?.name ?? "An officer" }));
}

/** What its conditions ask to be shown, soonest due first, and how far each is; with names as far as whoever asks may know them. */
async function obligationsOf(permitId: string) {
  const obligations = await db.obligation.findMany({ where: { permitId }, orderBy: [{ dueOn: "asc" }, { number: "asc" }], take: 200, include: { condition: { select: { number: true, words: true, evidence: true } } } });
  const names = await namesOf(obligations.flatMap(({ shownById, answeredById }) => [shownById ?? [], answeredById ?? []].flat()));
  return obligations.map((each) => ({ ...each, state: obligationStateOn(each, today()), shownBy: names.get(each.shownById ?? "")?.name ?? "A member", answeredBy: names.get(each.answeredById ?? "")?.name ?? "An officer" }));
}

/** Offers of a permit that can still come to something: whether what the other partner has begun is open is past the wall, and nothing else of it is asked. */
async function offersOf(permitId: string) {
  const offers = await db.transferOffer.findMany({ where: { permitId, status: { in: ["offered", "accepted"] } }, orderBy: { number: "desc" }, take: 5 });
  const begun = offers.flatMap(({ applicationId }) => applicationId ?? []);
  const open = begun.length === 0 ? [] : await asSystem(() => db.application.findMany({ where: { id: { in: begun }, status: { in: [...openStatuses] } }, select: { id: true } }));
  return offers.filter(({ applicationId }) => !applicationId || open.some(({ id }) => id === applicationId));
}

/** A permit with what was sent for it, without what this person may not see. */
async function presentedPermit(who: Who, permit: Prisma.PermitGetPayload<{ include: typeof whole }>) {
  const seen = groupsSeen(who.ability, "Permit", permit);
  const { submission, devices, ...rest } = permit;
  const [[standing], operations] = await Promise.all([withStanding([permit]), mayOperate({ ids: devices.map(({ id }) => id) }, new Date())]);
  const operationOf = new Map(operations.map((each) => [each.id, each]));
  return {
    ...rest,
    standing: standing?.standing ?? permit.status,
    devices: devices.map(({ serial, ...device }) => ({ ...device, operation: operationOf.get(device.id) ?? null, ...(seen.has("identifiers") ? { serial } : {}) })),
    stops: await stopsOver(permit.id),
    notices: await noticesOn({ permitId: permit.id }),
    obligations: await obligationsOf(permit.id),
    removals: await removalsOf(permit.id),
    followUp: await openFollowUp(db, permit.id),
    offers: await offersOf(permit.id),
    ...presented(contentSchema.parse(submission.content), seen),
  };
}

export const ownPermit = behindWall(async (who: Who, reference: string) => {
  const permit = await db.permit.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "read", "Permit")] }, include: whole });
  return permit && { ...(await presentedPermit(who, permit)), notShown: [] as NotShown[], timeline: await timelineOf(who, [{ type: "Permit", id: permit.id }, { type: "Application", id: permit.applicationId }], { leaveOut: ["application.saved", ...amongStaff] }) };
});

export interface PermitSearch {
  find?: string | undefined;
  status?: string | undefined;
}

/** The permits an officer may see of those that fit. What lies inside finds a permit only for who may see it there. */
async function permitsThatFit(who: Asker, { find: typed = "", status }: PermitSearch): Promise<Prisma.PermitWhereInput> {
  // PostgreSQL stores no such character, and refuses to look for it.
  const find = typed.replaceAll("\u0000", "").trim().slice(0, 200);
  const known = readReference(find);
  const inside = known ? [] : await casesHolding(who, "Permit", find);
  const statuses = ["scheduled", "active", "restricted", "suspended", "revoked", "voided"] as const;
  const wanted = statuses.find((each) => each === status);
  return {
    AND: [
      authorizedWhere(who.ability, "examine", "Permit"),
      wanted ? { statusText: wanted } : {},
      find ? (known ? { reference: known } : { OR: [{ title: { contains: find, mode: "insensitive" } }, { partner: { name: { contains: find, mode: "insensitive" } } }, ...(inside.length > 0 ? [{ applicationId: { in: inside } }] : [])] }) : {},
    ],
  };
}

/** The same by their ids only, newest first; as many as are asked for. */
export const permitIdsThatFit = behindWall(async (who: Asker, search: PermitSearch, most: number): Promise<string[]> =>
  (await db.permit.findMany({ where: await permitsThatFit(who, search), orderBy: { id: "desc" }, take: most, select: { id: true } })).map(({ id }) => id));

/** Permits an officer may see, newest first, by keyset. */
export const permitsSeenBy = behindWall(async (who: Who, { before, ...search }: PermitSearch & { before?: string | undefined }) => {
  const permits = await db.permit.findMany({
    where: { AND: [await permitsThatFit(who, search), before && isId(before) ? { id: { lt: before } } : {}] },
    orderBy: { id: "desc" },
    take: 26,
    include: { partner: { select: { name: true } }, zone: { select: { name: true } }, _count: { select: { devices: true } } },
  });
  return { permits: await withStanding(permits.slice(0, 25)), more: permits.length > 25 ? permits[24]?.id : undefined };
});

const exportedAtOnce = 100;
export type PermitExported = Awaited<ReturnType<typeof exportedPage>>[number];

async function exportedPage(who: Who, fits: Prisma.PermitWhereInput, before: string | undefined) {
  const permits = await db.permit.findMany({
    where: { AND: [fits, before ? { id: { lt: before } } : {}] },
    orderBy: { id: "desc" },
    take: exportedAtOnce,
    include: { partner: { select: { name: true } }, agency: { select: { name: true } }, zone: { select: { name: true } }, submission: { select: { content: true } }, _count: { select: { devices: true } } },
  });
  return (await withStanding(permits)).map((permit) => {
    const { submission, ...rest } = permit;
    return { ...rest, ...presented(contentSchema.parse(submission.content), groupsSeen(who.ability, "Permit", permit)) };
  });
}

/** The permits an officer may see of those that fit, newest first, a hundred at a time: each with what was sent for it, as far as they may see that. */
export const permitsExported = (who: Who, search: PermitSearch) => piecesBehindWall(who, exportedPieces(who, search));

async function* exportedPieces(who: Who, search: PermitSearch) {
  const fits = await permitsThatFit(who, search);
  for (let before: string | undefined; ; ) {
    const permits = await exportedPage(who, fits, before);
    yield permits;
    before = permits.at(-1)?.id;
    if (permits.length < exportedAtOnce) return;
  }
}

/** One permit as an officer sees it, with what they may do to it and why not. */
export const permitFile = behindWall(async (who: Who, reference: string) => {
  const permit = await db.permit.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "examine", "Permit")] }, include: whole });
  if (!permit) return null;
  const acts = ["suspend", "resume", "revoke", "withhold", "check"] as const;
  const explained = await Promise.all(acts.map((action) => explain(who.held, action, "Permit", permit)));
  const shown = await presentedPermit(who, permit);
  return {
    ...shown,
    notShown: await notShown(who, shown.leftOut, "Permit", permit),
    may: Object.fromEntries(acts.map((action, index) => [action, explained[index]])) as Record<(typeof acts)[number], Awaited<ReturnType<typeof explain>>>,
    timeline: await timelineOf(who, [{ type: "Permit", id: permit.id }, { type: "Application", id: permit.applicationId }], { leaveOut: ["application.saved", "application.section_reviewed"] }),
  };
});

/** What a stop of this permit would do, computed from the register now: past the wall, since it counts everybody's devices, and for officers who may see the permit. */
export const impactOf = (permit: { id: string }) => asSystem(async () => {
  const devices = await db.device.findMany({ where: { permitId: permit.id, status: "authorised" }, select: { assetId: true, networkId: true, zone: { select: { name: true } }, lon: true, lat: true, asset: { select: { code: true } } } });
  const assets = new Set(devices.map((device) => device.assetId));
  const sharing = await db.device.count({ where: { assetId: { in: [...assets] }, permitId: { not: permit.id }, status: "authorised", permitStatus: { in: ["active", "restricted"] } } });
  return { devices: devices.length, assets: assets.size, networks: new Set(devices.flatMap((device) => device.networkId ?? [])).size, zones: [...new Set(devices.flatMap((device) => device.zone?.name ?? []))], sharing, places: devices.map(({ lon, lat, asset }) => ({ lon, lat, code: asset.code })) };
});

/** The partners that offer or are offered a permit, by name: of those that the city has verified, as anybody may know them. */
export const partnersNamed = async (ids: readonly string[]): Promise<Map<string, string>> => new Map((await db.partner.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })).map(({ id, name }) => [id, name]));

const mine = (who: Who): string[] => who.held.grants.flatMap(({ capability, partnerId }) => (capability === "deployments.apply" && partnerId ? [partnerId] : []));

/** Permits that other partners offer to those this member writes for, and that wait for an answer. */
export const permitsOffered = behindWall(async (who: Who) => db.transferOffer.findMany({ where: { toId: { in: mine(who) }, status: "offered" }, orderBy: { number: "asc" }, take: 50 }));

/** One offer as a member of the partner reads it to which it was made; null for all others. */
export const permitOffered = behindWall(async (who: Who, number: string) =>
  /^\d{1,9}$/.test(number) ? db.transferOffer.findFirst({ where: { number: Number(number), toId: { in: mine(who) } }, include: { application: { select: { reference: true } } } }) : null);

/** What partners showed and nobody looked at yet, or did not show in time: of the permits an officer may see, by keyset. */
export const obligationsSeenBy = behindWall(async (who: Who, { view, after }: { view: "overdue" | "shown"; after?: string | undefined }) => {
  const day = today();
  const found = await db.obligation.findMany({
    where: {
      permit: { AND: [authorizedWhere(who.ability, "examine", "Permit"), { statusText: { in: [...statusesInForce] }, expiresOn: { gte: day } }] },
      ...(view === "shown" ? { status: "shown" } : { status: { in: ["due", "sent_back"] }, dueOn: { lt: day } }),
      ...(after && /^\d{1,9}$/.test(after) ? { number: { gt: Number(after) } } : {}),
    },
    orderBy: { number: "asc" },
    take: 26,
    include: { condition: { select: { words: true } }, permit: { select: { reference: true, title: true, partner: { select: { name: true } } } } },
  });
  return { obligations: found.slice(0, 25), more: found.length > 25 ? String(found[24]?.number) : undefined };
});

/** How old the cases are that wait for the city, in working days since they were sent. */
const ages = [
  { label: "Up to 5", from: 0, to: 5 },
  { label: "6 to 10", from: 6, to: 10 },
  { label: "11 to 20", from: 11, to: 20 },
  { label: "More", from: 21, to: null },
] as const;

/** Counted and timed over so many days back, and no more than so many decisions. */
const deskDays = 90;
const deskMost = 2_000;

/** The desk in figures, of what an officer may see: what waits by age and tier, how long decisions took, and which permits end. */
export const deskFigures = behindWall(async (who: Who) => {
  const now = new Date();
  const day = today();
  const cases = { AND: [authorizedWhere(who.ability, "examine", "Application"), { statusText: { in: ["submitted", "in_review"] } }] } satisfies Prisma.ApplicationWhereInput;
  const permits = authorizedWhere(who.ability, "examine", "Permit");
  const inForce: Prisma.PermitWhereInput = { statusText: { in: [...statusesInForce] } };
  // Sent before that day: older than so many working days.
  const olderThan = (days: number) => addWorkingDays(day, -days);
  const ofPermits = { permit: { AND: [permits, inForce, { expiresOn: { gte: day } }] } } satisfies Prisma.ObligationWhereInput;
  const [backlog, overdue, waiting, ending, obligations, decided] = await Promise.all([
    Promise.all(ages.map(async ({ label, from, to }) => {
      const found = await db.application.groupBy({ by: ["tier"], where: { AND: [cases, { submittedAt: { ...(from > 0 ? { lt: olderThan(from - 1) } : {}), ...(to === null ? {} : { gte: olderThan(to) }) } }] }, _count: true });
      return { label, tiers: [1, 2, 3, 4].map((tier) => found.find((each) => each.tier === tier)?._count ?? 0) };
    })),
    db.application.count({ where: { AND: [cases, { dueOn: { lt: day } }] } }),
    db.application.count({ where: { AND: [authorizedWhere(who.ability, "examine", "Application"), { statusText: "changes_requested" }] } }),
    Promise.all([30, 90].map(async (days) => ({ days, count: await db.permit.count({ where: { AND: [permits, inForce, { expiresOn: { gte: day, lte: addDays(day, days) } }] } }) }))),
    Promise.all([db.obligation.count({ where: { ...ofPermits, status: { in: ["due", "sent_back"] }, dueOn: { lt: day } } }), db.obligation.count({ where: { ...ofPermits, status: "shown" } }), db.permit.count({ where: { AND: [permits, inForce, { reviewOn: { lte: addDays(day, 30) } }] } })]),
    db.permit.findMany({ where: { AND: [permits, { decidedAt: { gte: addDays(now, -deskDays) } }] }, orderBy: { id: "desc" }, take: deskMost, select: { tier: true, decidedAt: true, application: { select: { clockUsed: true, clockFrom: true, submissions: { orderBy: { number: "asc" }, take: 1, select: { sentAt: true } } } } } }),
  ]);
  const took = [1, 2, 3, 4].map((tier) => {
    const of = decided.filter((each) => each.tier === tier);
    return {
      tier,
      decisions: of.length,
      /** of the city's clock, which stood while the partner had it */
      clock: middle(of.map(({ decidedAt, application }) => application.clockUsed + (application.clockFrom ? Math.max(0, workingDaysBetween(application.clockFrom, dayOf(decidedAt))) : 0))),
      calendar: middle(of.map(({ decidedAt, application }) => Math.round((decidedAt.getTime() - (application.submissions[0]?.sentAt ?? decidedAt).getTime()) / 86_400_000))),
    };
  });
  const [overdueObligations, shown, toReview] = obligations;
  return { backlog, overdue, waiting, ending, overdueObligations, shown, toReview, took, days: deskDays };
});

/** The middle one of some numbers; null of none. */
const middle = (values: number[]): number | null => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
