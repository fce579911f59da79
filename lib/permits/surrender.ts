import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { releaseSlots } from "@/lib/applications/occupancy";
import { permitMoves } from "@/lib/permits/lifecycle";
import { surrenderInput } from "@/lib/permits/schema";
import { isStill } from "@/lib/permits/standing";

/** A member gives a permit back for good. Its devices may not operate from this moment, and its places become free. */
export const surrenderPermit = decision({
  name: "permit.surrendered",
  input: surrenderInput,
  may: ["surrender", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now, personId }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "surrender");
    if (!next.ok) return next;
    if (permit.expiresOn < dayOf(now)) return refused("permit_is_over");
    if (!(await isStill(tx, permit, input.version))) return refused("changed_since_read");
    await tx.permit.update({ where: { id: permit.id }, data: { status: next.value, suspendedUntil: null, version: { increment: 1 } }, select: { id: true } });
    await releaseSlots(tx, permit.applicationId, now);
    const { name } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: next.value,
      open: { reference: permit.reference, title: permit.title },
      sealed: { reason: input.reason },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "permit-surrendered" as const, to, data: { permit: permit.reference, title: permit.title, by: name, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
