import "server-only";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Geometry } from "geojson";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { db, type Prisma } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";
import { metresBetween, viewOfAll, viewWithin, type Place, type View } from "@/lib/assets/views";

const inView = (view: View): Prisma.AssetWhereInput => ({ lon: { gte: view.west, lte: view.east }, lat: { gte: view.south, lte: view.north } });

/** How many places stand on a page, and how many where they are around somebody, or in an area that was drawn. */
const onAPage = 30;
const around = { metres: 800, places: 60 };
const inAnArea = 200;
/** More than this within a drawn area, and it is too large to look through. */
const mostLookedAt = 20_000;

interface Sought {
  find?: string | undefined;
  view?: View | undefined;
  zoneId?: string | undefined;
  assetClass?: string | undefined;
  after?: string | undefined;
  /** nearest first, within a walk */
  near?: Place | null | undefined;
  /** only those within these corners */
  area?: readonly Place[] | null | undefined;
  /** those that were chosen, wherever they are */
  always: string[];
}

/**
 * Assets a partner can choose from, by plate, or the nearest first; how many places each still has. Assets are public things: anyone signed in may look.
 * @returns `more`: the plate after which there are more; `cut`: that the area holds more than are listed
 */
export const assetsToChoose = behindWall(async (_who: Who, { find = "", view, zoneId, assetClass, after, near, area, always }: Sought) => {
  const words = find.trim();
  const bounds = area ? viewOfAll(area) : near ? viewWithin(near, around.metres) : view;
  const where: Prisma.AssetWhereInput = {
    AND: [
      words ? { OR: [{ code: { contains: words, mode: "insensitive" } }, { place: { contains: words, mode: "insensitive" } }] } : {},
      bounds ? inView(bounds) : {},
      zoneId && isId(zoneId) ? { zoneId } : {},
      assetClass ? { assetClass: assetClass as Prisma.AssetWhereInput["assetClass"] & string } : {},
      after ? { code: { gt: after } } : {},
    ],
  };
  const include = { zone: { select: { name: true } }, agency: { select: { name: true } }, holds: { where: { status: { in: ["held", "consumed"] }, OR: [{ until: null }, { until: { gt: new Date() } }] }, select: { applicationId: true, until: true } }, waits: { where: { endedAt: null }, orderBy: { id: "asc" }, select: { applicationId: true } } } satisfies Prisma.AssetInclude;
  const picked = area || near ? await pickedOut(where, near ?? null, area ?? null) : null;
  const [found, chosen] = await Promise.all([
    db.asset.findMany({ where: picked ? { id: { in: picked.ids } } : where, orderBy: { code: "asc" }, ...(picked ? {} : { take: onAPage + 1 }), include }),
    db.asset.findMany({ where: { id: { in: always } }, include }),
  ]);
  if (picked) {
    const rank = new Map(picked.ids.map((id, index) => [id, index]));
    const assets = near ? found.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0)) : found;
    return { assets, chosen, more: undefined, cut: picked.cut };
  }
  return { assets: found.slice(0, onAPage), chosen, more: found.length > onAPage ? found[onAPage - 1]?.code : undefined, cut: false };
});

/** Which of these lie within an area, or nearest to a place: looked through by their coordinates alone, since the database knows no shapes. */
async function pickedOut(where: Prisma.AssetWhereInput, near: Place | null, area: readonly Place[] | null): Promise<{ ids: string[]; cut: boolean }> {
  const rows = await db.asset.findMany({ where, orderBy: { code: "asc" }, take: mostLookedAt + 1, select: { id: true, lat: true, lon: true } });
  const [first] = area ?? [];
  const ring = area && first ? { type: "Polygon" as const, coordinates: [[...area, first].map(({ lon, lat }) => [lon, lat])] } : null;
  const inside = ring ? rows.filter(({ lon, lat }) => booleanPointInPolygon([lon, lat], ring)) : near ? rows.filter((row) => metresBetween(row, near) <= around.metres) : rows;
  const ordered = near ? inside.toSorted((a, b) => metresBetween(a, near) - metresBetween(b, near)) : inside;
  const most = near ? around.places : inAnArea;
  return { ids: ordered.slice(0, most).map(({ id }) => id), cut: !near && (ordered.length > most || rows.length > mostLookedAt) };
}

