import "server-only";
import type { Application, Prisma } from "@/lib/core/prisma-client/client";
import type { Tx } from "@/lib/core/db";
import { ok, refused, type Result } from "@/lib/core/result";
import type { Deed } from "@/lib/decisions/decision";
import { isWritable } from "@/lib/applications/lifecycle";
import { isPartOpen, type Draft } from "@/lib/applications/rules";
import type { SectionName } from "@/lib/applications/schema";

export const draftOf = (application: { draft: unknown }): Draft => application.draft as Draft;

/** The application a member writes, with all that the rules look at. */
export const findApplication = ({ tx, input }: { tx: Tx; input: { applicationId: string } }) => tx.application.findUnique({ where: { id: input.applicationId } });

/** Stores one section of a draft. Refuses what was sent meanwhile, and a page that is older than what is stored. */
export async function saveSection(tx: Tx, application: Application, version: number, section: SectionName, answers: Record<string, unknown>, title?: string): Promise<Result<Deed>> {
  if (!isWritable(application.status)) return refused("not_a_draft");
  if (!isPartOpen(application, section)) return refused("part_not_asked");
  const draft = { ...draftOf(application), [section]: answers } as Prisma.InputJsonObject;
  const { count } = await tx.application.updateMany({ where: { id: application.id, version }, data: { draft, version: { increment: 1 }, ...(title ? { title } : {}) } });
  if (count !== 1) return refused("changed_since_read");
  return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { section }, reference: application.reference });
}
