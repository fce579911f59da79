import "server-only";
import type { Application, Prisma } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { ok, refused, type Result } from "@/lib/core/result";
import type { Deed } from "@/lib/decisions/decision";
import { isWritable } from "@/lib/applications/lifecycle";
import { isPartOpen, modelKey, modelsAmong, modelsOf, type DeviceRow, type Draft } from "@/lib/applications/rules";
import { readiness } from "@/lib/applications/requirements";
import type { ReviewedTrade } from "@/lib/applications/tier-asks";
import { contentSchema, modelSheet, type SectionName } from "@/lib/applications/schema";

export const draftOf = (application: { draft: unknown }): Draft => application.draft as Draft;

/** The application a member writes, with all that the rules look at. */
export const findApplication = ({ tx, input }: { tx: Tx; input: { applicationId: string } }) => tx.application.findUnique({ where: { id: input.applicationId } });

/** Whoever reviews and whoever decides a case wait for each other: else each would miss what the other has not committed. */
export const inARow = (tx: Tx, applicationId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(7162003, hashtext(${applicationId}))`;

/** The sections of a case that nobody has reviewed yet, of those that this tier asks for. */
export async function sectionsDueAt(tx: Tx, applicationId: string, tier: number): Promise<ReviewedTrade[]> {
  const submission = await tx.submission.findFirst({ where: { applicationId }, orderBy: { number: "desc" }, select: { content: true } });
  return submission ? readiness(await reviewsOf(tx, applicationId), contentSchema.parse(submission.content), tier).missing : [];
}

/** What was reviewed of a case, oldest first. */
export const reviewsOf = (tx: Tx, applicationId: string) => tx.sectionReview.findMany({ where: { applicationId }, orderBy: { id: "asc" }, select: { section: true, outcome: true, partHash: true, byId: true } });

/** What was left open is not there: JSON has no word for it. */
export const given = (answers: object): Record<string, unknown> => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));

/**
 * Stores the devices of a draft, with what is known of their models: as it is described here already, or as the catalogue has it, which is what the city
 * last approved. What is described of a model that no device is of any more goes.
 */
export async function saveDevices(tx: Tx, application: Application, version: number, devices: DeviceRow[]): Promise<Result<Deed>> {
  const wanted = modelsAmong(devices);
  const described = modelsOf(draftOf(application)).filter((row) => wanted.has(modelKey(row)));
  const missing = [...wanted.keys()].filter((key) => !described.some((row) => modelKey(row) === key));
  const known = missing.length > 0 ? await tx.deviceModel.findMany({ where: { key: { in: missing } }, orderBy: { key: "asc" }, select: { key: true, sheet: true } }) : [];
  const models = [...described, ...known.flatMap(({ key, sheet }) => { const named = wanted.get(key); return named ? [{ make: named.make, model: named.model, ...modelSheet.parse(sheet) }] : []; })];
  return saveSection(tx, application, version, "devices", { devices: devices.map(given), ...(models.length > 0 ? { models } : {}) });
}

/** Stores one section of a draft. Refuses what was sent meanwhile, and a page that is older than what is stored. */
export async function saveSection(tx: Tx, application: Application, version: number, section: SectionName, answers: Record<string, unknown>, title?: string): Promise<Result<Deed>> {
  if (!isWritable(application.status)) return refused("not_a_draft");
  if (!isPartOpen(application, section)) return refused("part_not_asked");
  const draft = { ...draftOf(application), [section]: given(answers) } as Prisma.InputJsonObject;
  const { count } = await tx.application.updateMany({ where: { id: application.id, version }, data: { draft, version: { increment: 1 }, ...(title ? { title } : {}) } });
  if (count !== 1) return refused("changed_since_read");
  return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { section }, reference: application.reference });
}
