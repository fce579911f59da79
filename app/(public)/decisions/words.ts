import { languages } from "@/app/languages/all";
import type { Words } from "@/app/languages/words";
import { readDay } from "@/lib/core/calendar";
import type { PublicDecision } from "@/lib/registry/queries";

/** What was decided, in one sentence. */
export function decisionWhat(decision: PublicDecision, words: Words): string {
  const until = decision.until ? readDay(decision.until) : null;
  return words.decisions.what[decision.name](decision.partner, decision.devices, until ? words.formats.day(until) : words.decisions.furtherNotice);
}

/** The same with its reason, where there is no room for more than words. */
export const decisionSentence = (decision: PublicDecision): string => `${decisionWhat(decision, languages.en)} ${decision.reason}`;

/** By whom it was decided: an officer by name, the partner that gave it back, or nobody where only time went by. */
export const officerWords = (decision: PublicDecision, words: Words = languages.en): string => (decision.officer ?? (decision.isByLapse ? words.decisions.byLapse : words.decisions.officer));

const titles: Record<PublicDecision["name"], string> = { "permit.granted": "Allowed", "permit.suspended": "Suspended", "permit.eased": "Allowed again in part", "permit.resumed": "Allowed again", "permit.revoked": "Revoked", "permit.restricted": "Restricted", "permit.narrowed": "Changed", "permit.voided": "Void from the start", "permit.reinstated": "Valid again", "permit.surrendered": "Given back", "permit.superseded": "Replaced", "permit.places_withheld": "Places withheld", "permit.places_published": "Places published", "application.refused": "Refused" };
/** For a list without room for more: what was done, to what. */
export const decisionTitle = (decision: PublicDecision): string => `${titles[decision.name]}: ${decision.title} (${decision.reference})`;

const statuses = {
  "permit.suspended": "suspended",
  "permit.eased": "restricted",
  "permit.restricted": "restricted",
  "permit.narrowed": "restricted",
  "permit.surrendered": "surrendered",
  "permit.superseded": "superseded",
  "permit.voided": "voided",
  "permit.reinstated": "active",
  "permit.resumed": "active",
  "permit.revoked": "revoked",
} as const;

/** The tag of a decision: how it left what it is about. */
export function decisionTag(decision: PublicDecision, words: Words): { record: "application" | "permit"; status: string; words: string } {
  const { name, conditions } = decision;
  const given = name === "permit.granted" ? (conditions > 0 ? "approved_with_conditions" : "approved") : name === "application.refused" ? "refused" : null;
  if (given) return { record: "application", status: given, words: words.decided[given] ?? given };
  // It leaves the permit as it stood.
  if (name === "permit.places_withheld" || name === "permit.places_published") return { record: "permit", status: "active", words: words.decisions.entry[name] };
  const status = statuses[name as keyof typeof statuses];
  return { record: "permit", status, words: words.standing[status] ?? status };
}
