import { capabilities, isCapability } from "@/lib/access/capabilities";
import type { Prisma, ReviewAnswer, Silence } from "@/lib/core/prisma-client/client";
import { isWithin, type Reach } from "@/lib/people/giving";
import { reducedSchema, type Snapshot } from "@/lib/reviews/schema";

/** Reading leaves no entry in the ledger, so of these it cannot be told when they were last used. */
const traceless = new Set(["security.read", "identifiers.read", "contacts.read", "terms.read", "ledger.read"]);
export const leavesEntries = (capability: string): boolean => !traceless.has(capability);

/** To keep what was never used, or what shows a conflict, needs a reason as well. */
export const keepNeedsReason = (snapshot: Pick<Snapshot, "decisions" | "conflicts">): boolean => snapshot.decisions === 0 || snapshot.conflicts.length > 0;

/** A case that was decided with a grant: where it lay. Null where it lay in several. */
export interface CaseDecided {
  agencyId: string | null;
  zoneId: string | null;
  assetClass: Reach["assetClass"];
  /** 1 to 4 */
  tier: number;
  partnerId: string | null;
}

/**
 * The narrowest grant that would have allowed every one of these decisions, never wider than the grant is; null where that is the
 * grant as it is, or nothing was decided. Partners are left open: the next case may be anybody's.
 */
export function smallestThatSufficed(capability: string, present: Reach, decided: readonly CaseDecided[]): Reach | null {
  const [first] = decided;
  if (!first || !isCapability(capability)) return null;
  const limits: readonly string[] = capabilities[capability].scope;
  const shared = <K extends "agencyId" | "zoneId" | "assetClass">(column: K): CaseDecided[K] => (decided.every((each) => each[column] === first[column]) ? first[column] : null);
  const highest = Math.max(...decided.map(({ tier }) => tier));
  const smallest: Reach = {
    agencyId: present.agencyId ?? (limits.includes("agency") ? shared("agencyId") : null),
    zoneId: present.zoneId ?? (limits.includes("zone") ? shared("zoneId") : null),
    assetClass: present.assetClass ?? (limits.includes("assetClass") ? shared("assetClass") : null),
    // Tier 4 is the highest, so a limit of 4 would be none.
    highestTier: limits.includes("tier") && highest < (present.highestTier ?? 4) ? highest : present.highestTier,
    partnerId: present.partnerId,
  };
  return isSameReach(smallest, present) ? null : smallest;
}

export const isSameReach = (one: Reach, other: Reach): boolean => isWithin(one, other) && isWithin(other, one);

/** A grant that nobody has to answer for any more: it ended, or its time is over, since the review began. */
export const isOver = (grant: { endedAt: Date | null; validUntil: Date | null } | null, now: Date): boolean => grant !== null && (grant.endedAt !== null || (grant.validUntil !== null && grant.validUntil <= now));

interface ToCarryOut {
  answer: ReviewAnswer | null;
  reducedTo: unknown;
  grant: { endedAt: Date | null; validUntil: Date | null; supersededBy: (Reach & { validUntil: Date | null }) | null } | null;
}

/** Whether what was answered for a grant is so. What replaced one that was to be narrower must be no wider than was asked. */
export function isCarriedOut({ answer, reducedTo, grant }: ToCarryOut, silence: Silence, now: Date): boolean {
  if (!grant || answer === "keep" || (answer === "silence" && silence === "keep")) return true;
  if (answer === null || !isOver(grant, now)) return false;
  if (answer !== "reduce" || !grant.supersededBy) return true;
  const wanted = reducedSchema.parse(reducedTo);
  const { validUntil } = grant.supersededBy;
  return isWithin(grant.supersededBy, wanted) && (wanted.validUntil === null || (validUntil !== null && validUntil.toISOString() <= wanted.validUntil));
}

