import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { capabilities, isCapability, staffCapabilities, type Scope } from "@/lib/access/capabilities";
import { may } from "@/lib/access/may";
import { dayOf } from "@/lib/core/calendar";
import { db, type Prisma, type Tx } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { behindWall } from "@/lib/core/wall";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { timelineOf } from "@/lib/ledger/queries";
import { assetClassWords } from "@/lib/people/words";
import { bulkStreaks, isCarriedOut, isOver, keepNeedsReason, pace, timed, waits } from "@/lib/reviews/rules";
import { reducedSchema, scopeSchema, snapshotSchema, type Snapshot } from "@/lib/reviews/schema";
import { giversNow } from "@/lib/reviews/snapshot";
import type { Who } from "@/lib/session/current";

/** What this reader is asked. Who holds nothing of the city's any more is shown no colleague's permissions either. */
const mine = (who: Who): Prisma.ReviewItemWhereInput =>
  who.held.grants.some(({ capability }) => (staffCapabilities as string[]).includes(capability)) ? authorizedWhere(who.ability, "answer", "ReviewItem") : { id: { in: [] } };

/** Reviews, newest first: those this reader may look into, and those in which something waits for them. */
export const reviewsSeenBy = behindWall(async (who: Who) => {
  const now = new Date();
  const waiting = await db.reviewItem.groupBy({ by: ["reviewId"], where: { AND: [mine(who), waits(now)] }, _count: true });
  const reviews = await db.review.findMany({
    where: { OR: [authorizedWhere(who.ability, "examine", "Review"), { id: { in: waiting.map(({ reviewId }) => reviewId) } }] },
    orderBy: { id: "desc" },
    take: 200,
    include: { launchedBy: { select: { name: true } }, _count: { select: { items: true } } },
  });
  const answered = await db.reviewItem.groupBy({ by: ["reviewId"], where: { reviewId: { in: reviews.map(({ id }) => id) }, answer: { in: ["keep", "reduce", "end"] } }, _count: true });
  const counted = (rows: { reviewId: string; _count: number }[], id: string) => rows.find(({ reviewId }) => reviewId === id)?._count ?? 0;
  return reviews.map((review) => ({ ...review, scope: scopeSchema.parse(review.scope), items: review._count.items, answered: counted(answered, review.id), waitingForYou: counted(waiting, review.id) }));
});

const measured = {
  id: true, answer: true, reducedTo: true, shownAt: true, answeredAt: true, isPlanted: true,
  reviewer: { select: { id: true, name: true, status: true } },
  grant: { select: { endedAt: true, validUntil: true, supersededBy: true } },
} satisfies Prisma.ReviewItemSelect;
type Measured = Prisma.ReviewItemGetPayload<{ select: typeof measured }>;

/** What was made up, and what became of it. Told only once a review is closed: before, it would give it away. */
const plantedOf = (items: readonly Measured[]) => {
  const planted = items.filter(({ isPlanted }) => isPlanted);
  const of = (...answers: (string | null)[]) => planted.filter(({ answer }) => answers.includes(answer)).length;
  return { all: planted.length, found: of("end"), kept: of("keep", "reduce"), unanswered: of("silence", null) };
};

/** How one reviewer went about it. `planted` is null while the review is open. */
function workOf(items: readonly Measured[], { isOpen, now }: { isOpen: boolean; now: Date }) {
  return {
    items: items.length,
    answered: items.filter(({ answeredAt }) => answeredAt).length,
    waiting: isOpen ? items.filter(({ answer, grant }) => !answer && !isOver(grant, now)).length : 0,
    pace: pace(items),
    streaks: bulkStreaks(items),
    planted: isOpen ? null : plantedOf(items),
  };
}

