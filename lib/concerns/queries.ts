import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain } from "@/lib/access/explain";
import { namesOf } from "@/lib/access/names";
import { db, type Prisma } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import { contentOf } from "@/lib/files/content";
import type { Who } from "@/lib/session/current";
import { metresBetween, viewWithin } from "@/lib/assets/views";
import { openStatuses } from "@/lib/concerns/lifecycle";

const onPage = 25;
/** So near, in metres, two concerns may well be about the same. */
const near = 60;

const about = { device: { select: { code: true, name: true } }, asset: { select: { code: true, place: true, lat: true, lon: true } }, zone: { select: { name: true } }, partner: { select: { name: true } } } satisfies Prisma.ConcernInclude;

export const concernViews = ["waiting", "inspections", "missing", "answered"] as const;
export type ConcernView = (typeof concernViews)[number];

const views: Record<ConcernView, Prisma.ConcernWhereInput> = {
  waiting: { status: { in: [...openStatuses] } },
  inspections: { inspections: { some: { outcome: null } } },
  missing: { inspections: { some: { outcome: "missing", settled: null } } },
  answered: { status: { notIn: [...openStatuses] } },
};

/** The concerns that an officer may answer, in a view: what is due first comes first; of what was answered, the newest. By keyset on their number, within the day they are due. */
export const concernsSeenBy = behindWall(async (who: Who, { view, after, find }: { view: ConcernView; after?: { dueOn: Date; number: number } | undefined; find?: string | undefined }) => {
  const newestFirst = view === "answered";
  const beyond: Prisma.ConcernWhereInput = !after ? {} : newestFirst ? { number: { lt: after.number } } : { OR: [{ dueOn: { gt: after.dueOn } }, { dueOn: after.dueOn, number: { gt: after.number } }] };
  const words = find?.trim();
  const sought: Prisma.ConcernWhereInput = words ? { OR: [{ words: { contains: words, mode: "insensitive" } }, { place: { contains: words, mode: "insensitive" } }, { reference: words.toUpperCase() }, { asset: { code: { contains: words, mode: "insensitive" } } }, { asset: { place: { contains: words, mode: "insensitive" } } }, { device: { code: words.toUpperCase() } }, ...(/^\d{1,9}$/.test(words) ? [{ number: Number(words) }] : [])] } : {};
  const found = await db.concern.findMany({
    where: { AND: [authorizedWhere(who.ability, "examine", "Concern"), views[view], sought, beyond] },
    orderBy: newestFirst ? { number: "desc" } : [{ dueOn: "asc" }, { number: "asc" }],
    take: onPage + 1,
    include: { ...about, takenBy: { select: { name: true } }, inspections: { orderBy: { id: "desc" }, take: 1, select: { outcome: true, settled: true, dueOn: true } }, _count: { select: { photos: { where: { removedAt: null } }, duplicates: true } } },
  });
  const last = found[onPage - 1];
  return { concerns: found.slice(0, onPage), more: found.length > onPage && last ? { dueOn: last.dueOn, number: last.number } : undefined };
});

/** How many concerns stand in each view, of those that an officer may answer. */
export const concernCounts = behindWall(async (who: Who): Promise<Record<ConcernView, number>> => {
  const counted = await Promise.all(concernViews.map((view) => db.concern.count({ where: { AND: [authorizedWhere(who.ability, "examine", "Concern"), views[view]] } })));
  return Object.fromEntries(concernViews.map((view, index) => [view, counted[index] ?? 0])) as Record<ConcernView, number>;
});

/** One concern as an officer reads it, with others that may be about the same, and whether they may answer it and why not; null where it is not theirs to see. */
export const concernFile = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const seen = authorizedWhere(who.ability, "examine", "Concern");
  const concern = await db.concern.findFirst({
    where: { AND: [{ number: Number(number) }, seen] },
    include: { ...about, photos: { where: { removedAt: null }, orderBy: { id: "asc" }, select: { number: true } }, inspections: { orderBy: { id: "asc" } }, duplicateOf: { select: { number: true, status: true } }, duplicates: { orderBy: { id: "asc" }, select: { number: true, receivedAt: true } } },
  });
  if (!concern) return null;
  const spot = concern.lat !== null && concern.lon !== null ? { lat: concern.lat, lon: concern.lon } : concern.asset;
  const names = await namesOf([concern.takenById, concern.answeredById, ...concern.inspections.flatMap((each) => [each.orderedById, each.recordedById, each.settledById])].filter((id) => id !== null));
  const named = (id: string | null): string => (id ? (names.get(id)?.name ?? "An officer") : "");
  return {
    ...concern,
    spot,
    takenBy: named(concern.takenById),
    answeredBy: named(concern.answeredById),
    inspections: concern.inspections.map((each) => ({ ...each, orderedBy: named(each.orderedById), recordedBy: named(each.recordedById), settledBy: named(each.settledById) })),
    alike: await alikeTo(concern, spot, seen),
    may: await explain(who.held, "answer", "Concern", concern),
  };
});

/** Others that are about the same device or asset, or lie within a few steps: newest first. */
async function alikeTo(concern: { id: string; duplicateOfId: string | null; deviceId: string | null; assetId: string | null }, spot: { lat: number; lon: number } | null, seen: Prisma.ConcernWhereInput) {
  const view = spot && viewWithin(spot, near);
  const within = view ? { lon: { gte: view.west, lte: view.east }, lat: { gte: view.south, lte: view.north } } : null;
  if (!concern.deviceId && !concern.assetId && !within) return [];
  const found = await db.concern.findMany({
    where: { AND: [seen, { id: { notIn: [concern.id, ...(concern.duplicateOfId ? [concern.duplicateOfId] : [])] }, status: { not: "duplicate" }, OR: [...(concern.deviceId ? [{ deviceId: concern.deviceId }] : []), ...(concern.assetId ? [{ assetId: concern.assetId }] : []), ...(within ? [within, { asset: within }] : [])] }] },
    orderBy: { id: "desc" },
    take: 30,
    include: about,
  });
  return found.filter((each) => (each.deviceId && each.deviceId === concern.deviceId) || (each.assetId && each.assetId === concern.assetId) || (spot && metresBetween(each.lat !== null && each.lon !== null ? { lat: each.lat, lon: each.lon } : (each.asset ?? spot), spot) <= near)).slice(0, 10);
}

/** The bytes of a picture that came with a concern, for whoever may answer it; null for everybody else. */
export const concernPicture = behindWall(async (who: Who, number: string, picture: string) => {
  if (!/^\d{1,9}$/.test(number) || !/^\d{1,9}$/.test(picture)) return null;
  const found = await db.concernPhoto.findFirst({ where: { number: Number(picture), removedAt: null, concern: { AND: [{ number: Number(number) }, authorizedWhere(who.ability, "examine", "Concern")] } }, select: { contentHash: true } });
  return found ? contentOf(found.contentHash) : null;
});
