import type { Moves } from "@/lib/core/lifecycle";
import type { AppealStatus } from "@/lib/core/prisma-client/client";

export const appealMoves = {
  uphold: { from: ["lodged"], to: "upheld" },
  dismiss: { from: ["lodged"], to: "dismissed" },
  withdraw: { from: ["lodged"], to: "withdrawn" },
} as const satisfies Moves<AppealStatus>;

/** Within how many days of a decision a partner may appeal. */
export const daysToAppeal = 30;
