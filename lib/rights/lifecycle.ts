import { addMonths } from "@/lib/core/calendar";
import type { Moves } from "@/lib/core/lifecycle";
import type { DataRequestStatus } from "@/lib/core/prisma-client/client";

export const dataRequestMoves = {
  extend: { from: ["forwarded"], to: "extended" },
  answer: { from: ["forwarded", "extended"], to: "answered" },
} as const satisfies Moves<DataRequestStatus>;

/** One month, by the law (GDPR, Article 12(3)); two further ones where it is complex, told within the first. */
export const monthsToAnswer = 1;
export const furtherMonths = 2;
/** So many days after the last answer, who asked, what they wrote and what they were answered is forgotten. */
export const daysKept = 90;
/** How many days before an answer is due its partner is reminded; and on the day after. */
export const remindedAhead = [14, 3, -1] as const;

export const answerDueOn = (askedOn: Date): Date => addMonths(askedOn, monthsToAnswer);
export const extendedDueOn = (dueOn: Date): Date => addMonths(dueOn, furtherMonths);
