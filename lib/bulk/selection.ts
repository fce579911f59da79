import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { heldBy } from "@/lib/access/held";
import type { Tx } from "@/lib/core/db";
import { readReference } from "@/lib/core/ids";
import { caseIdsThatFit, type Asker } from "@/lib/applications/queries";
import { contentSchema } from "@/lib/applications/schema";
import { permitIdsThatFit } from "@/lib/permits/queries";
import { bulkDeeds } from "@/lib/bulk/deeds";
import { mostAtOnce, type BulkDeed, type drawUpInput } from "@/lib/bulk/schema";
import type { z } from "zod";

/**
 * Which records are meant, by their ids, in the order in which they are listed; at most as many as go into one run, and only those on which this person
 * may do it. Where that is none of them, all: then it is refused as for one.
 */
export async function idsMeant(tx: Tx, personId: string, secondFactor: boolean, input: z.infer<typeof drawUpInput>): Promise<string[]> {
  const { held } = await heldBy(tx, personId, { secondFactor });
  const ability = abilityOf(held);
  const ids = await idsAsked(tx, { person: { id: personId }, held, ability }, input);
  const { kind, action: [action] } = bulkDeeds[input.deed];
  const found = kind === "Application" ? await tx.application.findMany({ where: { AND: [{ id: { in: ids } }, authorizedWhere(ability, action, "Application")] }, select: { id: true } }) : await tx.permit.findMany({ where: { AND: [{ id: { in: ids } }, authorizedWhere(ability, action, "Permit")] }, select: { id: true } });
  const allowed = new Set(found.map(({ id }) => id));
  return allowed.size > 0 ? ids.filter((id) => allowed.has(id)) : ids.slice(0, 1);
}

async function idsAsked(tx: Tx, who: Asker, input: z.infer<typeof drawUpInput>): Promise<string[]> {
  const { kind } = bulkDeeds[input.deed];
  if (input.from === "refused") {
    const items = await tx.bulkItem.findMany({ where: { runId: input.runId ?? "", outcome: "refused", run: { ownerId: who.person.id } }, orderBy: { position: "asc" }, select: { applicationId: true, permitId: true } });
    return items.flatMap(({ applicationId, permitId }) => (kind === "Application" ? applicationId : permitId) ?? []);
  }
  if (input.from === "picks") {
    const references = [...new Set(input.picks.flatMap((each) => readReference(each) ?? []))];
    const where = { where: { reference: { in: references } }, select: { id: true, reference: true } };
    const found = kind === "Application" ? await tx.application.findMany(where) : await tx.permit.findMany(where);
    return found.toSorted((a, b) => references.indexOf(a.reference) - references.indexOf(b.reference)).map(({ id }) => id);
  }
  return kind === "Application" ? caseIdsThatFit(who, { view: input.view, find: input.find, tier: Number(input.tier) || undefined, zoneId: input.zone }, mostAtOnce) : permitIdsThatFit(who, { find: input.find, status: input.standing }, mostAtOnce);
}

/** Records as they stand now, in no order. */
export async function picked(tx: Pick<Tx, "application" | "permit">, deed: BulkDeed, ids: string[]): Promise<{ id: string; version: number; reference: string }[]> {
  const select = { id: true, version: true, reference: true };
  return bulkDeeds[deed].kind === "Permit" ? tx.permit.findMany({ where: { id: { in: ids } }, select }) : tx.application.findMany({ where: { id: { in: ids }, submittedAt: { not: null } }, select });
}

/** Until when an application's partner wants it, where that is what decides; else nothing. */
export async function wantedUntil(tx: Pick<Tx, "submission">, deed: BulkDeed, applicationId: string | null): Promise<string> {
  if (deed !== "case_approve" || !applicationId) return "";
  const submission = await tx.submission.findFirst({ where: { applicationId }, orderBy: { number: "desc" }, select: { content: true } });
  return submission ? contentSchema.parse(submission.content).purpose.until : "";
}

/** A run of the officer's own, with its first record: by that it is asked whether they may do this at all. */
export async function ownRun({ tx, input, personId }: { tx: Tx; input: { runId: string; deed: BulkDeed }; personId: string }) {
  const run = await tx.bulkRun.findFirst({ where: { id: input.runId, ownerId: personId, deed: input.deed }, include: { items: { orderBy: { position: "asc" }, take: 1, include: { application: true, permit: true } } } });
  const [first] = run?.items ?? [];
  const record = first?.application ?? first?.permit;
  return run && record ? { ...(record as object), run } : null;
}
