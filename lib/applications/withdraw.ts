import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { withdrawInput } from "@/lib/applications/schema";

/** A member takes an open application back. Its places become free. */
export const withdrawApplication = decision({
  name: "application.withdrawn",
  input: withdrawInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "withdraw");
    if (!next.ok) return next;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await releaseSlots(tx, application.id, now);
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: next.value, sealed: { reason: input.reason }, reference: application.reference });
  },
});
