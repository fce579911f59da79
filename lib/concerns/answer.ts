import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { concernMoves } from "@/lib/concerns/lifecycle";
import { answerConcernInput } from "@/lib/concerns/schema";

/** An officer answers a concern; its reporter is told, and with them whoever reported the same. */
export const answerConcern = decision({
  name: "concern.answered",
  input: answerConcernInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId }, include: { inspections: { where: { outcome: null }, select: { id: true } } } }),
  async decide({ tx, input, record: { inspections, ...concern }, now, personId }) {
    const next = move(concernMoves, concern.status, input.outcome === "resolved" ? "resolve" : "leave");
    if (!next.ok) return next;
    // What was found goes into the answer.
    if (inspections.length > 0) return refused("inspection_awaited");
    const { count } = await tx.concern.updateMany({
      where: { id: concern.id, version: input.version },
      data: { status: next.value, answer: input.words, answeredById: personId, answeredAt: now, ...(concern.takenById ? {} : { takenById: personId, takenAt: now }), version: { increment: 1 } },
    });
    if (count !== 1) return refused("changed_since_read");
    // Read once this one is held, and all of them: whose concern it is, is nothing to whoever reported it.
    const duplicates = await beyondTheWall(tx, () => tx.concern.findMany({ where: { duplicateOfId: concern.id, email: { not: null } }, orderBy: { id: "asc" }, select: { reference: true, email: true, language: true } }));
    return ok({
      subject: { type: "Concern", id: concern.id },
      from: concern.status,
      to: next.value,
      open: { concern: concern.number, outcome: input.outcome },
      sealed: { reason: input.words },
      reference: String(concern.number),
      notices: [concern, ...duplicates].flatMap(({ email, reference, language }) => (email ? [{ template: "concern-answered" as const, to: { email }, data: { reference, language, answer: input.words, link: pageFor(language, `/concerns/${reference}`) } }] : [])),
    });
  },
});
