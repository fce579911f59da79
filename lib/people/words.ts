import { addDays, dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import { assetClassWords } from "@/lib/access/asset-class-words";
import { capabilities, isCapability } from "@/lib/access/capabilities";

export { assetClassWords };

/** What a capability allows, to follow "may". */
export const capabilityWords = (word: string): string => (isCapability(word) ? capabilities[word].words : word);

export interface GrantInWords {
  capability: string;
  agency?: { name: string } | null;
  zone?: { name: string } | null;
  partner?: { name: string } | null;
  assetClass: string | null;
  highestTier: number | null;
  validUntil?: Date | null;
}

/** How far something reaches, limit by limit: "in" and "Harbour Quarter", to be set apart on a page. */
export function limitsOf(grant: Omit<GrantInWords, "capability" | "validUntil">): { before: string; name: string }[] {
  const limits: ({ before: string; name: string } | null)[] = [
    grant.partner ? { before: "for", name: grant.partner.name } : null,
    grant.agency ? { before: "on assets of", name: grant.agency.name } : null,
    grant.zone ? { before: "in", name: grant.zone.name } : null,
    grant.assetClass ? { before: "on", name: assetClassWords[grant.assetClass] ?? grant.assetClass } : null,
    grant.highestTier ? { before: "up to", name: `risk tier ${grant.highestTier}` } : null,
  ];
  return limits.filter((limit) => limit !== null);
}

const isWholeDay = (instant: Date): boolean => instant.getTime() % 86_400_000 === 0;

/** Until when something holds: its last day; or, where it was given for hours, the instant. */
export const untilWords = (validUntil: Date): string => (isWholeDay(validUntil) ? wordDay(addDays(validUntil, -1)) : wordInstant(validUntil));

/** The day from which something holds. */
export const fromWords = (validFrom: Date): string => wordDay(isWholeDay(validFrom) ? validFrom : dayOf(validFrom));

/** What a grant allows, to follow "may": "approve or refuse applications, in the Harbour Quarter, up to risk tier 3, until 31 March 2027". */
export function grantSentence(grant: GrantInWords): string {
  const limits = limitsOf(grant).map(({ before, name }) => `${before} ${name}`);
  return [capabilityWords(grant.capability), ...limits, ...(grant.validUntil ? [`until ${untilWords(grant.validUntil)}`] : [])].join(", ");
}

/** Where a grant stands at an instant. */
export function grantStatus(grant: { endedAt: Date | null; validFrom: Date; validUntil: Date | null }, now: Date): "scheduled" | "active" | "expired" | "ended" {
  if (grant.endedAt) return "ended";
  if (grant.validFrom > now) return "scheduled";
  return grant.validUntil && grant.validUntil <= now ? "expired" : "active";
}

/** The same, for one that may have been taken in an emergency: unless it was ratified in time, it has lapsed. */
export function standingOf(grant: { endedAt: Date | null; validFrom: Date; validUntil: Date | null; ratifyBy: Date | null; ratification: { outcome: string } | null }, now: Date): ReturnType<typeof grantStatus> | "lapsed" {
  const status = grantStatus(grant, now);
  return status === "active" && grant.ratifyBy && grant.ratifyBy <= now && grant.ratification?.outcome !== "ratified" ? "lapsed" : status;
}

/** Where an asking stands at an instant: one that nobody answered in time is expired, whether or not anything says so. */
export const requestStatus = (request: { status: "pending" | "approved" | "denied" | "withdrawn"; expiresAt: Date }, now: Date) => (request.status === "pending" && request.expiresAt <= now ? ("expired" as const) : request.status);

export const interestWords = { family: "Family", employment: "Work for them", ownership: "A share in them", other: "Something else" } as const;

export const ratificationWords = { ratified: "It was right", refused: "It was not right", examined_late: "Looked at after it had lapsed" } as const;

/** "an hour", "8 hours", "3 days". */
export const hoursWords = (hours: number): string => (hours === 1 ? "an hour" : hours >= 48 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`);

/** "a, b and c". */
export const listWords = (words: string[], last = "and"): string => (words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`);
