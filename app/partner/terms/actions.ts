"use server";
import { formAction } from "@/lib/forms/form-action";
import { signTerms } from "@/lib/partners/sign-terms";

export const sign = formAction(signTerms, "/partner/terms?signed=yes");
