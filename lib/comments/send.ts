import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { commentable } from "@/lib/comments/periods";
import { sendCommentInput } from "@/lib/comments/schema";

/** A resident says what they think of an application. Those who decide read it; it is published nowhere, and nothing of it is in the ledger, which forgets nothing. */
export const sendComment = decision({
  name: "comments.sent",
  input: sendCommentInput,
  may: { visitor: "anybody may say what they think of an application that an officer opened for it" },
  find: ({ tx, input }) => tx.commentPeriod.findUnique({ where: { number: input.period }, include: { application: { select: { status: true, reference: true } } } }),
  async decide({ tx, input, record: period, now }) {
    if (input.website !== "") return refused("written_by_no_hand");
    const { status, reference } = period.application;
    if (period.until < dayOf(now) || !commentable.includes(status)) return refused("comments_closed");
    await tx.comment.create({ data: { id: newId(), periodId: period.id, words: input.words, receivedAt: now } });
    return ok({ subject: { type: "Application", id: period.applicationId }, from: status, to: status, open: { period: period.number }, reference });
  },
});
