import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isLastGiver } from "@/lib/people/giving";
import { endGrantInput } from "@/lib/people/schema";
import { grantSentence } from "@/lib/people/words";

/** Ends a grant from the next request on, with the reason. It stays in the history. Refuses what has ended, and the last grant with which anybody can give grants. */
export const endGrant = decision({
  name: "grant.ended",
  input: endGrantInput,
  may: ["end", "Grant"],
  find: ({ tx, input }) => tx.grant.findUnique({ where: { id: input.grantId }, include: { agency: true, zone: true, partner: true, person: { select: { id: true, email: true } } } }),
  async decide({ tx, input, record: grant, now, personId }) {
    if (grant.endedAt) return refused("already_ended");
    if (grant.capability === "people.grant" && (await isLastGiver(tx, grant.id))) return refused("last_giver");
    const { count } = await tx.grant.updateMany({ where: { id: grant.id, version: input.version, endedAt: null }, data: { endedAt: now, endedById: personId, endReason: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const by = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    return ok({
      subject: { type: "Grant", id: grant.id },
      from: "given",
      to: "ended",
      open: { capability: grant.capability },
      sealed: { ofPerson: grant.personId, reason: input.reason },
      reference: grant.personId,
      notices: [{ template: "grant-ended", to: { personId: grant.person.id, email: grant.person.email }, data: { what: grantSentence(grant), by: by.name, reason: input.reason } }],
    });
  },
});
