"use server";
import { formAction } from "@/lib/forms/form-action";
import { answerRequest } from "@/lib/rights/answer";
import { extendRequest } from "@/lib/rights/extend";

export const answer = formAction(answerRequest, ({ reference }) => `/partner/data-requests/${reference}`);
export const extend = formAction(extendRequest, ({ reference }) => `/partner/data-requests/${reference}`);
