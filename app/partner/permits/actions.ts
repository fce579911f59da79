"use server";
import { formAction } from "@/lib/forms/form-action";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { withdrawTransfer } from "@/lib/permits/withdraw-transfer";
import { reportRemoval } from "@/lib/permits/report-removal";
import { showObligation } from "@/lib/permits/show-obligation";
import { surrenderPermit } from "@/lib/permits/surrender";

export const show = formAction(showObligation, ({ reference }) => `/partner/permits/${reference}`);
export const reportGone = formAction(reportRemoval, ({ reference }) => `/partner/permits/${reference}`);
export const follow = formAction(beginFollowUp, ({ reference }) => `/partner/applications/${reference}`);
export const offer = formAction(offerTransfer, ({ reference }) => `/partner/permits/${reference}`);
export const takeOfferBack = formAction(withdrawTransfer, ({ reference }) => `/partner/permits/${reference}`);
export const surrender = formAction(surrenderPermit, ({ reference }) => `/partner/permits/${reference}`);
