"use server";
import { formAction } from "@/lib/forms/form-action";
import { registerOrganisation } from "@/lib/partners/register-organisation";

export const registerHere = formAction(registerOrganisation, "/register?sent=yes", { visitor: true });
