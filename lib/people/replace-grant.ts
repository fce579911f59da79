import "server-only";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, isLastGiver, isWithin, makeGrant, reachOf, scopeRefusal, validityOf } from "@/lib/people/giving";
import { replaceGrantInput } from "@/lib/people/schema";

/**
 * Puts a narrower grant in a grant's place: the old one ends, the new one names it. To reduce needs one person only, whatever the
 * capability. Refuses what would reach further, last longer, or ask for less than before.
 */
export const replaceGrant = decision({
  name: "grant.replaced",
  input: replaceGrantInput,
  may: ["end", "Grant"],
  find: ({ tx, input }) => tx.grant.findUnique({ where: { id: input.grantId } }),
  async decide({ tx, input, record: old, now, personId, grantId, policy }) {
    if (old.endedAt || (old.validUntil && old.validUntil <= now)) return refused("already_ended");
    if (old.personId === personId) return refused("not_to_oneself");
    if (!isCapability(old.capability) || capabilities[old.capability].for !== "staff" || old.origin === "emergency") return refused("not_allowed");
    if (old.capability === "people.grant" && (await isLastGiver(tx, old.id))) return refused("last_giver");
    const [reach, conditions] = [reachOf(input), conditionsOf(input)];
    const wrong = await scopeRefusal(tx, old.capability, reach, conditions, policy);
    if (wrong) return wrong;
    const validity = validityOf({ validFrom: old.validFrom, validUntil: input.validUntil }, now);
    if (!validity.ok) return validity;
    const { validFrom, validUntil } = validity.value;
    const lastsLonger = old.validUntil !== null && (validUntil === null || validUntil > old.validUntil);
    const asksLess = (old.needsStrength ?? 0) > (conditions.needsStrength ?? 0) || (old.needsTraining !== null && old.needsTraining !== conditions.needsTraining) || (old.needsRecentMinutes !== null && (conditions.needsRecentMinutes === null || conditions.needsRecentMinutes > old.needsRecentMinutes));
    if (!isWithin(reach, old) || lastsLonger || asksLess) return refused("not_wider");

    const { count } = await tx.grant.updateMany({ where: { id: old.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const made = await makeGrant(tx, { personId: old.personId, capability: old.capability, ...reach, ...conditions, validFrom, validUntil, reason: input.reason, origin: "given", givenById: personId, givenUnderId: grantId, supersedesId: old.id });
    return ok({
      subject: { type: "Grant", id: made.grant.id },
      from: null,
      to: "given",
      open: made.open,
      sealed: { ...made.sealed, supersedes: old.id },
      also: [{ name: "grant.ended", subject: { type: "Grant", id: old.id }, from: "given", to: "ended", open: { capability: old.capability }, sealed: { ofPerson: old.personId, supersededBy: made.grant.id, reason: input.reason } }],
      reference: old.personId,
      notices: [made.told],
    });
  },
});
