import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { assessInput } from "@/lib/applications/schema";

/** An officer writes down, for whoever decides, what they found and what they recommend. Who assesses a case does not decide it. */
export const assessApplication = decision({
  name: "application.assessed",
  input: assessInput,
  may: ["assess", "Application"],
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId } }),
  async decide({ tx, input, record: application }) {
    if (application.status !== "submitted" && application.status !== "in_review") return refused("not_from_here", { about: { status: application.status } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      open: { recommends: input.recommends },
      sealed: { reason: input.reason },
      reference: application.reference,
    });
  },
});
