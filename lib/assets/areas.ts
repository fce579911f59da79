import "server-only";
import type { Geometry } from "geojson";
import { Prisma, type Tx } from "@/lib/core/db";
import { areaFrom, contains, type Area } from "@/lib/assets/reading/area";

/** The city's boundary, where one was imported: what lies outside is no asset of the city. */
export async function cityArea(tx: Tx): Promise<Area | undefined> {
  const boundary = await tx.baseFeature.findFirst({ where: { kind: "boundary" } });
  return boundary ? areaFrom(boundary.geometry as unknown as Geometry, boundary.name || "the city") : undefined;
}

/** Tells in which zone a place lies; null where it lies in none. */
export async function zoneFinder(tx: Tx): Promise<(lon: number, lat: number) => string | null> {
  const zones = (await tx.zone.findMany({ orderBy: { code: "asc" } })).map((zone) => ({ id: zone.id, area: areaFrom(zone.geometry as unknown as Geometry, zone.name) }));
  return (lon, lat) => zones.find(({ area }) => contains(area, lon, lat))?.id ?? null;
}

/** That the name of the place of an asset `a` holds this, as an index finds it. */
export const inStreet = (street: string): Prisma.Sql => Prisma.sql`a.place ILIKE ${`%${street.replace(/[\\%_]/g, "\\$&")}%`}`;
