import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";

/** Organisations an officer may check: those waiting first, then by name. */
export const partnersSeenBy = behindWall((who: Who) =>
  db.partner.findMany({ where: authorizedWhere(who.ability, "examine", "Partner"), orderBy: [{ status: "asc" }, { name: "asc" }], take: 200, include: { _count: { select: { permits: true, applications: { where: { submittedAt: { not: null } } } } } } }));

/** One organisation as an officer sees it. */
export const partnerFile = behindWall(async (who: Who, id: string) =>
  isId(id)
    ? db.partner.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "Partner")] }, include: { memberships: { where: { endedAt: null }, include: { person: { select: { name: true, email: true, status: true } } } } } })
    : null,
);

/** Partners that the city has verified, as anybody may know them. */
export const partnersVerified = () => db.partner.findMany({ where: { status: "verified" }, orderBy: { name: "asc" }, take: 1_000, select: { id: true, name: true } });

/** Who signed which version of the city's terms for these partners, newest first. */
export const signaturesOf = behindWall(async (_who: Who, partnerIds: string[]) => {
  const signatures = await db.termsSignature.findMany({ where: { partnerId: { in: partnerIds } }, orderBy: { id: "desc" }, select: { id: true, partnerId: true, termsVersion: true, capacity: true, signedAt: true, signedById: true } });
  const names = await namesOf(signatures.map(({ signedById }) => signedById));
  return signatures.map(({ signedById, ...signature }) => ({ ...signature, name: names.get(signedById)?.name ?? "A member" }));
});

/** The partners a member acts for, with their members. */
export const ownPartners = behindWall((who: Who) =>
  db.partner.findMany({
    where: authorizedWhere(who.ability, "read", "Partner"),
    orderBy: { name: "asc" },
    include: { memberships: { where: { endedAt: null }, orderBy: { since: "asc" }, include: { person: { select: { id: true, name: true, email: true, status: true, grants: { where: { endedAt: null }, include: { partner: true } } } } } } },
  }),
);
