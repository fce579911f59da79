import type { Moves } from "@/lib/core/lifecycle";
import type { ApplicationStatus } from "@/lib/core/prisma-client/client";

export const applicationMoves = {
  submit: { from: ["draft", "changes_requested"], to: "submitted" },
  take: { from: ["submitted", "in_review"], to: "in_review" },
  request_changes: { from: ["submitted", "in_review"], to: "changes_requested" },
  approve: { from: ["submitted", "in_review"], to: "approved" },
  approve_with_conditions: { from: ["submitted", "in_review"], to: "approved_with_conditions" },
  refuse: { from: ["submitted", "in_review"], to: "refused" },
  /** after an appeal that was upheld: it comes back to its partner, to be sent again */
  reopen: { from: ["refused"], to: "changes_requested" },
  lapse: { from: ["draft", "changes_requested"], to: "lapsed" },
  withdraw: { from: ["draft", "submitted", "in_review", "changes_requested"], to: "withdrawn" },
} as const satisfies Moves<ApplicationStatus>;

/** A partner may write while it is theirs. */
export const isWritable = (status: ApplicationStatus): boolean => status === "draft" || status === "changes_requested";
/** It is not decided, nor over. */
export const openStatuses = ["draft", "submitted", "in_review", "changes_requested"] as const satisfies readonly ApplicationStatus[];
export const isOpen = (status: ApplicationStatus): boolean => (openStatuses as readonly ApplicationStatus[]).includes(status);

/** It is, or will be again, an officer's to decide. */
export const withCity = ["submitted", "in_review", "changes_requested"] as const satisfies readonly ApplicationStatus[];
export const isWithCity = (status: ApplicationStatus): boolean => (withCity as readonly ApplicationStatus[]).includes(status);

/** What an application amounts to on a day: one that was not answered in time has lapsed, with no job running. */
export const applicationStatusOn = (application: { status: ApplicationStatus; answerBy: Date | null }, today: Date): ApplicationStatus => (application.status === "changes_requested" && application.answerBy && application.answerBy < today ? "lapsed" : application.status);
