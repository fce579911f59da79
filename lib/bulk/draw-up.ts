import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { bulkDeeds, mayOf } from "@/lib/bulk/deeds";
import { drawUpInput } from "@/lib/bulk/schema";
import { idsMeant, picked } from "@/lib/bulk/selection";

/**
 * An officer draws up a selection of records, each as it stands now, to do the same to all of them. Nothing is done yet: it is looked at first. Whether
 * they may do it is asked of the first here, and of each when its turn comes.
 */
export const drawUpRun = decision({
  name: "bulk.drawn_up",
  input: drawUpInput,
  timeout: 60_000,
  may: mayOf,
  async find({ tx, input, actor, personId }) {
    // Nobody selects anything before they have signed in; that is asked next.
    if (actor.kind !== "person") return { id: "", ids: [] as string[] };
    const ids = await idsMeant(tx, personId, actor.secondFactor, input);
    const [first] = ids;
    if (!first) return null;
    const record = bulkDeeds[input.deed].kind === "Application" ? await tx.application.findUnique({ where: { id: first } }) : await tx.permit.findUnique({ where: { id: first } });
    return record && { ...record, ids };
  },
  async decide({ tx, input, record: { ids }, now, personId }) {
    const { kind } = bulkDeeds[input.deed];
    const byId = new Map((await picked(tx, input.deed, ids)).map((one) => [one.id, one]));
    const ones = ids.flatMap((id) => byId.get(id) ?? []);
    if (ones.length === 0) return refused("nothing_selected");
    const run = await tx.bulkRun.create({ data: { id: newId(), deed: input.deed, from: input.from, ownerId: personId, drawnUpAt: now, total: ones.length }, select: { id: true, number: true } });
    await tx.bulkItem.createMany({ data: ones.map(({ id, reference, version }, index) => ({ runId: run.id, position: index + 1, ...(kind === "Application" ? { applicationId: id } : { permitId: id }), reference, seen: version })) });
    return ok({ subject: { type: "BulkRun", id: run.id }, from: null, to: "drawn_up", open: { number: run.number, deed: input.deed, records: ones.length }, reference: String(run.number) });
  },
});
