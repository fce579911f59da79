import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernMoves } from "@/lib/concerns/lifecycle";
import { inspectInput } from "@/lib/concerns/schema";

/** An officer has somebody go and look what hangs there. One at a time for a concern. */
export const inspectConcern = decision({
  name: "inspection.ordered",
  input: inspectInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId }, include: { inspections: { where: { outcome: null }, select: { id: true } } } }),
  async decide({ tx, input, record: { inspections, ...concern }, now, personId }) {
    const next = move(concernMoves, concern.status, "inspect");
    if (!next.ok) return next;
    if (inspections.length > 0) return refused("inspection_open");
    const today = dayOf(now);
    if (input.dueOn < today) return refused("inspection_is_past", { field: "dueOn" });
    if (input.dueOn > addDays(today, 90)) return refused("inspection_too_far", { field: "dueOn" });
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: input.version }, data: { status: next.value, ...(concern.takenById ? {} : { takenById: personId, takenAt: now }), version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const { number } = await tx.inspection.create({ data: { concernId: concern.id, what: input.what, orderedById: personId, orderedAt: now, dueOn: input.dueOn }, select: { number: true } });
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: next.value, open: { concern: concern.number, inspection: number }, ...(input.what ? { sealed: { reason: input.what } } : {}), reference: String(concern.number) });
  },
});