/** Zones, streets, water and parks for a map of a view: at most as many as can be seen. */
export async function baseOf(view: View): Promise<{ features: { kind: "boundary" | "zone" | "street" | "water" | "green"; name: string; main: boolean; geometry: Geometry }[] }> {
  const isWide = view.east - view.west > 0.06;
  const [features, zones] = await Promise.all([
    db.baseFeature.findMany({ where: { west: { lte: view.east }, east: { gte: view.west }, south: { lte: view.north }, north: { gte: view.south }, ...(isWide ? { OR: [{ kind: { not: "street" } }, { main: true }] } : {}) }, take: 4_000 }),
    db.zone.findMany({ select: { name: true, geometry: true } }),
  ]);
  return {
    features: [
      ...features.map(({ kind, name, main, geometry }) => ({ kind, name, main, geometry: geometry as unknown as Geometry })),
      ...zones.map(({ name, geometry }) => ({ kind: "zone" as const, name, main: false, geometry: geometry as unknown as Geometry })),
    ],
  };
}

/** The whole city, as a view; null where nothing was drawn yet. */
export async function cityView(): Promise<View | null> {
  const { _min: min, _max: max } = await db.baseFeature.aggregate({ where: { kind: "boundary" }, _min: { west: true, south: true }, _max: { east: true, north: true } });
  return min.west !== null && min.south !== null && max.east !== null && max.north !== null ? { west: min.west, south: min.south, east: max.east, north: max.north } : null;
}

/** Networks devices may ask for. */
export const networksToChoose = () => db.network.findMany({ orderBy: { name: "asc" }, include: { agency: { select: { name: true } } } });

/** What an asset officer sees: agencies with their counts, imports, and the last assets. */
export const assetDesk = behindWall(async (who: Who, { find = "", after }: { find?: string | undefined; after?: string | undefined }) => {
  const where: Prisma.AssetWhereInput = { AND: [authorizedWhere(who.ability, "manage_assets", "Asset"), find ? { OR: [{ code: { contains: find, mode: "insensitive" } }, { place: { contains: find, mode: "insensitive" } }] } : {}, after ? { code: { gt: after } } : {}] };
  const [assets, imports, agencies, zones, base] = await Promise.all([
    db.asset.findMany({ where, orderBy: { code: "asc" }, take: 26, include: { agency: { select: { name: true } }, zone: { select: { name: true } } } }),
    db.assetImport.findMany({ where: authorizedWhere(who.ability, "manage_assets", "AssetImport"), orderBy: { id: "desc" }, take: 10, include: { agency: { select: { name: true } }, startedBy: { select: { name: true } } } }),
    db.agency.findMany({ where: authorizedWhere(who.ability, "manage_assets", "Agency"), orderBy: { name: "asc" }, include: { _count: { select: { assets: true } } } }),
    db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, code: true, name: true } }),
    db.baseFeature.groupBy({ by: ["kind"], _count: true }),
  ]);
  return { assets: assets.slice(0, 25), more: assets.length > 25 ? assets[24]?.code : undefined, imports, agencies, zones, base };
});

/** One import with its first problems. */
export const importFile = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  return db.assetImport.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "manage_assets", "AssetImport")] }, include: { agency: true, startedBy: { select: { name: true } }, problems: { orderBy: { line: "asc" }, take: 50 } } });
});

/** Every problem of an import, in the order of the file, a thousand at a time. */
export async function* problemsOf(importId: string) {
  for (let cursor: string | undefined; ; ) {
    const problems = await db.importProblem.findMany({ where: { importId }, orderBy: [{ line: "asc" }, { id: "asc" }], take: 1_000, ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}) });
    yield* problems;
    cursor = problems.at(-1)?.id;
    if (problems.length < 1_000) return;
  }
}