/** The report of a review, for those who may look into it; null for others. */
export const reviewReport = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  const review = await db.review.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "Review")] }, include: { launchedBy: { select: { name: true } } } });
  if (!review) return null;
  const now = new Date();
  const isOpen = review.status === "open";
  const items = await db.reviewItem.findMany({ where: { reviewId: id }, orderBy: { id: "asc" }, select: measured });
  const byReviewer = new Map<string, Measured[]>();
  for (const item of items) byReviewer.set(item.reviewer?.id ?? "", [...(byReviewer.get(item.reviewer?.id ?? "") ?? []), item]);
  const count = (answer: string) => items.filter((item) => item.answer === answer).length;
  const reviewers = [...byReviewer].map(([personId, theirs]) => ({ id: personId, name: theirs[0]?.reviewer?.name ?? "Nobody yet", isActive: theirs[0]?.reviewer?.status === "active", ...workOf(theirs, { isOpen, now }) })).toSorted((one, other) => one.name.localeCompare(other.name));
  const over = items.filter(({ answer, grant }) => (isOpen ? !answer && isOver(grant, now) : answer === "silence" && isOver(grant, review.closedAt ?? now) && grant?.endedAt?.getTime() !== review.closedAt?.getTime())).length;
  return {
    ...review,
    scope: scopeSchema.parse(review.scope),
    items: items.length,
    answers: { keep: count("keep"), reduce: count("reduce"), end: count("end"), silence: count("silence") - (isOpen ? 0 : over) },
    over,
    waiting: reviewers.reduce((sum, each) => sum + each.waiting, 0),
    pace: pacesTogether([...byReviewer.values()]),
    planted: isOpen ? { all: plantedOf(items).all } : plantedOf(items),
    reviewers,
    notCarriedOut: isOpen ? 0 : items.filter((item) => !isCarriedOut(item, review.silence, now)).length,
    isDue: dayOf(now) > review.dueOn,
    mayClose: may(who.ability, "close", "Review", review).may,
    mayHandOverTo: isOpen ? await peopleWhoMayAnswer(who) : [],
    timeline: await timelineOf(who, [{ type: "Review", id }]),
  };
});

/** The seconds of all answers together, each measured among its own reviewer's. */
function pacesTogether(groups: readonly Measured[][]) {
  const seconds = groups.flatMap((items) => timed(items).map((each) => each.seconds ?? 0)).toSorted((one, other) => one - other);
  const [low, high, fastest] = [seconds[Math.ceil(seconds.length / 2) - 1], seconds[Math.floor(seconds.length / 2)], seconds[0]];
  return low === undefined || high === undefined || fastest === undefined ? null : { median: (low + high) / 2, fastest };
}

