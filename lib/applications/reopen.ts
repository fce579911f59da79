import "server-only";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { stillFollows } from "@/lib/applications/following";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves, openStatuses } from "@/lib/applications/lifecycle";
import { reopenInput } from "@/lib/applications/schema";

/** How many working days the partner has to send it again. Its places became free, so it may have to choose others. */
const daysToSendAgain = 20;

/** A refusal is set aside: the application is its partner's again, whole, to be sent anew and decided by the same rules, in the whole time that they give. Part of an appeal that is upheld. */
export const reopenApplication = decision({
  name: "application.reopened",
  input: reopenInput,
  may: ["refuse", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now }) {
    const next = move(applicationMoves, application.status, "reopen");
    if (!next.ok) return next;
    const follows = await stillFollows(tx, application);
    if (!follows.ok) return follows;
    const other = follows.value && (await beyondTheWall(tx, () => tx.application.findFirst({ where: { replacesId: application.replacesId, id: { not: application.id }, status: { in: [...openStatuses] } }, select: { reference: true } })));
    if (other) return refused("reopened_in_vain", { about: { reference: other.reference } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, askedParts: [], answerBy: addWorkingDays(dayOf(now), daysToSendAgain), remindedDays: [], clockUsed: 0, clockFrom: null, dueOn: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: next.value, open: { reason: input.reason }, reference: application.reference });
  },
});
