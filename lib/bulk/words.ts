import type { BulkOutcome, BulkStatus } from "@/lib/core/prisma-client/client";
import type { BulkDeed } from "@/lib/bulk/schema";

/** To be chosen, and as the title of a run. */
export const deedWords: Record<BulkDeed, string> = {
  case_take: "Take these cases",
  case_assign: "Give these cases to a colleague",
  case_request_changes: "Ask for changes",
  case_consider: "Give notice that refusal is considered",
  case_approve: "Approve them",
  case_refuse: "Refuse them",
  permit_consider: "Give notice of what is considered",
  permit_suspend: "Suspend these permits",
  permit_resume: "Let these permits run again",
  permit_revoke: "Revoke these permits for good",
};
export const runWords: Record<BulkStatus, string> = { drawn_up: "Not started", queued: "About to begin", running: "Under way", stopped: "Stopped", finished: "Finished" };
export const outcomeWords: Record<BulkOutcome, string> = { waiting: "Not yet", decided: "Done", refused: "Not done" };
