import type { Moves } from "@/lib/core/lifecycle";
import type { FollowStatus } from "@/lib/core/prisma-client/client";

export const followMoves = {
  confirm: { from: ["asked"], to: "following" },
  end: { from: ["asked", "following"], to: "ended" },
} as const satisfies Moves<FollowStatus>;

/** Who does not confirm within so many days is forgotten. */
export const daysToConfirm = 3;
/** Between two mails to the same person about the same thing. */
export const hoursBetween = 24;
