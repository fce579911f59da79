import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import type { Tx } from "@/lib/core/db";
import { readReference } from "@/lib/core/ids";
import { caseIdsThatFit } from "@/lib/applications/queries";
import { contentSchema } from "@/lib/applications/schema";
import { permitIdsThatFit } from "@/lib/permits/queries";
import { bulkDeeds, type Picked } from "@/lib/bulk/deeds";
import { mostAtOnce, type BulkDeed, type drawUpInput } from "@/lib/bulk/schema";
import type { z } from "zod";

/** Which records are meant, by their ids, in the order in which they are listed; at most as many as go into one run. */
export async function idsMeant(tx: Tx, personId: string, secondFactor: boolean, input: z.infer<typeof drawUpInput>): Promise<string[]> {
  const { kind } = bulkDeeds[input.deed];
  if (input.from === "refused") {
    const items = await tx.bulkItem.findMany({ where: { runId: input.runId ?? "", outcome: "refused", run: { ownerId: personId } }, orderBy: { position: "asc" }, select: { applicationId: true, permitId: true } });
    return items.flatMap(({ applicationId, permitId }) => (kind === "Application" ? applicationId : permitId) ?? []);
  }
  if (input.from === "picks") {
    const references = [...new Set(input.picks.flatMap((each) => readReference(each) ?? []))];
    const where = { where: { reference: { in: references } }, select: { id: true, reference: true } };
    const found = kind === "Application" ? await tx.application.findMany(where) : await tx.permit.findMany(where);
    return found.toSorted((a, b) => references.indexOf(a.reference) - references.indexOf(b.reference)).map(({ id }) => id);
  }
  const { held } = await heldBy(tx, personId, { secondFactor });
  const who = { person: { id: personId }, held, ability: abilityOf(held) };
  return kind === "Application" ? caseIdsThatFit(who, { view: input.view, find: input.find, tier: Number(input.tier) || undefined, zoneId: input.zone }, mostAtOnce) : permitIdsThatFit(who, { find: input.find, status: input.standing }, mostAtOnce);
}

/** Records as decisions want them. */
export async function picked(tx: Pick<Tx, "application" | "permit">, deed: BulkDeed, ids: string[]): Promise<(Picked & { reference: string })[]> {
  if (bulkDeeds[deed].kind === "Permit") return (await tx.permit.findMany({ where: { id: { in: ids } }, select: { id: true, version: true, reference: true } })).map((permit) => ({ ...permit, until: "" }));
  const found = await tx.application.findMany({ where: { id: { in: ids }, submittedAt: { not: null } }, select: { id: true, version: true, reference: true, submissions: { orderBy: { number: "desc" }, take: 1, select: { content: true } } } });
  return found.map(({ submissions: [submission], ...application }) => ({ ...application, until: submission ? contentSchema.parse(submission.content).purpose.until : "" }));
}

/** A run of the officer's own, with its first record: by that it is asked whether they may do this at all. */
export async function ownRun({ tx, input, personId }: { tx: Tx; input: { runId: string; deed: BulkDeed }; personId: string }) {
  const run = await tx.bulkRun.findFirst({ where: { id: input.runId, ownerId: personId, deed: input.deed }, include: { items: { orderBy: { position: "asc" }, take: 1, include: { application: true, permit: true } } } });
  const [first] = run?.items ?? [];
  const record = first?.application ?? first?.permit;
  return run && record ? { ...(record as object), run } : null;
}
