"use server";
import { decideAppeal } from "@/lib/appeals/decide";
import { formAction } from "@/lib/forms/form-action";

export const decide = formAction(decideAppeal, ({ reference }) => `/staff/appeals/${reference}`);
