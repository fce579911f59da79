import "server-only";
import { may } from "@/lib/access/may";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { concernMoves } from "@/lib/concerns/lifecycle";
import { mergeInput } from "@/lib/concerns/schema";

/** An officer finds that a concern is about the same as another. Its reporter is told, and gets the answer to the other one. */
export const mergeConcern = decision({
  name: "concern.merged",
  input: mergeInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId }, include: { inspections: { where: { outcome: null }, select: { id: true } } } }),
  async decide({ tx, input, record: { inspections, ...concern }, actor }) {
    const next = move(concernMoves, concern.status, "merge");
    if (!next.ok) return next;
    if (inspections.length > 0) return refused("inspection_awaited");
    const seen = await tx.concern.findUnique({ where: { number: input.into } });
    const { held } = actor.kind === "person" ? await heldBy(tx, actor.personId, { secondFactor: actor.secondFactor }) : { held: null };
    if (!seen || !held || !may(abilityOf(held), "answer", "Concern", seen).may) return refused("concern_unknown", { field: "into", about: { number: input.into } });
    if (seen.id === concern.id) return refused("merged_into_itself", { field: "into" });
    // Both are held from here on, in one order: whoever merges or answers either of them at this moment comes before or after.
    await tx.$queryRaw`SELECT id FROM "Concern" WHERE id IN (${concern.id}::uuid, ${seen.id}::uuid) ORDER BY id FOR UPDATE`;
    const [into, duplicates] = [await tx.concern.findUniqueOrThrow({ where: { id: seen.id } }), await beyondTheWall(tx, () => tx.concern.count({ where: { duplicateOfId: concern.id } }))];
    if (into.status === "duplicate") return refused("merged_into_duplicate", { field: "into", about: { number: into.number } });
    if (duplicates > 0) return refused("has_duplicates", { about: { count: duplicates } });
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: input.version }, data: { status: next.value, duplicateOfId: into.id, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const { email, reference, language } = concern;
    return ok({
      subject: { type: "Concern", id: concern.id },
      from: concern.status,
      to: next.value,
      open: { concern: concern.number, into: into.number },
      reference: String(concern.number),
      notices: email ? [{ template: "concern-merged" as const, to: { email }, data: { reference, language, answer: into.status === "resolved" || into.status === "no_action" ? into.answer : null, link: pageFor(language, `/concerns/${reference}`) } }] : [],
    });
  },
});
