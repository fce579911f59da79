"use server";
import { answerComments } from "@/lib/comments/answer";
import { openComments } from "@/lib/comments/open";
import { agreeLowerTier } from "@/lib/applications/agree-lower-tier";
import { assessApplication } from "@/lib/applications/assess";
import { assignApplication } from "@/lib/applications/assign";
import { proposeLowerTier } from "@/lib/applications/propose-lower-tier";
import { raiseTier } from "@/lib/applications/raise-tier";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { reviewSection } from "@/lib/applications/review-section";
import { takeApplication } from "@/lib/applications/take";
import { writeToPartner } from "@/lib/applications/write-to-partner";
import { formAction, formActionByChoice } from "@/lib/forms/form-action";
import { approveApplication } from "@/lib/permits/approve";

const caseOf = ({ reference }: { reference: string | null }) => `/staff/cases/${reference}`;

export const askResidents = formAction(openComments, caseOf);
export const answerResidents = formAction(answerComments, caseOf);
export const assess = formAction(assessApplication, caseOf);
export const take = formAction(takeApplication, caseOf);
export const assign = formAction(assignApplication, caseOf);
export const raise = formAction(raiseTier, caseOf);
export const lowerTier = formAction(proposeLowerTier, caseOf);
export const agreeTier = formAction(agreeLowerTier, caseOf);
export const write = formAction(writeToPartner, ({ reference }) => `/staff/cases/${reference}/messages`);
export const review = formAction(reviewSection, caseOf);
export const decide = formActionByChoice(
  "deed",
  {
    approve: formAction(approveApplication, caseOf, { only: ["applicationId", "version", "reason", "until", "withhold", "despite", "leaveOut", "grounds", "without"] }),
    approve_with_conditions: formAction(approveApplication, caseOf, { only: ["applicationId", "version", "reason", "until", "conditions", "library", "conditionsBy", "withhold", "despite", "leaveOut", "grounds", "without"], needs: { "conditions|library": "Write at least one condition, one a line, or choose one from the list; or choose “Approve”." } }),
    request_changes: formAction(requestChanges, caseOf, { only: ["applicationId", "version", "reason", "parts", "by"] }),
    refuse: formAction(refuseApplication, caseOf, { only: ["applicationId", "version", "reason", "grounds", "without"] }),
  },
  "Choose what you decide.",
);
