import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { lapseApplicationInput } from "@/lib/applications/schema";

/** The worker writes down that a partner did not answer in time. Its places become free; what was written can still be read. */
export const lapseApplication = decision({
  name: "application.lapsed",
  input: lapseApplicationInput,
  may: { operator: "time alone ends it, by the day that the partner was told" },
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId } }),
  async decide({ tx, record: application, now }) {
    const next = move(applicationMoves, application.status, "lapse");
    if (!next.ok) return next;
    if (!application.answerBy || application.answerBy >= dayOf(now)) return refused("not_from_here", { about: { status: application.status } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: application.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await releaseSlots(tx, application.id, now);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "application-lapsed" as const, to, data: { reference: application.reference, title: application.title, link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
