"use server";
import { formAction, formActionByChoice } from "@/lib/forms/form-action";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { denyRequest } from "@/lib/people/deny-request";
import { publishAccessPolicy } from "@/lib/people/publish-access-policy";
import { ratifyGrant } from "@/lib/people/ratify-grant";
import { takeEmergencyGrant } from "@/lib/people/take-emergency-grant";
import { withdrawRequest } from "@/lib/people/withdraw-request";

const requestPage = ({ subjectId }: { subjectId: string }) => `/staff/access/requests/${subjectId}`;
const decided = { only: ["requestId", "version", "reason"] };

export const answer = formActionByChoice("deed", { approve: formAction(approveRequest, requestPage, decided), deny: formAction(denyRequest, requestPage, decided) }, "Choose whether you agree.");
export const withdraw = formAction(withdrawRequest, requestPage);

/** Back to the page that refused; only ever to one of this portal. */
export const ask = formAction(askForGrant, ({ subjectId, reference }) => {
  const isOurs = reference !== null && /^\/(?![/\\])[\w\-./%]*$/.test(reference);
  return isOurs ? `${reference}?asked=yes` : `/staff/access/requests/${subjectId}?asked=yes`;
});

export const takeEmergency = formAction(takeEmergencyGrant, ({ subjectId }) => `/staff/access/emergencies/${subjectId}`);
export const ratify = formAction(ratifyGrant, ({ subjectId }) => `/staff/access/emergencies/${subjectId}`);
export const publish = formAction(publishAccessPolicy, "/staff/access/policy");
