import "server-only";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { queueImportInput } from "@/lib/assets/schema";

/**
 * An officer says how the file is read and whose assets these are; the worker then checks or imports it. A new agency, or a column
 * of owners, needs a grant that is not bound to one agency. Refuses a mapping without id or place.
 */
export const queueImport = decision({
  name: "asset_import.queued",
  input: queueImportInput,
  may: ["manage_assets", "AssetImport"],
  async find({ tx, input, personId }) {
    const found = await tx.assetImport.findUnique({ where: { id: input.importId } });
    const manyOwners = Boolean(input.mapping.owner) || (input.agencyName !== "" && !input.agencyId);
    // A file is whose brought it until it has an agency; then it is that agency's.
    const isTheirs = found?.agencyId ? found.agencyId === input.agencyId : found?.startedById === personId;
    // What is asked for is what must be allowed: an agency's own officer never reaches another's assets, nor another's file.
    return found && { ...found, agencyId: manyOwners || !isTheirs ? "any" : (input.agencyId ?? "any") };
  },
  async decide({ tx, input, record }) {
    if (record.status !== "uploaded") return refused("not_from_here", { about: { status: record.status } });
    const { importId, version, agencyName, ...options } = input;
    const { mapping } = options;
    if (!mapping.id) return refused("mapping_missing", { field: "mapping.id", about: { what: "the number on the plate" } });
    if (!mapping.point && !(mapping.lat && mapping.lon)) return refused("mapping_missing", { field: "mapping.lat", about: { what: "the latitude and the longitude, or both in one" } });
    let agencyId = options.agencyId;
    if (!agencyId && agencyName) agencyId = (await tx.agency.upsert({ where: { name: agencyName }, create: { name: agencyName }, update: {} })).id;
    if (!agencyId && !mapping.owner) return refused("agency_missing", { field: "agencyId" });
    if (agencyId && !(await tx.agency.findUnique({ where: { id: agencyId } }))) return refused("scope_unknown", { field: "agencyId", about: { scope: "agency" } });
    // What a form left open is undefined here, which the database does not store.
    const kept = JSON.parse(JSON.stringify(options)) as Prisma.InputJsonObject;
    await tx.importProblem.deleteMany({ where: { importId } });
    const { count } = await tx.assetImport.updateMany({
      where: { id: importId, version },
      data: { status: "queued", agencyId: agencyId ?? null, options: kept, rowsRead: 0, rowsGood: 0, rowsBad: 0, added: 0, changed: 0, unchanged: 0, version: { increment: 1 } },
    });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "AssetImport", id: importId }, from: "uploaded", to: "queued", open: { run: options.run, fileHash: record.fileHash, ...(agencyId ? { agencyId } : {}) } });
  },
});
