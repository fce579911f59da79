"use server";
import { formAction } from "@/lib/forms/form-action";
import { answerTransfer } from "@/lib/permits/answer-transfer";

// Whoever takes it on goes on with the application; else there is nothing more to do.
export const answer = formAction(answerTransfer, ({ reference }) => (reference ? `/partner/applications/${reference}` : "/partner"));
