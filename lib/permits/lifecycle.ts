import type { Moves } from "@/lib/core/lifecycle";
import type { PermitStatus } from "@/lib/core/prisma-client/client";

export const permitMoves = {
  suspend: { from: ["scheduled", "active", "restricted"], to: "suspended" },
  resume: { from: ["suspended"], to: "active" },
  revoke: { from: ["scheduled", "active", "restricted", "suspended"], to: "revoked" },
} as const satisfies Moves<PermitStatus>;

/** What a permit amounts to on a day. Expiry and beginning are computed from the dates, never only from a job. */
export function permitStatusOn(permit: { status: PermitStatus; startsOn: Date; expiresOn: Date }, today: Date): PermitStatus {
  if (permit.status === "scheduled" || permit.status === "active" || permit.status === "restricted" || permit.status === "suspended") {
    if (permit.expiresOn < today) return "expired";
    if (permit.status === "active" && permit.startsOn > today) return "scheduled";
    if (permit.status === "scheduled" && permit.startsOn <= today) return "active";
  }
  return permit.status;
}
