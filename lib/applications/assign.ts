import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { assignInput } from "@/lib/applications/schema";

/**
 * An officer gives a case to a colleague, who is told. Never to somebody whose grants do not reach it, who keeps away from its partner, or who
 * has left.
 */
export const assignApplication = decision({
  name: "application.assigned",
  input: assignInput,
  may: ["assign", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "take");
    if (!next.ok) return next;
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true, name: true, email: true } });
    if (!person) return refused("not_found");
    if (application.heldById === person.id) return refused("held_by_them", { field: "personId", about: { name: person.name } });
    // What somebody else holds, and to whom they have a tie, is not for the one who assigns to read.
    const { held } = await beyondTheWall(tx, () => heldBy(tx, person.id, { secondFactor: true }));
    const verdict = may(abilityOf(held), "take", "Application", application);
    if (!verdict.may) return refused("assignee_may_not", { field: "personId", about: { name: person.name, why: verdict.because ? "they keep away from the cases of this partner." : "their grants do not reach it." } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, heldById: person.id, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const by = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      sealed: { reason: input.reason, toPerson: person.id },
      reference: application.reference,
      notices: person.id === personId ? [] : [{ template: "case-assigned", to: { personId: person.id, email: person.email }, data: { reference: application.reference, title: application.title, by: by.name, reason: input.reason, link: `${origin()}/staff/cases/${application.reference}` } }],
    });
  },
});
