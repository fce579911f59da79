import "server-only";
import { randomUUID } from "node:crypto";
import { addDays } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, giversOf, openScope, overlaps, reachOf, scopeRefusal, validityOf } from "@/lib/people/giving";
import { giveGrantInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

/** An administrator proposes a grant that reaches far; a second person, who may give it too, has to agree. */
export const proposeGrant = decision({
  name: "grant.proposed",
  input: giveGrantInput,
  may: ["give", "Grant"],
  async find({ tx, input }) {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true, name: true, status: true } });
    return person && { id: randomUUID(), personId: person.id, capability: input.capability, ...reachOf(input), person };
  },
  async decide({ tx, input, record: { person }, now, personId, grantId, policy }) {
    if (person.status === "deactivated") return refused("person_not_active");
    const [reach, conditions] = [reachOf(input), conditionsOf(input)];
    const wrong = await scopeRefusal(tx, input.capability, reach, conditions, policy);
    if (wrong) return wrong;
    const validity = validityOf(input, now);
    if (!validity.ok) return validity;
    if (await overlaps(tx, { personId: person.id, capability: input.capability, reach, ...validity.value })) return refused("overlaps", { field: "capability" });
    const request = await tx.grantRequest.create({
      data: { kind: "proposed", personId: person.id, askedById: personId, askedUnderId: grantId, capability: input.capability, ...reach, ...conditions, validFrom: input.validFrom ?? null, validUntil: validity.value.validUntil, reason: input.reason, expiresAt: addDays(now, policy.requestDays) },
      select: { id: true },
    });
    const by = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    const seconds = await giversOf(tx, reach, now, [personId, person.id]);
    return ok({
      subject: { type: "GrantRequest", id: request.id },
      from: null,
      to: "pending",
      open: { capability: input.capability, ...openScope(reach) },
      sealed: { toPerson: person.id, reason: input.reason },
      reference: person.id,
      notices: seconds.map((to) => ({ template: "grant-proposed" as const, to, data: { what: capabilityWords(input.capability), person: person.name, by: by.name, reason: input.reason, link: `${origin()}/staff/access/requests/${request.id}` } })),
    });
  },
});
