import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { requestChangesInput } from "@/lib/applications/schema";

/** An officer asks the partner to change something. The clock stops until it is sent again; the places stay held. */
export const requestChanges = decision({
  name: "application.changes_requested",
  input: requestChangesInput,
  may: ["request_changes", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "request_changes");
    if (!next.ok) return next;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, dueOn: null, heldById: application.heldById ?? personId, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      sealed: { reason: input.reason },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "changes-requested" as const, to, data: { reference: application.reference, title: application.title, reason: input.reason, link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
