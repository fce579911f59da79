import "server-only";
import { randomUUID } from "node:crypto";
import { wordInstant } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, giversOf, isWithin, makeGrant, mayReceive, overlaps, reachOf, scopeRefusal } from "@/lib/people/giving";
import { takeEmergencyInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

const hour = 3_600_000;

/**
 * One of the few who may takes a permission at once, for some hours. Everyone who gives permissions and everyone who reads the
 * ledger is told. Another person ratifies it in time, or it lapses.
 */
export const takeEmergencyGrant = decision({
  name: "grant.taken",
  input: takeEmergencyInput,
  may: ["take_emergency", "Grant"],
  find: async ({ input, personId }) => ({ id: randomUUID(), personId, capability: input.capability, ...reachOf(input) }),
  async decide({ tx, input, now, personId, grantId, policy }) {
    const [reach, conditions] = [reachOf(input), conditionsOf({})];
    const wrong = await scopeRefusal(tx, input.capability, reach, conditions, policy);
    if (wrong) return wrong;
    // Two at once by the same person are put in a row: the second sees what the first took.
    if (!(await mayReceive(tx, personId))) return refused("person_not_active");
    const validUntil = new Date(now.getTime() + policy.emergency.hours * hour);
    const taken = await tx.grant.findMany({ where: { personId, capability: input.capability, origin: "emergency", endedAt: null, validUntil: { gt: now }, OR: [{ ratifyBy: { gt: now } }, { ratification: { is: { outcome: "ratified" } } }] } });
    if (taken.some((grant) => isWithin(reach, grant)) || (await overlaps(tx, { personId, capability: input.capability, reach, validFrom: now, validUntil: now }))) return refused("emergency_held", { field: "capability" });
    const ratifyBy = new Date(now.getTime() + policy.emergency.ratifyHours * hour);
    const { grant, open, sealed } = await makeGrant(tx, { personId, capability: input.capability, ...reach, ...conditions, validFrom: now, validUntil, reason: input.reason, origin: "emergency", givenById: null, givenUnderId: grantId, ratifyBy });
    const readers = await tx.person.findMany({ where: { id: { not: personId }, status: "active", grants: { some: { capability: "ledger.read", endedAt: null, validFrom: { lte: now }, OR: [{ validUntil: null }, { validUntil: { gt: now } }] } } }, select: { id: true, email: true } });
    const told = new Map([...(await giversOf(tx, reach, now, [personId])), ...readers.map(({ id, email }) => ({ personId: id, email }))].map((to) => [to.personId, to]));
    return ok({
      subject: { type: "Grant", id: grant.id },
      from: null,
      to: "given",
      open: { ...open, emergency: true, ratifyBy: ratifyBy.toISOString() },
      sealed,
      reference: grant.id,
      notices: [...told.values()].map((to) => ({ template: "emergency-taken" as const, to, data: { what: capabilityWords(input.capability), person: grant.person.name, reason: input.reason, by: wordInstant(ratifyBy), link: `${origin()}/staff/access/emergencies/${grant.id}` } })),
    });
  },
});
