import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication, inARow } from "@/lib/applications/draft";
import { partHash } from "@/lib/applications/requirements";
import { contentSchema, reviewSectionInput } from "@/lib/applications/schema";

/**
 * Somebody of a trade writes down what they found in their section of a case: nothing against it, something to be changed, or an objection. It is of
 * the submission they read, and stays among the city's staff. Whoever reviews a section does not decide the case.
 */
export const reviewSection = decision({
  name: "application.section_reviewed",
  input: reviewSectionInput,
  may: ({ section }) => [`review_${section}`, "Application"],
  find: findApplication,
  async decide({ tx, input, record, now, personId }) {
    // Not while somebody decides it: each sees what the other did.
    await inARow(tx, record.id);
    const { status, submissions: [submission] } = await tx.application.findUniqueOrThrow({ where: { id: record.id }, include: { submissions: { orderBy: { number: "desc" }, take: 1 } } });
    if (!submission || (status !== "submitted" && status !== "in_review")) return refused("not_from_here", { about: { status } });
    if (submission.number !== input.submission) return refused("changed_since_read");
    if (input.outcome === "changes" && input.asks === "") return refused("nothing_asked", { field: "asks" });
    await tx.sectionReview.create({ data: { id: newId(), applicationId: record.id, submissionId: submission.id, section: input.section, outcome: input.outcome, words: input.words, ...(input.outcome === "changes" ? { asks: input.asks, parts: input.parts } : {}), partHash: partHash(contentSchema.parse(submission.content), input.section), byId: personId, at: now } });
    return ok({
      subject: { type: "Application", id: record.id },
      from: status,
      to: status,
      open: { section: input.section, outcome: input.outcome, submission: submission.number },
      sealed: { reason: input.words },
      reference: record.reference,
    });
  },
});
