import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { permitMoves } from "@/lib/permits/lifecycle";
import { resumeInput } from "@/lib/permits/schema";
import { endStops, isStill } from "@/lib/permits/standing";

/** An officer lets a stopped permit run again, within its dates: what was stopped on it alone. Refuses while something wider stands over it. */
export const resumePermit = decision({
  name: "permit.resumed",
  input: resumeInput,
  may: ["resume", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now, personId }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "resume");
    if (!next.ok) return next;
    const today = dayOf(now);
    if (permit.expiresOn < today) return refused("permit_is_over");
    if (!(await isStill(tx, permit, input.version))) return refused("changed_since_read");
    const standing = await tx.stop.findMany({ where: { endedAt: null, effect: { in: ["restrict", "suspend"] }, reach: { some: { permitId: permit.id } } }, orderBy: { number: "asc" } });
    if (standing.length === 0) return refused("nothing_stopped");
    const wider = standing.find(({ onPermitId }) => onPermitId !== permit.id);
    if (wider) return refused("stopped_otherwise", { about: { number: wider.number } });
    if (!(await endStops(tx, standing, { as: "lifted", by: personId, reason: input.reason }, now))) return refused("changed_since_read");
    const { status } = await tx.permit.findUniqueOrThrow({ where: { id: permit.id }, select: { status: true } });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: status,
      open: { reference: permit.reference, title: permit.title, reason: input.reason },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "permit-resumed" as const, to, data: { permit: permit.reference, title: permit.title, reason: input.reason, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
