"use server";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import { withdrawAppeal } from "@/lib/appeals/withdraw";
import { formAction } from "@/lib/forms/form-action";

export const appealRefusal = formAction(lodgeAppeal, ({ reference }) => `/partner/applications/${reference}`);
export const appealStop = formAction(lodgeAppeal, ({ reference }) => `/partner/permits/${reference}`);
export const takeBackOnApplication = formAction(withdrawAppeal, ({ reference }) => `/partner/applications/${reference}`);
export const takeBackOnPermit = formAction(withdrawAppeal, ({ reference }) => `/partner/permits/${reference}`);
