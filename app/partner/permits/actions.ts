"use server";
import { formAction } from "@/lib/forms/form-action";
import { reportRemoval } from "@/lib/permits/report-removal";
import { showObligation } from "@/lib/permits/show-obligation";
import { surrenderPermit } from "@/lib/permits/surrender";

export const show = formAction(showObligation, ({ reference }) => `/partner/permits/${reference}`);
export const reportGone = formAction(reportRemoval, ({ reference }) => `/partner/permits/${reference}`);
export const surrender = formAction(surrenderPermit, ({ reference }) => `/partner/permits/${reference}`);
