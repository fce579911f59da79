"use server";
import { startApplication } from "@/lib/applications/start";
import { formAction } from "@/lib/forms/form-action";

export const start = formAction(startApplication, ({ reference }) => `/partner/applications/${reference}`);
