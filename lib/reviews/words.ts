import { capabilityWords } from "@/lib/people/words";
import type { ReviewScope } from "@/lib/reviews/schema";

export const answerWords = { keep: "Kept", reduce: "Made narrower", end: "Ended", silence: "Nobody answered" } as const;
export const silenceWords = { end: "What nobody answers for ends", keep: "What nobody answers for is kept" } as const;
export const reviewStatusWords = { open: "Open", closed: "Closed, not checked yet", remediated: "Carried out" } as const;

/** What a review asks about, as a sentence. */
export function scopeWords(scope: ReviewScope): string {
  const where = [scope.zone ? `in ${scope.zone}` : null, scope.agency ? `on assets of ${scope.agency}` : null].filter((each) => each !== null).join(", ");
  const [what, holds] = scope.capabilities.length === 0 ? ["Every permission of city staff", "that holds"] : [`The permissions to ${scope.capabilities.map(capabilityWords).join("; to ")}`, "as far as they hold"];
  return where ? `${what} ${holds} ${where}.` : `${what}.`;
}

/** "4 seconds", "2 minutes", "3 hours". */
export function durationWords(seconds: number): string {
  const count = (value: number, word: string) => `${value} ${word}${value === 1 ? "" : "s"}`;
  if (seconds < 10) return count(Math.round(seconds * 10) / 10, "second");
  if (seconds < 90) return count(Math.round(seconds), "second");
  if (seconds < 5_400) return count(Math.round(seconds / 60), "minute");
  return seconds < 129_600 ? count(Math.round(seconds / 3_600), "hour") : count(Math.round(seconds / 86_400), "day");
}
