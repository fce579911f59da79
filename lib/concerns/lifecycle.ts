import { addWorkingDays } from "@/lib/core/calendar";
import type { Moves } from "@/lib/core/lifecycle";
import type { ConcernStatus } from "@/lib/core/prisma-client/client";

const open = ["received", "acknowledged", "investigating", "reopened"] as const satisfies readonly ConcernStatus[];
const over = ["resolved", "no_action", "duplicate"] as const satisfies readonly ConcernStatus[];

export const concernMoves = {
  take: { from: ["received", "reopened"], to: "acknowledged" },
  inspect: { from: open, to: "investigating" },
  resolve: { from: open, to: "resolved" },
  leave: { from: open, to: "no_action" },
  merge: { from: open, to: "duplicate" },
  reopen: { from: over, to: "reopened" },
} as const satisfies Moves<ConcernStatus>;

export const openStatuses: readonly ConcernStatus[] = open;
export const isOpen = (status: ConcernStatus): boolean => openStatuses.includes(status);

/** Within how many working days the city promises an answer. */
export const daysToAnswer = 10;
/** Within how many working days somebody goes and looks. */
export const daysToInspect = 5;
/** For how many days after the answer its reporter may say that it is not put right. */
export const daysToReopen = 60;
/** So many days after the answer, what the reporter wrote and sent, and where the answer went, is forgotten. */
export const daysKept = 90;

export const answerDueOn = (today: Date): Date => addWorkingDays(today, daysToAnswer);
export const inspectionDueOn = (today: Date): Date => addWorkingDays(today, daysToInspect);
