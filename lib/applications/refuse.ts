import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { refuseInput } from "@/lib/applications/schema";

/** An officer refuses, with a reason that anyone may read. The places become free. */
export const refuseApplication = decision({
  name: "application.refused",
  input: refuseInput,
  may: ["refuse", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "refuse");
    if (!next.ok) return next;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await releaseSlots(tx, application.id);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      open: { reference: application.reference, title: application.title, reason: input.reason },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "application-refused" as const, to, data: { reference: application.reference, title: application.title, reason: input.reason, link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
