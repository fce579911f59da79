import type { Moves } from "@/lib/core/lifecycle";
import type { ObligationStatus, PermitStatus, RemovalStatus } from "@/lib/core/prisma-client/client";

/** What a stop that comes or ends may make of a permit; which of them it is follows from all the stops that stand (`standing.ts`). */
export const permitMoves = {
  restrict: { from: ["scheduled", "active"], to: "restricted" },
  suspend: { from: ["scheduled", "active", "restricted"], to: "suspended" },
  ease: { from: ["suspended"], to: "restricted" },
  resume: { from: ["restricted", "suspended"], to: "active" },
  revoke: { from: ["scheduled", "active", "restricted", "suspended"], to: "revoked" },
  void: { from: ["scheduled", "active", "restricted", "suspended", "revoked"], to: "voided" },
  surrender: { from: ["scheduled", "active", "restricted", "suspended"], to: "surrendered" },
  /** another permit takes its place */
  supersede: { from: ["scheduled", "active", "restricted", "suspended"], to: "superseded" },
  reinstate: { from: ["revoked", "voided"], to: "active" },
} as const satisfies Moves<PermitStatus>;

/** It has been given and is not over: it can still be stopped or given back. */
export const statusesInForce = permitMoves.surrender.from;
export const isInForce = (status: PermitStatus): boolean => (statusesInForce as readonly PermitStatus[]).includes(status);

/** What the ledger calls each. */
const moveNames = { restrict: "permit.restricted", suspend: "permit.suspended", ease: "permit.eased", resume: "permit.resumed", revoke: "permit.revoked", void: "permit.voided", surrender: "permit.surrendered", supersede: "permit.superseded", reinstate: "permit.reinstated" } as const satisfies Record<keyof typeof permitMoves, string>;

/** The entry of a move from one status to another. @throws where no move leads there: then nothing is written */
export function permitMoveBetween(from: PermitStatus, to: PermitStatus): (typeof moveNames)[keyof typeof moveNames] {
  // A permit that begins later is active as far as moves go; a reversal leads to whatever else stands against it.
  const aimed = to === "scheduled" ? "active" : to;
  for (const [name, { from: starts, to: ends }] of Object.entries(permitMoves) as [keyof typeof permitMoves, { from: readonly PermitStatus[]; to: PermitStatus }][]) {
    if (starts.includes(from) && (ends === aimed || (name === "reinstate" && (aimed === "restricted" || aimed === "suspended")))) return moveNames[name];
  }
  throw new Error(`no move leads a permit from ${from} to ${to}`);
}

/** What a permit amounts to on a day. Expiry and beginning are computed from the dates, never only from a job. */
export function permitStatusOn(permit: { status: PermitStatus; startsOn: Date; expiresOn: Date }, today: Date): PermitStatus {
  if (isInForce(permit.status)) {
    if (permit.expiresOn < today) return "expired";
    if (permit.status === "active" && permit.startsOn > today) return "scheduled";
    if (permit.status === "scheduled" && permit.startsOn <= today) return "active";
  }
  return permit.status;
}

export const obligationMoves = {
  show: { from: ["due", "sent_back"], to: "shown" },
  accept: { from: ["shown"], to: "accepted" },
  send_back: { from: ["shown"], to: "sent_back" },
} as const satisfies Moves<ObligationStatus>;

export const removalMoves = {
  confirm: { from: ["reported"], to: "confirmed" },
  send_back: { from: ["reported"], to: "sent_back" },
} as const satisfies Moves<RemovalStatus>;

/** Where an obligation is on a day: overdue by the day alone, with no job running. */
export const obligationStateOn = ({ status, dueOn }: { status: ObligationStatus; dueOn: Date }, today: Date): ObligationStatus | "overdue" => ((status === "due" || status === "sent_back") && dueOn < today ? "overdue" : status);

export const stopStates = ["standing", "unratified", "lapsed", "lifted", "not_ratified", "reversed"] as const;
export type StopState = (typeof stopStates)[number];

/** Where a stop is on its way at an instant. That an emergency lapsed is computed, with no job running. */
export function stopState(stop: { ratifyBy: Date | null; ratifiedAt: Date | null; endedAt: Date | null; endedAs: Exclude<StopState, "standing" | "unratified"> | null }, now: Date): StopState {
  if (stop.endedAt) return stop.endedAs ?? "lifted";
  if (!stop.ratifyBy || stop.ratifiedAt) return "standing";
  return stop.ratifyBy > now ? "unratified" : "lapsed";
}
