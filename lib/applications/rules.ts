import type { ZodError } from "zod";
import { sections, sectionNames, type Content, type SectionName } from "@/lib/applications/schema";
import { wordDay, workingDaysBetween } from "@/lib/core/calendar";
import type { CaseClock } from "@/lib/core/case-clock";

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
export type DeviceRow = Content["devices"]["devices"][number];
export type ModelRow = NonNullable<Content["devices"]["models"]>[number];
export const devicesOf = (draft: Draft): DeviceRow[] => (draft.devices?.devices as DeviceRow[] | undefined) ?? [];
/** The models that are described in a draft, each once. */
export const modelsOf = (draft: Draft): ModelRow[] => (draft.devices?.models as ModelRow[] | undefined) ?? [];

/** What one model is known by, however its letters and spaces are written. */
export const modelKey = ({ make, model }: { make: string; model: string }): string => [make, model].map((word) => word.trim().replace(/\s+/g, " ").toLowerCase()).join("\n");

/** The models of these devices, each once under its key, as it is written first. */
export function modelsAmong(devices: readonly { make: string; model: string }[]): Map<string, { make: string; model: string; devices: number }> {
  const found = new Map<string, { make: string; model: string; devices: number }>();
  for (const { make, model } of devices) {
    const key = modelKey({ make, model });
    const before = found.get(key);
    found.set(key, { make, model, ...before, devices: (before?.devices ?? 0) + 1 });
  }
  return found;
}
/** One place for each device, in order. */
export const sitesFit = (draft: Draft): boolean => answersOf(draft, "sites").length > 0 && answersOf(draft, "sites").length === devicesOf(draft).length;

/** The first section that keeps a draft from being sent, or null. */
export const firstIncomplete = (draft: Draft): SectionName | null => sectionNames.find((name) => sectionStatus(draft, name) !== "completed") ?? null;

/** What the city's people do among themselves with a case: it stays among them, with its reasons. */
export const amongStaff = ["application.assessed", "application.section_reviewed", "application.assigned", "application.tier_raised", "application.lower_tier_proposed", "application.lower_tier_answered"];

/** Whether a member may write a section now: all of a draft, save where only some parts are open, as in a renewal; of changes that are asked for, what was asked for. */
export const isPartOpen = ({ askedParts }: { askedParts: string[] }, section: SectionName): boolean => askedParts.length === 0 || askedParts.includes(section);

/** What is looked at anew when a permit is renewed. What hangs where stays as it is: to change that is an amendment. */
export const renewedParts = ["purpose", "networks", "data", "security", "contact", "terms"] as const satisfies readonly SectionName[];

/** What opens when these parts are asked for: as many places as devices, so either opens both. */
export const partsOpened = (asked: readonly SectionName[]): SectionName[] => sectionNames.filter((name) => asked.includes(name) || (name === "sites" && asked.includes("devices")) || (name === "devices" && asked.includes("sites")));

/** Every value equal, or null: a case that spans two zones is in the hands of those whose grant is not bound to one. */
export function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** Working days from today until a case is due, as words; while the partner owes an answer the clock stands, and what is left is told. Below zero it is late. */
export function clockOf(application: { status: string; dueOn: Date | null } & CaseClock, today: Date): { state: "running" | "soon" | "late" | "paused"; words: string; note?: string } {
  const many = (n: number) => (n === 1 ? "1 day" : `${n} days`);
  // A clock that begins later stands until then: the partner was given time to say something to what is considered.
  const standsUntil = application.clockFrom && application.clockFrom > today ? application.clockFrom : null;
  if (application.status === "changes_requested" || !application.dueOn || standsUntil) {
    const left = application.clockDays - application.clockUsed;
    return { state: "paused", words: left >= 0 ? `Paused, ${many(left)} left` : `Paused, ${many(-left)} late`, note: standsUntil ? `until the partner answers, or ${wordDay(standsUntil)}` : "until the partner answers" };
  }
  const days = workingDaysBetween(today, application.dueOn);
  const note = `due ${wordDay(application.dueOn)}`;
  if (days < 0) return { state: "late", words: `${many(-days)} late`, note };
  // Due on a Friday and seen on the Sunday after: no working day has passed, and it is over all the same.
  if (days === 0) return application.dueOn < today ? { state: "late", words: "Overdue", note } : { state: "soon", words: "Due today", note };
  return { state: days <= 2 ? "soon" : "running", words: `${many(days)} left`, note };
}
