import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { answerDueOn, concernMoves, daysToReopen } from "@/lib/concerns/lifecycle";
import { reopenInput } from "@/lib/concerns/schema";

/** Its reporter says that it is not put right, or not the same as another. Who has the reference is the reporter. */
export const reopenConcern = decision({
  name: "concern.reopened",
  input: reopenInput,
  may: { visitor: "whoever has the reference is who reported it, and only they know whether they are content" },
  find: ({ tx, input }) => tx.concern.findUnique({ where: { reference: input.reference }, include: { takenBy: { select: { id: true, email: true, status: true } } } }),
  async decide({ tx, input, record: { takenBy, ...concern }, now }) {
    const next = move(concernMoves, concern.status, "reopen");
    if (!next.ok) return refused("concern_is_open");
    // Whether it is the same as another its reporter learns only when it is merged, however long ago that one was answered.
    const answeredAt = concern.status === "duplicate" ? null : concern.answeredAt;
    if (concern.forgottenAt || (answeredAt && addDays(dayOf(answeredAt), daysToReopen) < dayOf(now))) return refused("reopened_too_late", { about: { days: daysToReopen } });
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: concern.version }, data: { status: next.value, dueOn: answerDueOn(dayOf(now)), duplicateOfId: null, reopenedWords: input.words, reopenedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Concern", id: concern.id }, from: concern.status, to: next.value, open: { concern: concern.number }, reference: concern.reference,
      notices: takenBy?.status === "active" ? [{ template: "concern-reopened" as const, to: { personId: takenBy.id, email: takenBy.email }, data: { number: concern.number, link: `${origin()}/staff/concerns/${concern.number}` } }] : [],
    });
  },
});
