import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endTrainingInput } from "@/lib/people/schema";

/** A record of training was wrong, or no longer holds: it ends, and what needs it sleeps from the next request on. */
export const endTraining = decision({
  name: "training.ended",
  input: endTrainingInput,
  may: ["end", "Training"],
  find: ({ tx, input }) => tx.training.findUnique({ where: { id: input.trainingId } }),
  async decide({ tx, input, record: training, now, personId }) {
    if (training.endedAt) return refused("already_ended");
    const { count } = await tx.training.updateMany({ where: { id: training.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Training", id: training.id }, from: "given", to: "ended", open: { course: training.course }, sealed: { ofPerson: training.personId, reason: input.reason }, reference: training.personId });
  },
});
