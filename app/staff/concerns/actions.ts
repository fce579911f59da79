"use server";
import { answerConcern } from "@/lib/concerns/answer";
import { inspectConcern } from "@/lib/concerns/inspect";
import { mergeConcern } from "@/lib/concerns/merge";
import { recordInspection } from "@/lib/concerns/record-inspection";
import { relateConcern } from "@/lib/concerns/relate";
import { settleInspection } from "@/lib/concerns/settle-inspection";
import { takeConcern } from "@/lib/concerns/take";
import { formAction } from "@/lib/forms/form-action";
import type { Outcome } from "@/lib/decisions/decision";

const toConcern = ({ reference }: Outcome) => `/staff/concerns/${reference}`;

export const take = formAction(takeConcern, toConcern);
export const relate = formAction(relateConcern, toConcern);
export const inspect = formAction(inspectConcern, toConcern);
export const record = formAction(recordInspection, toConcern);
export const settle = formAction(settleInspection, toConcern);
export const answer = formAction(answerConcern, toConcern);
export const merge = formAction(mergeConcern, toConcern);
