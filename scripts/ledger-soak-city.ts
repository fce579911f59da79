import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import type { Actor } from "@/lib/decisions/decision";
import { amara, priya, rosa, tomas } from "@/prisma/cast";
import { fillDemoCity } from "@/prisma/seed";

/** Who stops permits and lets them run again, anywhere in the city. */
export const officers: readonly string[] = [tomas.email, priya.email, rosa.email];
/** Who invites people and gives them permissions. */
export const giver = amara.email;

/** The invented city, by real decisions: what is shaken is a ledger like any other. */
export const makeCity = (): Promise<void> => fillDemoCity(() => undefined);

/** Permits that are stopped and let run again. */
export async function permitsToMove(): Promise<string[]> {
  const permits = await db.permit.findMany({ where: { status: { in: ["active", "scheduled", "suspended"] }, expiresOn: { gt: dayOf(new Date()) } }, select: { id: true }, orderBy: { id: "asc" } });
  return permits.map(({ id }) => id);
}

/** Somebody of the city, signed in a moment ago. */
export async function signedIn(email: string): Promise<() => Actor> {
  const { id } = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return () => ({ kind: "person", personId: id, secondFactor: true, confirmedAt: new Date() });
}
