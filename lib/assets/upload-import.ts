import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { cityArea } from "@/lib/assets/areas";
import { inspect } from "@/lib/assets/reading/sniff";
import { uploadInput } from "@/lib/assets/schema";

const chunkBytes = 1_048_576;

/** An officer brings a file of assets. It is looked at and kept; nothing is imported yet. Refuses what is no CSV or GeoJSON. */
export const uploadImport = decision({
  name: "asset_import.uploaded",
  input: uploadInput,
  timeout: 60_000,
  may: ["manage_assets", "AssetImport"],
  find: async ({ personId }) => ({ id: randomUUID(), agencyId: null, startedById: personId }),
  async decide({ tx, input: { file }, record, personId }) {
    const open = () => Readable.fromWeb(file.stream() as WebStream);
    const inspection = await inspect(open, file.name, await cityArea(tx));
    if (inspection.problems.length > 0) return { ...refused("file_unreadable", { field: "file", about: { words: inspection.problems[0] ?? "" } }), issues: inspection.problems.map((words) => ({ field: "file", words })) };
    const hash = createHash("sha256");
    await tx.assetImport.create({ data: { id: record.id, fileName: file.name.slice(0, 200), fileHash: "", fileBytes: file.size, startedById: personId, inspection: inspection as unknown as Prisma.InputJsonObject } });
    let number = 0;
    let kept = Buffer.alloc(0);
    const store = (bytes: Buffer) => tx.importFileChunk.create({ data: { importId: record.id, number: number++, bytes: new Uint8Array(bytes) } });
    for await (const piece of open()) {
      hash.update(piece as Buffer);
      kept = Buffer.concat([kept, piece as Buffer]);
      for (; kept.length >= chunkBytes; kept = kept.subarray(chunkBytes)) await store(kept.subarray(0, chunkBytes));
    }
    if (kept.length > 0) await store(kept);
    const fileHash = hash.digest("hex");
    await tx.assetImport.update({ where: { id: record.id }, data: { fileHash } });
    return ok({ subject: { type: "AssetImport", id: record.id }, from: null, to: "uploaded", open: { fileHash, bytes: file.size } });
  },
});
