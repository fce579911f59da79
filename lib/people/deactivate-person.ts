import "server-only";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision, type Change } from "@/lib/decisions/decision";
import { isLastGiver } from "@/lib/people/giving";
import { deactivateInput } from "@/lib/people/schema";

/**
 * Somebody leaves: their account closes, and with it every session, grant, unused link, asking and exception, in one decision.
 * Cases they had taken go back to the queue. Refuses the last person who can give grants, and oneself.
 */
export const deactivatePerson = decision({
  name: "person.deactivated",
  input: deactivateInput,
  may: ["deactivate", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId } }),
  async decide({ tx, input, record: person, now, personId }) {
    if (person.status === "deactivated") return refused("person_not_active");
    // First their row, so that who gives them something at this moment waits and then sees that they are gone.
    const { count } = await tx.person.updateMany({ where: { id: person.id, version: input.version }, data: { status: "deactivated", passwordHash: null, totpSecret: null, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const grants = await tx.grant.findMany({ where: { personId: person.id, endedAt: null }, orderBy: { id: "asc" }, select: { id: true, capability: true } });
    const giving = grants.filter(({ capability }) => capability === "people.grant").map(({ id }) => id);
    if (giving.length > 0 && (await isLastGiver(tx, ...giving))) return refused("last_giver");
    await tx.session.updateMany({ where: { personId: person.id, endedAt: null }, data: { endedAt: now } });
    await tx.enrolmentLink.updateMany({ where: { personId: person.id, usedAt: null }, data: { expiresAt: now } });
    await tx.membership.updateMany({ where: { personId: person.id, endedAt: null }, data: { endedAt: now } });
    // Also the cases that are none of the administrator's: nobody is left to see to them.
    await beyondTheWall(tx, () => tx.application.updateMany({ where: { heldById: person.id, status: { in: ["submitted", "in_review", "changes_requested"] } }, data: { heldById: null, version: { increment: 1 } } }));

    const ends = { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } };
    const sealed = { ofPerson: person.id, reason: input.reason };
    const also: Change[] = [];
    await tx.grant.updateMany({ where: { id: { in: grants.map(({ id }) => id) } }, data: ends });
    for (const grant of grants) also.push({ name: "grant.ended", subject: { type: "Grant", id: grant.id }, from: "given", to: "ended", open: { capability: grant.capability, because: "left" }, sealed });
    const requests = await tx.grantRequest.findMany({ where: { status: "pending", OR: [{ personId: person.id }, { askedById: person.id }] }, select: { id: true, capability: true } });
    await tx.grantRequest.updateMany({ where: { id: { in: requests.map(({ id }) => id) } }, data: { status: "withdrawn", decidedById: personId, decidedAt: now, answer: input.reason, version: { increment: 1 } } });
    for (const request of requests) also.push({ name: "grant.request_withdrawn", subject: { type: "GrantRequest", id: request.id }, from: "pending", to: "withdrawn", open: { capability: request.capability, because: "left" }, sealed });
    const exceptions = await tx.apartException.findMany({ where: { personId: person.id, endedAt: null }, select: { id: true, pair: true } });
    await tx.apartException.updateMany({ where: { id: { in: exceptions.map(({ id }) => id) } }, data: ends });
    for (const exception of exceptions) also.push({ name: "exception.ended", subject: { type: "ApartException", id: exception.id }, from: "given", to: "ended", open: { pair: exception.pair, because: "left" }, sealed });
    return ok({ subject: { type: "Person", id: person.id }, from: person.status, to: "deactivated", open: { grants: grants.length, requests: requests.length }, sealed, also, reference: person.id });
  },
});
