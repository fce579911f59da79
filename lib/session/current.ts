import "server-only";
import { cache } from "react";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { abilityOf, type AppAbility } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import type { Held } from "@/lib/access/ability";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { db } from "@/lib/core/db";
import { asPerson } from "@/lib/core/wall";
import type { Actor } from "@/lib/decisions/decision";
import { authOptions, standingSession } from "@/lib/session/auth";

export interface Who {
  sessionId: string;
  person: { id: string; name: string; email: string; line: string };
  secondFactor: boolean;
  held: Held;
  ability: AppAbility;
  actor: Actor;
}

/** Who is signed in on this request, with what they hold now; null for a visitor. Asked once a request, of the database. */
export const currentPerson = cache(async (): Promise<Who | null> => {
  const signed = await getServerSession(authOptions());
  const session = signed ? await standingSession(signed.sessionId) : null;
  if (!session) return null;
  const secondFactor = session.secondFactorAt !== null;
  const { held } = await asPerson(session.personId, () => heldBy(db, session.personId, { secondFactor }));
  return {
    sessionId: session.id,
    person: { id: session.person.id, name: session.person.name, email: session.person.email, line: session.person.line },
    secondFactor,
    held,
    ability: abilityOf(held),
    actor: { kind: "person", personId: session.personId, secondFactor, confirmedAt: session.confirmedAt },
  };
});

const holdsFor = (who: Who, kind: "staff" | "partner") => who.held.grants.some((grant) => isCapability(grant.capability) && capabilities[grant.capability].for === kind);
export const isStaff = (who: Who): boolean => holdsFor(who, "staff");
export const isMember = (who: Who): boolean => holdsFor(who, "partner");

/** The signed-in person, or the way to sign in. */
export async function signedIn(from: string): Promise<Who> {
  return (await currentPerson()) ?? redirect(`/sign-in?to=${encodeURIComponent(from)}`);
}
