import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { daysKept, daysKeptUnanswered } from "@/lib/comments/periods";
import { forgetCommentsInput } from "@/lib/comments/schema";

/** Some time after what came of them was published, what residents wrote is forgotten. That they did, how many, and what came of it stays. */
export const forgetComments = decision({
  name: "comments.forgotten",
  input: forgetCommentsInput,
  may: { operator: "time alone brings it about, as whoever comments is told" },
  find: ({ tx, input }) => tx.commentPeriod.findUnique({ where: { id: input.periodId }, include: { application: { select: { status: true } } } }),
  async decide({ tx, record: period, now }) {
    const today = dayOf(now);
    const { status } = period.application;
    if (period.outcomeAt ? addDays(dayOf(period.outcomeAt), daysKept) >= today : addDays(period.until, daysKeptUnanswered) >= today) return refused("not_from_here", { about: { status } });
    const { count } = await tx.comment.updateMany({ where: { periodId: period.id, forgottenAt: null }, data: { words: null, forgottenAt: now } });
    if (count === 0) return refused("forgotten_already");
    return ok({ subject: { type: "Application", id: period.applicationId }, from: status, to: status, open: { period: period.number, comments: count } });
  },
});
