import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernMoves } from "@/lib/concerns/lifecycle";
import { takeInput } from "@/lib/concerns/schema";

/** An officer looks into a concern. Its reporter reads that somebody does. */
export const takeConcern = decision({
  name: "concern.acknowledged",
  input: takeInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId } }),
  async decide({ tx, input, record: concern, now, personId }) {
    const next = move(concernMoves, concern.status, "take");
    if (!next.ok) return next;
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: input.version }, data: { status: next.value, takenById: personId, takenAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: next.value, open: { concern: concern.number }, reference: String(concern.number) });
  },
});
