import "server-only";
import { addDays, addWorkingDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { stopClock } from "@/lib/core/case-clock";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { partsOpened } from "@/lib/applications/rules";
import { requestChangesInput } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";

/** How many working days a partner has to answer, where the officer names no day. */
const daysToAnswer = 20;

/**
 * An officer asks the partner to change some parts, or whatever it needs, by a day. Only those parts open up; the clock stops until it is
 * sent again, and the places stay held. What is not answered by then lapses.
 */
export const requestChanges = decision({
  name: "application.changes_requested",
  input: requestChangesInput,
  may: ["request_changes", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "request_changes");
    if (!next.ok) return next;
    const today = dayOf(now);
    if (input.by && input.by <= today) return refused("by_is_past", { field: "by" });
    if (input.by && input.by > addDays(today, 366)) return refused("by_too_far", { field: "by" });
    const [askedParts, answerBy] = [partsOpened(input.parts), input.by ?? addWorkingDays(today, daysToAnswer)];
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, ...stopClock(application, today), askedParts, answerBy, remindedDays: [], heldById: application.heldById ?? personId, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      open: { parts: askedParts, by: isoDay(answerBy) },
      sealed: { reason: input.reason },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "changes-requested" as const, to, data: { reference: application.reference, title: application.title, reason: input.reason, parts: askedParts.map((part) => sectionWords[part]), by: wordDay(answerBy), link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
