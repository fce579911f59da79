import "server-only";
import { Readable } from "node:stream";
import type { AssetImport } from "@/lib/core/prisma-client/client";
import { db, Prisma, type Tx } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";
import { transaction } from "@/lib/core/transaction";
import { cityArea, zoneFinder } from "@/lib/assets/areas";
import { finishImport } from "@/lib/assets/finish-import";
import { readAssets, type AssetRow, type RowProblem } from "@/lib/assets/reading/read-assets";
import type { Inspection } from "@/lib/assets/reading/sniff";
import { optionsSchema, type ImportOptions } from "@/lib/assets/schema";

const batchRows = 1_000;
const leaseMs = 60_000;
const mostProblemsKept = 20_000;
const slotsOf: Record<string, number> = { light_pole: 2, traffic_pole: 2, cabinet: 3, shelter: 2, kiosk: 2, rooftop: 6, duct: 4, other: 1 };

/** Takes the oldest import that waits, or one whose worker died, and runs it to its end. False when there is none. */
export async function runNextImport(onProgress?: (read: number) => void): Promise<boolean> {
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE "AssetImport" SET status = 'running', "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
    WHERE id = (SELECT id FROM "AssetImport" WHERE status = 'queued' OR (status = 'running' AND "leaseUntil" < now()) ORDER BY "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  if (!claimed) return false;
  const found = await db.assetImport.findUniqueOrThrow({ where: { id: claimed.id } });
  try {
    await run(found, onProgress);
    const finished = await finishImport({ kind: "operator" }, { importId: found.id });
    if (!finished.ok) throw new Error(`the end of an import was refused: ${finished.refusal}`);
  } catch (problem) {
    log.error({ import: found.id, problem: forLog(problem) }, "an import stopped");
    await db.assetImport.update({ where: { id: found.id }, data: { status: "failed", leaseUntil: null, lastProblem: "The import stopped because of a fault on our side. What was imported until then stays. Upload the file again: nothing is imported twice." } });
  }
  return true;
}

/** Reads the stored file from the start, skips what an earlier run has done already, and writes the rest batch by batch. */
async function run(found: AssetImport, onProgress?: (read: number) => void): Promise<void> {
  const options = optionsSchema.parse(found.options);
  const inspection = found.inspection as unknown as Inspection;
  const tx = db as unknown as Tx;
  const [area, zoneOf] = await Promise.all([cityArea(tx), zoneFinder(tx)]);
  const owners = await ownersOf(tx);
  let skip = found.rowsRead;
  let rows: AssetRow[] = [];
  let problems: RowProblem[] = [];
  const write = async () => {
    await writeBatch(found, options, rows, problems, zoneOf, owners);
    onProgress?.(rows.length + problems.length);
    rows = [];
    problems = [];
  };
  const reading = readAssets(() => storedFile(found.id), {
    mapping: withoutUndefined(options.mapping),
    format: inspection.format,
    encoding: inspection.encoding,
    ...(inspection.delimiter ? { delimiter: inspection.delimiter } : {}),
    crs: options.crs || inspection.crs.code || "EPSG:4326",
    swapped: options.swapped === "yes",
    ...(area ? { area } : {}),
    ...(options.assetClass ? { defaultClass: options.assetClass } : {}),
  });
  for await (const read of reading) {
    if (skip-- > 0) continue;
    if ("row" in read) rows.push(read.row);
    else problems.push(read.problem);
    if (rows.length + problems.length >= batchRows) await write();
  }
  if (rows.length + problems.length > 0) await write();
}

const withoutUndefined = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };

/** The uploaded file as a stream, one stored piece in memory at a time. */
function storedFile(importId: string): Readable {
  return Readable.from(
    (async function* () {
      for (let number = 0; ; number++) {
        const chunk = await db.importFileChunk.findUnique({ where: { importId_number: { importId, number } } });
        if (!chunk) return;
        yield Buffer.from(chunk.bytes);
      }
    })(),
    { objectMode: false },
  );
}

/** Agencies by name, made as a column of owners names new ones. */
async function ownersOf(tx: Tx) {
  const byName = new Map((await tx.agency.findMany()).map((agency) => [agency.name.toLowerCase(), agency.id]));
  return async (name: string, mayMake: boolean): Promise<string | undefined> => {
    const known = byName.get(name.toLowerCase());
    if (known || !mayMake) return known;
    const { id } = await tx.agency.upsert({ where: { name }, create: { name }, update: {} });
    byName.set(name.toLowerCase(), id);
    return id;
  };
}