async function peopleWhoMayAnswer(who: Who) {
  const givers = await giversNow(db as unknown as Tx, who.held.policy, new Date());
  return [...new Map(givers.map(({ personId, name }) => [personId, { id: personId, name }])).values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

const written = { ...measured, reason: true, snapshot: true, holder: { select: { id: true, name: true } } } satisfies Prisma.ReviewItemSelect;

/** What was asked and answered, in pages of 50 (or `take`), for those who may look into the review. What was made up is told once it is closed. */
export const reviewRows = behindWall(async (who: Who, reviewId: string, { after, take = 50, answer }: { after?: string | undefined; take?: number; answer?: string | undefined } = {}) => {
  const review = isId(reviewId) ? await db.review.findFirst({ where: { AND: [{ id: reviewId }, authorizedWhere(who.ability, "examine", "Review")] }, select: { status: true, silence: true } }) : null;
  if (!review) return null;
  const now = new Date();
  const wanted = (["keep", "reduce", "end", "silence"] as const).find((each) => each === answer);
  const rows = await db.reviewItem.findMany({ where: { reviewId, ...(wanted ? { answer: wanted } : {}), ...(after && isId(after) ? { id: { gt: after } } : {}) }, orderBy: { id: "asc" }, take: take + 1, select: written });
  const page = rows.slice(0, take).map(({ isPlanted, grant, snapshot, reducedTo, ...row }) => ({
    ...row,
    snapshot: snapshotSchema.parse(snapshot),
    reducedTo: reducedTo ? reducedSchema.parse(reducedTo).words : null,
    isPlanted: review.status === "open" ? null : isPlanted,
    isOver: isOver(grant, now),
    isCarriedOut: row.answer === null ? null : isCarriedOut({ answer: row.answer, reducedTo, grant }, review.silence, now),
  }));
  return { rows: page, more: rows.length > take ? page.at(-1)?.id : undefined };
});

/** What one reviewer has to answer in a review: what waits first, then what they answered. Null where they have nothing there. */
export const ownItems = behindWall(async (who: Who, reviewId: string) => {
  if (!isId(reviewId)) return null;
  const review = await db.review.findFirst({ where: { id: reviewId, items: { some: mine(who) } }, select: { id: true, title: true, status: true, dueOn: true, silence: true } });
  if (!review) return null;
  const now = new Date();
  const items = await db.reviewItem.findMany({ where: { AND: [{ reviewId }, mine(who)] }, orderBy: { id: "asc" }, select: { id: true, answer: true, answeredAt: true, snapshot: true, holder: { select: { name: true } }, grant: { select: { endedAt: true, validUntil: true } } } });
  const all = items.map(({ grant, snapshot, ...item }) => ({ ...item, snapshot: snapshotSchema.parse(snapshot), isOver: item.answer === null && isOver(grant, now) }));
  const isWaiting = (item: (typeof all)[number]) => review.status === "open" && item.answer === null && !item.isOver;
  return { ...review, waiting: all.filter(isWaiting), done: all.filter((item) => !isWaiting(item)) };
});

/** One question to this reviewer, with all that is known and what it could be narrowed to. Whether it was made up is not among it. */
export const itemFile = behindWall(async (who: Who, reviewId: string, itemId: string) => {
  if (!isId(reviewId) || !isId(itemId)) return null;
  const found = await db.reviewItem.findFirst({ where: { AND: [{ id: itemId, reviewId }, mine(who)] }, include: { review: true, holder: { select: { id: true, name: true, line: true, status: true } }, grant: { select: { endedAt: true, validUntil: true } } } });
  if (!found) return null;
  const { review, holder, answer, reason, answeredAt, version, id } = found;
  const snapshot = snapshotSchema.parse(found.snapshot);
  const now = new Date();
  const waiting = await db.reviewItem.findMany({ where: { AND: [waits(now), mine(who), { reviewId }] }, orderBy: { id: "asc" }, select: { id: true } });
  const at = waiting.findIndex((each) => each.id === id);
  const status: "waiting" | "answered" | "over" | "closed" = answer ? "answered" : review.status !== "open" ? "closed" : isOver(found.grant, now) ? "over" : "waiting";
  return {
    id, version, answer, reason, answeredAt, snapshot, holder, status,
    reducedTo: found.reducedTo ? reducedSchema.parse(found.reducedTo).words : null,
    review: { id: review.id, title: review.title, dueOn: review.dueOn, silence: review.silence },
    needsReasonToKeep: keepNeedsReason(snapshot),
    mayAnswer: may(who.ability, "end", "Grant", { id, personId: holder.id, capability: snapshot.capability, ...snapshot.reach }).may,
    maySeePerson: may(who.ability, "examine", "Person", holder).may,
    narrower: await narrowerThan(snapshot),
    left: waiting.length,
    place: at + 1,
    next: waiting[at + 1]?.id ?? (at > 0 ? waiting[0]?.id : undefined),
  };
});

/** What it could be limited to that it is not yet. */
async function narrowerThan({ capability, reach, isEmergency }: Snapshot) {
  const limits: readonly Scope[] = isCapability(capability) && !isEmergency ? capabilities[capability].scope : [];
  const named = { orderBy: { name: "asc" }, select: { id: true, name: true } } as const;
  return {
    zones: limits.includes("zone") && !reach.zoneId ? await db.zone.findMany(named) : [],
    agencies: limits.includes("agency") && !reach.agencyId ? await db.agency.findMany(named) : [],
    assetClasses: limits.includes("assetClass") && !reach.assetClass ? (Object.entries(assetClassWords) as [AssetClass, string][]) : [],
    tiers: limits.includes("tier") ? [1, 2, 3].filter((tier) => tier < (reach.highestTier ?? 4)) : [],
    /** an emergency grant is over within hours: it is kept or ended */
    isPossible: !isEmergency,
  };
}
