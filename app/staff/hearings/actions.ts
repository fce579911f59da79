"use server";
import { formAction } from "@/lib/forms/form-action";
import { consider } from "@/lib/hearings/consider";
import { dropConsideration } from "@/lib/hearings/drop";

export const considerRefusal = formAction(consider, ({ reference }) => `/staff/cases/${reference}`);
export const considerStop = formAction(consider, ({ reference }) => `/staff/permits/${reference}`);
export const dropOnCase = formAction(dropConsideration, ({ reference }) => `/staff/cases/${reference}`);
export const dropOnPermit = formAction(dropConsideration, ({ reference }) => `/staff/permits/${reference}`);
