import type { Held } from "@/lib/access/ability";

/** Within how many minutes a person must have proved that it is them before using this grant; null where it is not asked. */
export function recencyOf({ grants, policy }: Held, grantId: string): number | null {
  const grant = grants.find(({ id }) => id === grantId);
  if (!grant) return null;
  // The stricter of the two: what one grant asks for takes nothing away from what the rules ask of everybody.
  const asked = [grant.needsRecentMinutes, (policy.recentMinutes as Record<string, number | undefined>)[grant.capability]].filter((minutes) => typeof minutes === "number");
  return asked.length > 0 ? Math.min(...asked) : null;
}
