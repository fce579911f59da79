import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { partHash } from "@/lib/applications/requirements";
import { assessInput, contentSchema } from "@/lib/applications/schema";

const outcomes = { approval: "satisfied", changes: "changes", refusal: "objects" } as const;

/** An officer writes down, for whoever decides, what they found and what they recommend. Who assesses a case does not decide it. */
export const assessApplication = decision({
  name: "application.assessed",
  input: assessInput,
  may: ["assess", "Application"],
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId }, include: { submissions: { orderBy: { number: "desc" }, take: 1 } } }),
  async decide({ tx, input, record: application, now, personId }) {
    if (application.status !== "submitted" && application.status !== "in_review") return refused("not_from_here", { about: { status: application.status } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const [submission] = application.submissions;
    if (!submission) return refused("not_from_here", { about: { status: application.status } });
    await tx.sectionReview.create({ data: { id: newId(), applicationId: application.id, submissionId: submission.id, section: "whole", outcome: outcomes[input.recommends], words: input.reason, partHash: partHash(contentSchema.parse(submission.content), "whole"), byId: personId, at: now } });
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
