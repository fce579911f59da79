import "server-only";
import { peopleWhoReach } from "@/lib/access/time-machine";
import { filesInARow } from "@/lib/core/in-a-row";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { beyondTheWall } from "@/lib/core/transaction";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { obligationMoves } from "@/lib/permits/lifecycle";
import { showObligationInput } from "@/lib/permits/schema";

/** A member shows that a condition is kept. The city looks at it, and accepts it or sends it back. Also late: what is overdue can still be shown. */
export const showObligation = decision({
  name: "obligation.shown",
  input: showObligationInput,
  may: ["show", "Permit"],
  async find({ tx, input }) {
    await filesInARow(tx, input.obligationId);
    const obligation = await tx.obligation.findUnique({ where: { id: input.obligationId }, include: { permit: true, condition: true } });
    return obligation && { ...obligation.permit, obligation };
  },
  async decide({ tx, input, record: { obligation, ...permit }, now, personId }) {
    const next = move(obligationMoves, obligation.status, "show");
    if (!next.ok) return next;
    const { count } = await tx.obligation.updateMany({ where: { id: obligation.id, version: input.version }, data: { status: next.value, evidence: input.evidence, shownById: personId, shownAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await tx.evidenceFile.updateMany({ where: { obligationId: obligation.id, removedAt: null, sentIn: null }, data: { sentIn: 1 } });
    const { agencyId, zoneId, assetClass, tier, partnerId, reference, title } = permit;
    // Whoever decided the permit, as long as they may still look at it; else anybody who may.
    const told = await beyondTheWall(tx, async () => {
      const who = await peopleWhoReach(tx, [{ capability: "permits.decide", agencyId, zoneId, assetClass, tier, partnerId }], null, { but: personId, take: 50 });
      const chosen = who.some(({ id }) => id === permit.decidedById) ? [permit.decidedById] : who.slice(0, 3).map(({ id }) => id);
      return tx.person.findMany({ where: { id: { in: chosen } }, orderBy: { id: "asc" }, select: { id: true, email: true } });
    });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: permit.status,
      open: { obligation: obligation.number, condition: obligation.condition.number },
      sealed: { reason: input.evidence },
      reference,
      notices: told.map(({ id, email }) => ({ template: "obligation-shown" as const, to: { personId: id, email }, data: { permit: reference, title, condition: obligation.condition.words, link: `${origin()}/staff/permits/${reference}#obligations` } })),
    });
  },
});
