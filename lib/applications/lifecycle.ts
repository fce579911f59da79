import type { Moves } from "@/lib/core/lifecycle";
import type { ApplicationStatus } from "@/lib/core/prisma-client/client";

export const applicationMoves = {
  submit: { from: ["draft", "changes_requested"], to: "submitted" },
  take: { from: ["submitted", "in_review"], to: "in_review" },
  request_changes: { from: ["submitted", "in_review"], to: "changes_requested" },
  approve: { from: ["submitted", "in_review"], to: "approved" },
  approve_with_conditions: { from: ["submitted", "in_review"], to: "approved_with_conditions" },
  refuse: { from: ["submitted", "in_review"], to: "refused" },
  withdraw: { from: ["draft", "submitted", "in_review", "changes_requested"], to: "withdrawn" },
} as const satisfies Moves<ApplicationStatus>;

/** A partner may write while it is theirs. */
export const isWritable = (status: ApplicationStatus): boolean => status === "draft" || status === "changes_requested";
export const isOpen = (status: ApplicationStatus): boolean => ["draft", "submitted", "in_review", "changes_requested"].includes(status);
