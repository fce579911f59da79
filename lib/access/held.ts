import "server-only";
import type { Tx } from "@/lib/core/db";
import type { Held } from "@/lib/access/ability";
import { isCapability, capabilities } from "@/lib/access/capabilities";

/** Grants in force at an instant. Validity is no concept of CASL: what is not in force is not compiled at all. */
export const inForce = (now: Date) => ({
  endedAt: null,
  validFrom: { lte: now },
  OR: [{ validUntil: null }, { validUntil: { gt: now } }],
});

/**
 * What one person holds now, read from the database each time and never from a session.
 * Without a second factor the grants of city staff sleep. A person who is not active holds nothing.
 */
export async function heldBy(tx: Tx, personId: string, { now, secondFactor }: { now: Date; secondFactor: boolean }): Promise<Held> {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: { status: true, grants: { where: inForce(now), orderBy: { id: "asc" } }, memberships: { select: { partnerId: true } } },
  });
  if (!person || person.status !== "active") return { personId, grants: [], ownPartnerIds: [] };
  return {
    personId,
    grants: person.grants.filter((grant) => isCapability(grant.capability) && (secondFactor || capabilities[grant.capability].for === "partner")),
    ownPartnerIds: person.memberships.map((membership) => membership.partnerId),
  };
}
