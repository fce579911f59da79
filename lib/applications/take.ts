import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { takeInput } from "@/lib/applications/schema";

/** An officer takes a case. Another may take it over; whoever holds it is shown to all. */
export const takeApplication = decision({
  name: "application.taken",
  input: takeInput,
  may: ["take", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "take");
    if (!next.ok) return next;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, heldById: personId, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: next.value, reference: application.reference });
  },
});
