import "server-only";
import { randomUUID } from "node:crypto";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, isOnlyGiver, makeGrant, mayReceive, overlaps, reachOf, scopeRefusal, validityOf } from "@/lib/people/giving";
import { giveGrantInput } from "@/lib/people/schema";

/**
 * An administrator gives one person one capability, where and until when they say, with the reason.
 * Never to themselves, never wider than they may give, never to somebody who is not active or invited, and nothing that needs a
 * second person (that one is proposed), save while there is nobody else who could be it.
 */
export const giveGrant = decision({
  name: "grant.given",
  input: giveGrantInput,
  may: ["give", "Grant"],
  async find({ tx, input }) {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true } });
    // The grant as it would be: the rules look at its scope.
    return person && { id: randomUUID(), personId: person.id, capability: input.capability, ...reachOf(input), person };
  },
  async decide({ tx, input, record, now, personId, grantId, policy }) {
    const { person } = record;
    if (!(await mayReceive(tx, person.id))) return refused("person_not_active");
    const [reach, conditions] = [reachOf(input), conditionsOf(input)];
    const wrong = await scopeRefusal(tx, input.capability, reach, conditions, policy);
    if (wrong) return wrong;
    const validity = validityOf(input, now);
    if (!validity.ok) return validity;
    if (await overlaps(tx, { personId: person.id, capability: input.capability, reach, ...validity.value })) return refused("overlaps", { field: "capability" });
    if (policy.secondPerson.includes(input.capability) && !(await isOnlyGiver(tx, personId))) return refused("second_person_needed", { field: "capability" });
    const made = await makeGrant(tx, { personId: person.id, capability: input.capability, ...reach, ...conditions, ...validity.value, reason: input.reason, origin: "given", givenById: personId, givenUnderId: grantId });
    return ok({ subject: { type: "Grant", id: made.grant.id }, from: null, to: "given", open: made.open, sealed: made.sealed, reference: person.id, notices: [made.told] });
  },
});
