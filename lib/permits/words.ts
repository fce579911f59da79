import type { StopEffect } from "@/lib/core/prisma-client/client";

/** Why a device may operate or not. Closed: only `operates` and `shut_out` let it. */
export const operationWords = {
  operates: "It may operate.",
  shut_out: "It may operate, but not connect to the city’s networks.",
  suspended: "It may not operate for now.",
  not_begun: "Its permit has not begun yet.",
  expired: "Its permit is over.",
  withdrawn: "Its right was withdrawn.",
  given_up: "Its permit was given up or replaced.",
  removed: "It was removed.",
} as const;
export type Operation = keyof typeof operationWords;

/** How a device's standing is shown: by the word of a permit that stands so. */
export const shownAs = { operates: "active", shut_out: "restricted", suspended: "suspended", not_begun: "scheduled", expired: "expired", withdrawn: "revoked", given_up: "surrendered", removed: "removed" } as const satisfies Record<Operation, string>;

/** What is so under a stop, by its effect. */
export const underStop: Record<StopEffect, string> = { suspend: "May not operate", restrict: "May not connect", revoke: "Withdrawn for good", void: "Void from the start" };
/** The same of a permit, to be followed by who did it. */
export const stoppedWords: Record<StopEffect, string> = { suspend: "Suspended", restrict: "Shut out of the city’s networks", revoke: "Revoked", void: "Voided from the start" };
