import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isWritable } from "@/lib/applications/lifecycle";
import { answerDutyInput } from "@/lib/applications/schema";

/** Whoever was named for a duty accepts it, or declines: nobody does so for them. What was accepted is taken back only while the application can be written. */
export const answerDuty = decision({
  name: "duty.answered",
  input: answerDutyInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    const duty = await tx.duty.findUnique({ where: { id: input.dutyId } });
    const application = duty && (await tx.application.findUnique({ where: { id: duty.applicationId } }));
    return application && { ...application, duty };
  },
  async decide({ tx, input, record: { duty, ...application }, now, personId }) {
    if (duty.personId !== personId) return refused("duty_not_yours");
    if (duty.endedAt) return refused("already_ended");
    if (!isWritable(application.status)) return refused("not_a_draft");
    if (input.outcome === "accepted" && duty.acceptedAt) return refused("duty_theirs_already");
    const { count } = await tx.duty.updateMany({ where: { id: duty.id, endedAt: null, ...(input.outcome === "accepted" ? { acceptedAt: null } : {}) }, data: input.outcome === "accepted" ? { acceptedAt: now } : { endedAt: now } });
    if (count !== 1) return refused("already_ended");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { duty: duty.duty, seat: duty.seat, outcome: input.outcome }, reference: application.reference });
  },
});
