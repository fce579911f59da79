import "server-only";
import { db } from "@/lib/core/db";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";

/** Whether somebody has enrolled who can give grants. */
export async function hasAdministrator(): Promise<boolean> {
  return (await db.grant.count({ where: { capability: "people.grant", endedAt: null, person: { status: "active" } } })) > 0;
}

/** The one-time link for the first administrator, or null when there is one. Throws a sentence when the settings do not say who that is. */
export async function firstAdministratorLink(who: { email: string | null; name: string | null }): Promise<string | null> {
  if (await hasAdministrator()) return null;
  if (!who.email || !who.name) throw new Error("There is no administrator yet. Set LAMPPOST_FIRST_ADMIN_EMAIL and LAMPPOST_FIRST_ADMIN_NAME to say who is to be the first.");
  const result = await setUpFirstAdministrator({ kind: "operator" }, { email: who.email, name: who.name });
  if (!result.ok) throw new Error("The first administrator could not be set up: check LAMPPOST_FIRST_ADMIN_EMAIL and LAMPPOST_FIRST_ADMIN_NAME.");
  return result.value.reference;
}
