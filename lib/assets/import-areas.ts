import "server-only";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Position } from "geojson";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { zoneFinder } from "@/lib/assets/areas";
import { readAreas, type NamedArea } from "@/lib/assets/reading/read-areas";
import { importAreasInput } from "@/lib/assets/schema";

/**
 * An officer brings the city's shapes: zones, its boundary, or what maps are drawn on. All shapes are good or none is taken.
 * A zone with a known code is drawn anew; every asset is then asked again in which zone it lies.
 */
export const importAreas = decision({
  name: "areas.imported",
  input: importAreasInput,
  timeout: 120_000,
  may: ["manage_assets", "Zone"],
  find: async () => ({ id: randomUUID() }),
  async decide({ tx, input, record }) {
    const bytes = Buffer.from(await input.file.arrayBuffer());
    const { areas, problems } = await readAreas(() => Readable.from([bytes], { objectMode: false }), { kind: input.kind, ...(bytes.includes('"code"') ? { code: "code" } : {}) });
    if (problems.length > 0) return { ...refused("file_unreadable", { field: "file", about: { words: problems[0]?.words ?? "" } }), issues: problems.slice(0, 30).map((problem) => ({ field: "file", words: `Feature ${problem.line}: ${problem.words}` })) };
    if (areas.length === 0) return refused("nothing_to_import", { field: "file" });
    if (input.kind === "zone") await drawZones(tx, areas);
    else await drawBase(tx, input.kind, areas);
    return ok({ subject: { type: "Areas", id: record.id }, from: null, to: input.kind, open: { kind: input.kind, shapes: areas.length } });
  },
});

async function drawZones(tx: Tx, areas: NamedArea[]): Promise<void> {
  for (const { code, name, geometry } of areas) {
    const drawn = { name, geometry: geometry as unknown as Prisma.InputJsonObject };
    await tx.zone.upsert({ where: { code }, create: { code, ...drawn }, update: drawn });
  }
  const zoneOf = await zoneFinder(tx);
  for (let after: string | undefined; ; ) {
    const assets = await tx.asset.findMany({ orderBy: { id: "asc" }, take: 10_000, ...(after ? { where: { id: { gt: after } } } : {}), select: { id: true, lon: true, lat: true, zoneId: true } });
    const moved = new Map<string | null, string[]>();
    for (const asset of assets) {
      const zoneId = zoneOf(asset.lon, asset.lat);
      if (zoneId !== asset.zoneId) moved.set(zoneId, [...(moved.get(zoneId) ?? []), asset.id]);
    }
    for (const [zoneId, ids] of moved) await tx.asset.updateMany({ where: { id: { in: ids } }, data: { zoneId } });
    after = assets.at(-1)?.id;
    if (assets.length < 10_000) return;
  }
}

async function drawBase(tx: Tx, kind: "boundary" | "street" | "water" | "green", areas: NamedArea[]): Promise<void> {
  await tx.baseFeature.deleteMany({ where: { kind } });
  await tx.baseFeature.createMany({
    data: areas.map(({ name, main, geometry }) => {
      const points = (geometry.coordinates as unknown as number[][]).flat(3) as unknown as number[] | Position[];
      const flat = (points as unknown[]).flat(3) as number[];
      const lons = flat.filter((_, index) => index % 2 === 0);
      const lats = flat.filter((_, index) => index % 2 === 1);
      return { kind, name: name.slice(0, 200), main, geometry: geometry as unknown as Prisma.InputJsonObject, west: least(lons), south: least(lats), east: -least(lons.map((n) => -n)), north: -least(lats.map((n) => -n)) };
    }),
  });
}

const least = (numbers: number[]): number => numbers.reduce((low, number) => Math.min(low, number), Infinity);
