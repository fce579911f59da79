import "server-only";
import { may } from "@/lib/access/may";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { concernMoves } from "@/lib/concerns/lifecycle";
import { mergeInput } from "@/lib/concerns/schema";

/** An officer finds that a concern is about the same as another. Its reporter is told, and gets the answer to the other one. */
export const mergeConcern = decision({
  name: "concern.merged",
  input: mergeInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId }, include: { inspections: { where: { outcome: null }, select: { id: true } }, duplicates: { select: { id: true, status: true, version: true } } } }),
  async decide({ tx, input, record: { inspections, duplicates, ...concern }, actor }) {
    const next = move(concernMoves, concern.status, "merge");
    if (!next.ok) return next;
    if (inspections.length > 0) return refused("inspection_awaited");
    if (duplicates.length > 0) return refused("has_duplicates", { about: { count: duplicates.length } });
    const into = await tx.concern.findUnique({ where: { number: input.into } });
    const { held } = actor.kind === "person" ? await heldBy(tx, actor.personId, { secondFactor: actor.secondFactor }) : { held: null };
    if (!into || !held || !may(abilityOf(held), "answer", "Concern", into).may) return refused("concern_unknown", { field: "into", about: { number: input.into } });
    if (into.id === concern.id) return refused("merged_into_itself", { field: "into" });
    if (into.status === "duplicate") return refused("merged_into_duplicate", { field: "into", about: { number: into.number } });
    // Both at once into each other: the one that stays is held for as long.
    const [locked] = await tx.$queryRaw<{ status: string }[]>`SELECT status::text AS status FROM "Concern" WHERE id = ${into.id}::uuid FOR UPDATE`;
    if (locked?.status === "duplicate") return refused("merged_into_duplicate", { field: "into", about: { number: into.number } });
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