/** What waits for an answer, as a filter: nothing that is over, so that nobody is asked for nothing. */
export const waits = (now: Date): Prisma.ReviewItemWhereInput => ({ answer: null, review: { status: "open" }, OR: [{ grantId: null }, { grant: { endedAt: null, OR: [{ validUntil: null }, { validUntil: { gt: now } }] } }] });

/** Who may answer for a grant: one grant of the right to give, and whose it is. */
export interface Giver extends Reach {
  personId: string;
}

/**
 * Who is to answer for a grant: its giver, if they still may; else whoever may and has the least to answer so far. Never the holder;
 * null where there is nobody. `load` counts what each has, and is counted on.
 */
export function chooseReviewer(item: { holderId: string; giverId: string | null; reach: Reach }, givers: readonly Giver[], load: Map<string, number>): string | null {
  const able = [...new Set(givers.filter((giver) => giver.personId !== item.holderId && isWithin(item.reach, giver)).map(({ personId }) => personId))];
  const least = able.toSorted((one, other) => (load.get(one) ?? 0) - (load.get(other) ?? 0) || one.localeCompare(other))[0] ?? null;
  const chosen = item.giverId && able.includes(item.giverId) ? item.giverId : least;
  if (chosen) load.set(chosen, (load.get(chosen) ?? 0) + 1);
  return chosen;
}

/** What a reviewer answered, and when it was before them. */
export interface Answered {
  answer: ReviewAnswer | null;
  shownAt: Date | null;
  answeredAt: Date | null;
}

interface Timed {
  answer: ReviewAnswer;
  answeredAt: Date;
  /** null where it was answered without having been shown */
  seconds: number | null;
}

/**
 * One reviewer's answers in the order they gave them, with the seconds each took: from when it was shown, or from their answer before
 * where that is later. Opening everything first and then answering in a row does not count as looking.
 */
export function timed(answers: readonly Answered[]): Timed[] {
  const given = answers.flatMap(({ answer, shownAt, answeredAt }) => (answer && answeredAt ? [{ answer, shownAt, answeredAt }] : [])).toSorted((one, other) => one.answeredAt.getTime() - other.answeredAt.getTime());
  return given.map(({ answer, shownAt, answeredAt }, index) => {
    const before = given[index - 1]?.answeredAt.getTime() ?? Number.NEGATIVE_INFINITY;
    return { answer, answeredAt, seconds: shownAt && Math.max(0, answeredAt.getTime() - Math.max(shownAt.getTime(), before)) / 1_000 };
  });
}

export const bulk = { least: 5, underSeconds: 5 } as const;

/** Runs of five keeps or more in a row, each in under five seconds (or never looked at): how many, and from when to when. */
export function bulkStreaks(answers: readonly Answered[]): { count: number; from: Date; to: Date }[] {
  const streaks: { count: number; from: Date; to: Date }[] = [];
  let run: Timed[] = [];
  const end = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && run.length >= bulk.least) streaks.push({ count: run.length, from: first.answeredAt, to: last.answeredAt });
    run = [];
  };
  for (const each of timed(answers)) {
    if (each.answer === "keep" && (each.seconds ?? 0) < bulk.underSeconds) run.push(each);
    else end();
  }
  end();
  return streaks;
}

/** The middle one; of an even number the mean of the two in the middle. Null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Seconds per answer: the middle and the fastest. Null where nothing was answered. */
export function pace(answers: readonly Answered[]): { median: number; fastest: number } | null {
  const seconds = timed(answers).map((each) => each.seconds ?? 0);
  const middle = median(seconds);
  return middle === null ? null : { median: middle, fastest: Math.min(...seconds) };
}

/** Whole days from one day to another. */
export const daysBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 86_400_000);

/** Days before the end on which those who have not answered are reminded. */
export const reminderDays = [7, 1] as const;

/** The reminders that are due so many days before the end and were not sent. Past the last day none is. */
export const remindersDue = (daysLeft: number, told: readonly number[]): number[] => (daysLeft < 0 ? [] : reminderDays.filter((days) => daysLeft <= days && !told.includes(days)));
