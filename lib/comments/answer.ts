import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { answerCommentsInput } from "@/lib/comments/schema";

/** An officer publishes, once the days are over, what residents said of an application and what came of it. Once, and not rewritten. */
export const answerComments = decision({
  name: "comments.answered",
  input: answerCommentsInput,
  may: ["request_changes", "Application"],
  async find({ tx, input }) {
    const period = await tx.commentPeriod.findUnique({ where: { id: input.periodId } });
    // Anybody sees the one, and not everybody the other.
    const application = period && (await tx.application.findUnique({ where: { id: period.applicationId } }));
    return application && { ...application, period };
  },
  async decide({ tx, input, record: { period, ...application }, now, personId }) {
    if (period.version !== input.version) return refused("changed_since_read");
    if (period.outcome !== null) return refused("comments_answered");
    if (period.until >= dayOf(now)) return refused("comments_still_open");
    const { count } = await tx.commentPeriod.updateMany({ where: { id: period.id, version: input.version }, data: { outcome: input.outcome, outcomeAt: now, outcomeById: personId, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { reference: application.reference, title: application.title, period: period.number, outcome: input.outcome }, reference: application.reference });
  },
});
