import type { Moves } from "@/lib/core/lifecycle";
import type { ReviewStatus } from "@/lib/core/prisma-client/client";

export const reviewMoves = {
  close: { from: ["open"], to: "closed" },
  finish: { from: ["closed"], to: "remediated" },
} as const satisfies Moves<ReviewStatus>;
