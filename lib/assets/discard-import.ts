import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { discardImportInput } from "@/lib/assets/schema";

/** An officer puts a file away without importing it. */
export const discardImport = decision({
  name: "asset_import.discarded",
  input: discardImportInput,
  may: ["manage_assets", "AssetImport"],
  find: ({ tx, input }) => tx.assetImport.findUnique({ where: { id: input.importId } }),
  async decide({ tx, input, record }) {
    const { count } = await tx.assetImport.updateMany({ where: { id: record.id, version: input.version, status: "uploaded" }, data: { status: "discarded", version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await tx.importFileChunk.deleteMany({ where: { importId: record.id } });
    return ok({ subject: { type: "AssetImport", id: record.id }, from: record.status, to: "discarded" });
  },
});
