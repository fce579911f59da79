import "server-only";
import { addDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { heard } from "@/lib/hearings/heard";
import { permitMoves } from "@/lib/permits/lifecycle";
import { suspendInput } from "@/lib/permits/schema";
import { isStill, placeStop } from "@/lib/permits/standing";

/** An officer stops a permit for a time. It does not begin again by itself: somebody resumes it, or it runs out. */
export const suspendPermit = decision({
  name: "permit.suspended",
  input: suspendInput,
  may: ["suspend", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now, personId }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "suspend");
    if (!next.ok) return next;
    const today = dayOf(now);
    if (permit.expiresOn < today) return refused("permit_is_over");
    if (input.until <= today) return refused("until_is_past", { field: "until" });
    if (input.until > addDays(today, 3653)) return refused("until_too_far", { field: "until" });
    if (!(await isStill(tx, permit, input.version))) return refused("changed_since_read");
    const hearing = await heard(tx, { permitId: permit.id }, { intends: "suspension", without: input.without }, now);
    if (!hearing.ok) return hearing;
    const stop = await placeStop(tx, { id: newId(), effect: "suspend", scope: { permitId: permit.id }, of: permit, reason: input.reason, until: input.until, orderedById: personId, ratifyBy: null }, now);
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: next.value,
      open: { reference: permit.reference, title: permit.title, reason: input.reason, until: isoDay(input.until), stop: stop.number, ...hearing.value },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "permit-suspended" as const, to, data: { permit: permit.reference, title: permit.title, reason: input.reason, until: wordDay(input.until), link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
