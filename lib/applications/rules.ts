import type { ZodError } from "zod";
import { sections, sectionNames, type SectionName } from "@/lib/applications/schema";
import type { identifiesLevels, purposes } from "@/lib/applications/schema";
import { wordDay, workingDaysBetween } from "@/lib/core/calendar";

export type Draft = Partial<Record<SectionName, Record<string, unknown>>>;
export type TaskStatus = "not_started" | "in_progress" | "completed" | "problem";

/** Where each section of a draft stands, judged by the same schema that saving and sending use. */
export function sectionStatus(draft: Draft, name: SectionName): TaskStatus {
  const answers = draft[name];
  if (!answers || Object.keys(answers).length === 0) return "not_started";
  if (name === "sites" && !sitesFit(draft)) return answersOf(draft, "sites").length === 0 ? "not_started" : devicesOf(draft).length === 0 ? "in_progress" : "problem";
  return readSection(draft, name).success ? "completed" : "in_progress";
}

export function readSection(draft: Draft, name: SectionName): { success: boolean; error?: ZodError } {
  const answers = draft[name] ?? {};
  // Lists are kept as lists; the form's schema reads them as lines.
  const asTyped = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, Array.isArray(value) && (key === "talksTo" || key === "collects") ? value.join("\n") : value]));
  return sections[name].safeParse(asTyped);
}

const answersOf = (draft: Draft, name: "sites"): string[] => (draft[name]?.assetIds as string[] | undefined) ?? [];
export const devicesOf = (draft: Draft): { name: string; make: string; model: string; serial: string }[] => (draft.devices?.devices as { name: string; make: string; model: string; serial: string }[] | undefined) ?? [];
/** One place for each device, in order. */
export const sitesFit = (draft: Draft): boolean => answersOf(draft, "sites").length > 0 && answersOf(draft, "sites").length === devicesOf(draft).length;

/** The first section that keeps a draft from being sent, or null. */
export const firstIncomplete = (draft: Draft): SectionName | null => sectionNames.find((name) => sectionStatus(draft, name) !== "completed") ?? null;

/**
 * Risk tier 1 to 4 with what it was computed from, so that anyone can follow it (guideline 4.1).
 * Whether people can be identified weighs most; then reach: how many devices, and radios that others' phones connect to.
 */
export function riskOf(of: { identifies: (typeof identifiesLevels)[number]; devices: number; purpose: (typeof purposes)[number] }): { tier: 1 | 2 | 3 | 4; inputs: string[] } {
  const inputs: string[] = [];
  let tier = { no: 1, anonymous: 2, yes: 3 }[of.identifies];
  inputs.push({ no: "It does not identify people.", anonymous: "It sees people and makes that anonymous at once.", yes: "It can identify people." }[of.identifies]);
  if (of.devices > 50) {
    tier += 1;
    inputs.push(`It is large: ${of.devices} devices.`);
  }
  if (of.purpose === "phone_and_internet" && of.identifies !== "yes") {
    tier += 1;
    inputs.push("People's own phones and computers connect to it.");
  }
  if (of.purpose === "safety" && of.identifies === "no") {
    tier += 1;
    inputs.push("Safety depends on it.");
  }
  return { tier: Math.min(tier, 4) as 1 | 2 | 3 | 4, inputs };
}

/** Every value equal, or null: a case that spans two zones is in the hands of those whose grant is not bound to one. */
export function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** Working days from today until a case is due, as words; stopped while the partner has it. Below zero it is late. */
export function clockOf(application: { status: string; dueOn: Date | null }, today: Date): { state: "running" | "soon" | "late" | "paused"; words: string; note?: string } {
  if (application.status === "changes_requested" || !application.dueOn) return { state: "paused", words: "Stopped", note: "until the partner answers" };
  const days = workingDaysBetween(today, application.dueOn);
  const note = `due ${wordDay(application.dueOn)}`;
  const many = (n: number) => (n === 1 ? "1 day" : `${n} days`);
  if (days < 0) return { state: "late", words: `${many(-days)} late`, note };
  if (days === 0) return { state: "soon", words: "Due today", note };
  return { state: days <= 2 ? "soon" : "running", words: `${many(days)} left`, note };
}
