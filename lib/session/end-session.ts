import "server-only";
import { db } from "@/lib/core/db";
import { asPerson } from "@/lib/core/wall";

/** Ends one of the person's own sessions, or all but one. The next request with it is a visitor's. */
export async function endOwnSessions(personId: string, which: { id: string } | { allBut: string }): Promise<void> {
  await asPerson(personId, () => db.session.updateMany({ where: { personId, endedAt: null, ...("id" in which ? { id: which.id } : { id: { not: which.allBut } }) }, data: { endedAt: new Date() } }));
}
