import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { heard } from "@/lib/hearings/heard";
import { permitMoves } from "@/lib/permits/lifecycle";
import { revokeInput } from "@/lib/permits/schema";
import { isStill, placeStop } from "@/lib/permits/standing";

/** An officer withdraws a permit for good (guideline 4.5). Its devices are no longer allowed from this moment, and its places become free. */
export const revokePermit = decision({
  name: "permit.revoked",
  input: revokeInput,
  may: ["revoke", "Permit"],
  find: ({ tx, input }) => tx.permit.findUnique({ where: { id: input.permitId } }),
  async decide({ tx, input, record: permit, now, personId }) {
    if (permit.version !== input.version) return refused("changed_since_read");
    const next = move(permitMoves, permit.status, "revoke");
    if (!next.ok) return next;
    if (permit.expiresOn < dayOf(now)) return refused("permit_is_over");
    if (!(await isStill(tx, permit, input.version))) return refused("changed_since_read");
    const hearing = await heard(tx, { permitId: permit.id }, { intends: "revocation", without: input.without }, now);
    if (!hearing.ok) return hearing;
    const stop = await placeStop(tx, { id: newId(), effect: "revoke", scope: { permitId: permit.id }, of: permit, reason: input.reason, until: null, orderedById: personId, ratifyBy: null }, now);
    return ok({
      subject: { type: "Permit", id: permit.id },
      from: permit.status,
      to: next.value,
      open: { reference: permit.reference, title: permit.title, reason: input.reason, devices: stop.devices, stop: stop.number, ...hearing.value },
      reference: permit.reference,
      notices: (await membersOf(tx, permit.partnerId)).map((to) => ({ template: "permit-revoked" as const, to, data: { permit: permit.reference, title: permit.title, reason: input.reason, link: `${origin()}/partner/permits/${permit.reference}` } })),
    });
  },
});
