import { randomUUID } from "node:crypto";
import { asSuperuser } from "@/lib/core/test-superuser";
import type { BulkDeed } from "@/lib/bulk/schema";

/** A run of somebody's own over one record, as it would stand after drawing it up and starting or stopping it: past the guards, so that anybody may own one. */
export async function runOwnedBy(owner: { id: string }, of: { permitId?: string; applicationId?: string; seen?: number }, status: "drawn_up" | "queued" | "running" | "stopped" = "drawn_up", deed: BulkDeed = "permit_suspend", input: object = {}): Promise<string> {
  const id = randomUUID();
  await asSuperuser(`INSERT INTO "BulkRun" (id, deed, "from", status, input, "ownerId", "secondFactor", "confirmedAt", "drawnUpAt", "startedAt", total) VALUES ($1, $2, 'picks', $3::"BulkStatus", $4::jsonb, $5, true, now(), now(), now(), 1)`, [id, deed, status, JSON.stringify(input), owner.id]);
  await asSuperuser(`INSERT INTO "BulkItem" ("runId", position, "permitId", "applicationId", reference, seen) SELECT $1, 1, $2, $3, coalesce((SELECT reference FROM "Permit" WHERE id = $2), (SELECT reference FROM "Application" WHERE id = $3)), $4`, [id, of.permitId ?? null, of.applicationId ?? null, of.seen ?? 1]);
  return id;
}
