import "server-only";
import { addDays, addWorkingDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { restClock } from "@/lib/core/case-clock";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import type { Tx } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { considerationStateOn } from "@/lib/hearings/lifecycle";
import { isStillGiven, isWithOfficer } from "@/lib/hearings/rules";
import { considerInput } from "@/lib/hearings/schema";
import { groundWords, intentWords } from "@/lib/hearings/words";

/** How many working days a partner has, where the officer names no day; and how few it may be. */
const daysToAnswer = 10;
const fewestDays = 3;

/** What a notice would be about: the application as it was last sent, or the permit. */
async function about(tx: Tx, input: { applicationId?: string | undefined; permitId?: string | undefined }) {
  if (input.applicationId) {
    const application = await tx.application.findUnique({ where: { id: input.applicationId }, include: { submissions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } } });
    const [submission] = application?.submissions ?? [];
    // What was never sent the city cannot see.
    return application && submission ? { ...application, type: "Application" as const, clock: application, isOpen: isWithOfficer(application.status), on: { applicationId: application.id, submissionId: submission.id } } : null;
  }
  const permit = await tx.permit.findUnique({ where: { id: input.permitId ?? "" } });
  return permit && { ...permit, type: "Permit" as const, clock: null, isOpen: isStillGiven(permit.status), on: { permitId: permit.id } };
}

/**
 * An officer tells a partner that an adverse decision is considered, on which grounds and why, and until when it may answer. Nothing else
 * changes: but the clock of a case stands until then. Refuses a second notice of the same while one runs.
 */
export const consider = decision({
  name: "consideration.opened",
  input: considerInput,
  may: ["consider", "Consideration"],
  async find({ tx, input }) {
    const of = await about(tx, input);
    return of && { ...of, id: newId(), intends: input.intends, subjectId: of.id };
  },
  async decide({ tx, input, record: of, now, personId }) {
    if (of.version !== input.version) return refused("changed_since_read");
    if (!of.isOpen) return refused("not_from_here", { about: { status: of.status } });
    const today = dayOf(now);
    const answerBy = input.by ?? addWorkingDays(today, daysToAnswer);
    if (answerBy < addWorkingDays(today, fewestDays)) return refused("too_soon_to_answer", { field: "by", about: { days: fewestDays } });
    if (answerBy > addDays(today, 366)) return refused("by_too_far", { field: "by" });
    // In a row with whoever decides on it or gives notice at the same time.
    const { type, clock, agencyId, zoneId, assetClass, tier, partnerId, reference, title } = of;
    const count = clock
      ? (await tx.application.updateMany({ where: { id: of.subjectId, version: input.version }, data: { ...restClock(clock, clock.clockDays, today, answerBy), version: { increment: 1 } } })).count
      : (await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "Permit" WHERE id = ${of.subjectId}::uuid AND version = ${input.version} FOR UPDATE`).length;
    if (count !== 1) return refused("changed_since_read");
    const known = await tx.consideration.findMany({ where: { ...of.on, intends: input.intends, closedAt: null }, select: { status: true, answerBy: true } });
    if (known.some((each) => considerationStateOn(each, today) !== "stale")) return refused("considered_already");
    const { number } = await tx.consideration.create({ data: { id: of.id, intends: input.intends, ...of.on, partnerId, agencyId, zoneId, assetClass, tier, grounds: input.grounds, reason: input.reason, openedById: personId, openedAt: now, answerBy }, select: { number: true } });
    return ok({
      subject: { type, id: of.subjectId },
      from: of.status,
      to: of.status,
      open: { notice: number, intends: input.intends, grounds: input.grounds, answerBy: isoDay(answerBy) },
      sealed: { reason: input.reason },
      reference,
      notices: (await membersOf(tx, partnerId)).map((to) => ({ template: "considered" as const, to, data: { reference, title, what: intentWords[input.intends], grounds: input.grounds.map((ground) => groundWords[ground]), reason: input.reason, by: wordDay(answerBy), link: `${origin()}/partner/notices/${number}` } })),
    });
  },
});
