"use server";
import { formAction } from "@/lib/forms/form-action";
import { answerRemoval } from "@/lib/permits/answer-removal";
import { answerObligation } from "@/lib/permits/answer-obligation";
import { publishPlaces } from "@/lib/permits/publish-places";
import { withholdPlaces } from "@/lib/permits/withhold-places";
import { resumePermit } from "@/lib/permits/resume";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

const permitOf = ({ reference }: { reference: string | null }) => `/staff/permits/${reference}`;

export const answerShown = formAction(answerObligation, ({ reference }) => `/staff/permits/${reference}`);
export const answerGone = formAction(answerRemoval, ({ reference }) => `/staff/permits/${reference}`);
export const withhold = formAction(withholdPlaces, permitOf);
export const publish = formAction(publishPlaces, permitOf);
export const suspend = formAction(suspendPermit, permitOf);
export const resume = formAction(resumePermit, permitOf);
export const revoke = formAction(revokePermit, permitOf);
