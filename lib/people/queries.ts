import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { db, type Prisma, type Tx } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { openEnrolmentLink } from "@/lib/session/enrolment-link";
import type { Who } from "@/lib/session/current";
import { may } from "@/lib/access/may";
import { grantSentence, grantStatus } from "@/lib/people/words";

const grantsWithNames = { include: { agency: { select: { name: true } }, zone: { select: { name: true } }, partner: { select: { name: true } }, givenBy: { select: { name: true } }, endedBy: { select: { name: true } } }, orderBy: { id: "desc" } } as const;

/** The people an administrator may see, by name, in pages of 50. */
export async function peopleSeenBy(who: Who, { find = "", after }: { find?: string; after?: string | undefined }) {
  const where: Prisma.PersonWhereInput = {
    AND: [authorizedWhere(who.ability, "examine", "Person"), find ? { OR: [{ name: { contains: find, mode: "insensitive" } }, { email: { contains: find.toLowerCase() } }] } : {}],
  };
  const people = await db.person.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: 51, ...(after && isId(after) ? { cursor: { id: after }, skip: 1 } : {}), include: { grants: { where: { endedAt: null }, select: { id: true } }, memberships: { where: { endedAt: null }, select: { partner: { select: { name: true } } } } } });
  return { people: people.slice(0, 50), more: people.length > 50 ? people[49]?.id : undefined };
}

/** One person with every grant they ever held, in sentences; null when it is not for this reader to see. */
export async function personFile(who: Who, id: string) {
  if (!isId(id)) return null;
  const person = await db.person.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "Person")] }, include: { grants: grantsWithNames, memberships: { select: { endedAt: true, partner: { select: { id: true, name: true } } } } } });
  if (!person) return null;
  const now = new Date();
  return {
    ...person,
    grants: person.grants.map((grant) => ({ ...grant, words: grantSentence(grant), status: grantStatus(grant, now), mayEnd: !grant.endedAt && may(who.ability, "end", "Grant", grant).may })),
  };
}

/** What the signed-in person themselves holds. */
export async function ownGrants(who: Who) {
  const grants = await db.grant.findMany({ where: { personId: who.person.id }, ...grantsWithNames });
  const now = new Date();
  return grants.map((grant) => ({ ...grant, words: grantSentence(grant), status: grantStatus(grant, now) }));
}

/** What grants can be bound to. */
export const scopesToChoose = async () => ({
  agencies: await db.agency.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }),
  zones: await db.zone.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }),
});

/** The invited person behind a link from a mail, or null when it was used or is over. */
export async function invitedBy(token: string) {
  const link = await openEnrolmentLink(db as unknown as Tx, token, new Date());
  return link ? { name: link.person.name, email: link.person.email, isMember: link.person.memberships.length > 0 } : null;
}

/** The browsers a person is signed in with. */
export const ownSessions = (who: Who) =>
  db.session.findMany({ where: { personId: who.person.id, endedAt: null, expiresAt: { gt: new Date() } }, orderBy: { lastSeenAt: "desc" }, select: { id: true, browser: true, createdAt: true, lastSeenAt: true } });
