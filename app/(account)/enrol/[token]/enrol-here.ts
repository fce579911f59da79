"use server";
import { formAction } from "@/lib/forms/form-action";
import { enrol } from "@/lib/people/enrol";

export const enrolHere = formAction(enrol, "/sign-in?enrolled=yes", { visitor: true });
