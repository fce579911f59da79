import { addDays } from "@/lib/core/calendar";
import type { Moves } from "@/lib/core/lifecycle";
import type { ConsiderationIntent, ConsiderationStatus } from "@/lib/core/prisma-client/client";

export const considerationMoves = {
  answer: { from: ["open"], to: "answered" },
  drop: { from: ["open", "answered"], to: "dropped" },
  decide: { from: ["open", "answered"], to: "decided" },
} as const satisfies Moves<ConsiderationStatus>;

export type ConsiderationState = ConsiderationStatus | "expired" | "stale";

/** For how many days after it could be answered a notice carries a decision. What is decided later is considered anew. */
export const daysItCarries = 90;

/** Where a notice is on its way on a day. That the time to answer is over is computed from the day, with no job running. */
export function considerationStateOn({ status, answerBy }: { status: ConsiderationStatus; answerBy: Date }, today: Date): ConsiderationState {
  if (status === "dropped" || status === "decided") return status;
  if (addDays(answerBy, daysItCarries) < today) return "stale";
  return status === "open" && answerBy < today ? "expired" : status;
}

/** The partner has been heard: it answered, or let its time go by. */
export const isHeard = (state: ConsiderationState): boolean => state === "answered" || state === "expired";

/** What a notice of one thing also carries: whoever was told that a permit may end was told that it may be suspended. */
export const carriedBy: Record<ConsiderationIntent, readonly ConsiderationIntent[]> = { refusal: ["refusal"], suspension: ["suspension", "revocation"], revocation: ["revocation"] };
