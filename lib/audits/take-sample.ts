import "server-only";
import { randomBytes } from "node:crypto";
import { takeSampleInput } from "@/lib/audits/schema";
import { frontierNow } from "@/lib/ledger/tree";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/**
 * An auditor announces a sample: how many, of which decisions, below which position, and a seed. It is drawn from the seed and the first
 * checkpoint that seals the announcement, so neither the auditor nor whoever decided can choose what is in it.
 */
export const takeSample = decision({
  name: "sample.announced",
  input: takeSampleInput,
  may: ["launch", "Sample"],
  find: async () => ({ id: newId() }),
  async decide({ tx, input, record, personId }) {
    const { size } = await frontierNow(tx);
    if (size === 0) return refused("no_position_yet");
    const [{ there }] = await tx.$queryRaw<[{ there: number }]>`
      SELECT count(*)::int AS there FROM (SELECT FROM "LedgerLeaf" l WHERE l.position < ${size}::bigint AND (${input.name ?? null}::text IS NULL OR (l.leaf::jsonb)->>'name' = ${input.name ?? null}::text) LIMIT ${input.count}::int) AS enough`;
    if (there < input.count) return refused("sample_too_large", { field: "count", about: { there } });
    const seed = randomBytes(32).toString("hex");
    await tx.sample.create({ data: { id: record.id, count: input.count, name: input.name ?? null, seed, below: BigInt(size), takenById: personId, reason: input.reason } });
    return ok({ subject: { type: "Sample", id: record.id }, from: null, to: "announced", open: { count: input.count, ...(input.name ? { of: input.name } : {}), below: size, seed }, sealed: { reason: input.reason }, reference: record.id });
  },
});
