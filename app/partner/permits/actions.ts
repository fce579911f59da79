"use server";
import { formAction } from "@/lib/forms/form-action";
import { surrenderPermit } from "@/lib/permits/surrender";

export const surrender = formAction(surrenderPermit, ({ reference }) => `/partner/permits/${reference}`);