async function writeBatch(found: AssetImport, options: ImportOptions, rows: AssetRow[], unread: RowProblem[], zoneOf: (lon: number, lat: number) => string | null, owners: (name: string, mayMake: boolean) => Promise<string | undefined>): Promise<void> {
  const really = options.run === "import";
  const read = rows.length + unread.length;
  const unowned: RowProblem[] = [];
  const ready: { line: number; id: string; agencyId: string; assetClass: string; zoneId: string | null; lat: number; lon: number; place: string }[] = [];
  for (const row of rows) {
    const agencyId = row.owner && options.mapping.owner ? await owners(row.owner, really) : found.agencyId;
    if (!agencyId && really) unowned.push({ line: row.line, column: options.mapping.owner ?? "", reason: "id_blank", words: "This row names no owner. Write the agency that owns the asset." });
    else ready.push({ line: row.line, id: row.id, agencyId: agencyId ?? "", assetClass: row.assetClass, zoneId: zoneOf(row.lon, row.lat), lat: row.lat, lon: row.lon, place: row.place });
  }
  const bad = await transaction(
    async (tx) => {
      // Made anew at each try: a transaction that had to give way runs again from here.
      const problems = [...unread, ...unowned];
      const taken = new Map((await tx.asset.findMany({ where: { code: { in: ready.map((row) => row.id) } }, select: { code: true, agencyId: true, agency: { select: { name: true } } } })).map((asset) => [asset.code, asset]));
      const good = ready.filter((row) => {
        const other = taken.get(row.id);
        if (!other || other.agencyId === row.agencyId || !row.agencyId) return true;
        problems.push({ line: row.line, column: options.mapping.id ?? "", reason: "id_duplicate", words: `${row.id} is already an asset of ${other.agency.name}. Give this one another number, or ask them to hand it over.` });
        return false;
      });
      const { added, changed } = really && good.length > 0 ? await upsert(tx, good) : { added: 0, changed: 0 };
      if (problems.length > 0 && found.rowsBad < mostProblemsKept) {
        await tx.importProblem.createMany({ data: problems.map(({ line, column, reason, words, record }) => ({ importId: found.id, line, column, reason, words, ...(record ? { record } : {}) })) });
      }
      await tx.assetImport.update({
        where: { id: found.id },
        data: {
          rowsRead: { increment: read },
          rowsGood: { increment: good.length },
          rowsBad: { increment: problems.length },
          added: { increment: added },
          changed: { increment: changed },
          unchanged: { increment: really ? good.length - added - changed : 0 },
          leaseUntil: new Date(Date.now() + leaseMs),
        },
      });
      return problems.length;
    },
    { timeout: 60_000 },
  );
  found.rowsBad += bad;
}

/** One statement a batch. What is as it was is left alone, so that importing twice changes nothing. */
async function upsert(tx: Tx, rows: { id: string; agencyId: string; assetClass: string; zoneId: string | null; lat: number; lon: number; place: string }[]): Promise<{ added: number; changed: number }> {
  const json = JSON.stringify(rows.map((row) => ({ code: row.id, agency: row.agencyId, kind: row.assetClass, zone: row.zoneId, lat: row.lat, lon: row.lon, place: row.place.slice(0, 200), slots: slotsOf[row.assetClass] ?? 1 })));
  const written = await tx.$queryRaw<{ isNew: boolean }[]>(Prisma.sql`
    INSERT INTO "Asset" (id, code, "agencyId", "assetClass", "zoneId", lat, lon, place, slots, "updatedAt")
    SELECT gen_random_uuid(), r.code, r.agency::uuid, r.kind::"AssetClass", r.zone::uuid, r.lat, r.lon, r.place, r.slots, now()
    FROM jsonb_to_recordset(${json}::jsonb) AS r(code text, agency text, kind text, zone text, lat float8, lon float8, place text, slots int)
    ON CONFLICT (code) DO UPDATE SET "assetClass" = EXCLUDED."assetClass", "zoneId" = EXCLUDED."zoneId", lat = EXCLUDED.lat, lon = EXCLUDED.lon, place = EXCLUDED.place, version = "Asset".version + 1, "updatedAt" = now()
    WHERE "Asset"."agencyId" = EXCLUDED."agencyId"
      AND ("Asset"."assetClass", "Asset"."zoneId", "Asset".lat, "Asset".lon, "Asset".place) IS DISTINCT FROM (EXCLUDED."assetClass", EXCLUDED."zoneId", EXCLUDED.lat, EXCLUDED.lon, EXCLUDED.place)
    RETURNING (xmax = 0) AS "isNew"`);
  const added = written.filter((row) => row.isNew).length;
  return { added, changed: written.length - added };
}
