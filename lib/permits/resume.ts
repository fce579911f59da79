import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { permitMoves } from "@/lib/permits/lifecycle";
import { resumeInput } from "@/lib/permits/schema";

/** An officer lets a suspended permit run again, within its dates. */
export const resumePermit = decision({
  name: "permit.resumed",
  input: resumeInput,
  may: ["resume", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "resume");
    if (!next.ok) return next;
    const today = dayOf(now);
    if (permit.expiresOn < today) return refused("permit_is_over");
    const status = permit.startsOn > today ? "scheduled" : next.value;
    const { count } = await tx.permit.updateMany({ where: { id: permit.id, version: input.version }, data: { status, suspendedUntil: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
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
