import type { Moves } from "@/lib/core/lifecycle";
import type { BulkStatus } from "@/lib/core/prisma-client/client";

export const bulkMoves = {
  start: { from: ["drawn_up"], to: "queued" },
  /** the worker is at it */
  run: { from: ["queued"], to: "running" },
  stop: { from: ["queued", "running"], to: "stopped" },
  go_on: { from: ["stopped"], to: "queued" },
  finish: { from: ["running"], to: "finished" },
} as const satisfies Moves<BulkStatus>;
