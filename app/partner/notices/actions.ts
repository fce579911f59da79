"use server";
import { formAction } from "@/lib/forms/form-action";
import { answerConsideration } from "@/lib/hearings/answer";

export const answer = formAction(answerConsideration, ({ reference }) => `/partner/notices/${reference}`);
