import "server-only";
import { randomUUID } from "node:crypto";
import { addDays } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ok } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, giversOf, openScope, reachOf, scopeRefusal } from "@/lib/people/giving";
import { askForGrantInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

/** A person asks for what they lack, for some hours, with the reason; whoever may give it is told. */
export const askForGrant = decision({
  name: "grant.asked",
  input: askForGrantInput,
  may: ["ask", "GrantRequest"],
  find: async ({ input, personId }) => ({ id: randomUUID(), personId, askedById: personId, capability: input.capability, ...reachOf(input) }),
  async decide({ tx, input, now, personId, policy }) {
    const [reach, conditions] = [reachOf(input), conditionsOf({})];
    const wrong = await scopeRefusal(tx, input.capability, reach, conditions, policy);
    if (wrong) return wrong;
    const request = await tx.grantRequest.create({
      data: { kind: "asked", personId, askedById: personId, capability: input.capability, ...reach, ...conditions, hours: input.hours, reason: input.reason, page: input.page, expiresAt: addDays(now, policy.requestDays) },
      select: { id: true, person: { select: { name: true } } },
    });
    // Who asks need not see what others hold; those who can give it are told all the same.
    const givers = await beyondTheWall(tx, () => giversOf(tx, reach, now, [personId]));
    return ok({
      subject: { type: "GrantRequest", id: request.id },
      from: null,
      to: "pending",
      open: { capability: input.capability, ...openScope(reach), hours: input.hours },
      sealed: { toPerson: personId, reason: input.reason },
      reference: input.page,
      notices: givers.map((to) => ({ template: "grant-asked" as const, to, data: { what: capabilityWords(input.capability), person: request.person.name, hours: input.hours, reason: input.reason, link: `${origin()}/staff/access/requests/${request.id}` } })),
    });
  },
});
