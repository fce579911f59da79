import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { finishImportInput, optionsSchema } from "@/lib/assets/schema";

/** The worker has read the whole file: what came of it goes into the ledger, and the file itself away. A check leaves it where it was. */
export const finishImport = decision({
  name: "asset_import.finished",
  input: finishImportInput,
  may: { operator: "the worker ends what an officer queued; the officer's entry stands before it" },
  find: ({ tx, input }) => tx.assetImport.findUnique({ where: { id: input.importId } }),
  async decide({ tx, record }) {
    if (record.status !== "running") return refused("not_from_here", { about: { status: record.status } });
    const { run } = optionsSchema.parse(record.options);
    const to = run === "check" ? "uploaded" : "finished";
    // By condition: a worker whose lease ran out and the one that took over may both come to the end.
    const { count } = await tx.assetImport.updateMany({ where: { id: record.id, status: "running" }, data: { status: to, leaseUntil: null, finishedAt: new Date(), version: { increment: 1 } } });
    if (count !== 1) return refused("not_from_here", { about: { status: to } });
    if (run === "import") await tx.importFileChunk.deleteMany({ where: { importId: record.id } });
    return ok({
      subject: { type: "AssetImport", id: record.id },
      from: "running",
      to,
      open: { run, fileHash: record.fileHash, read: record.rowsRead, good: record.rowsGood, bad: record.rowsBad, added: record.added, changed: record.changed, unchanged: record.unchanged },
    });
  },
});
