import { addDays, addMonths, isWorkingDay } from "@/lib/core/calendar";
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

/** Where nobody answers: so many days after the answer was due, the same. */
export const daysUnanswered = 180;

/** A time that ends on a day on which nobody works ends on the next on which somebody does (Regulation 1182/71, Article 3(4)). */
function onWorkingDay(day: Date): Date {
  let next = day;
  while (!isWorkingDay(next)) next = addDays(next, 1);
  return next;
}
export const answerDueOn = (askedOn: Date): Date => onWorkingDay(addMonths(askedOn, monthsToAnswer));
/** Counted from the asking, not from the day on which the first month ended. */
export const extendedDueOn = (askedOn: Date): Date => onWorkingDay(addMonths(askedOn, monthsToAnswer + furtherMonths));
