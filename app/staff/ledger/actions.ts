"use server";

import { answerFinding } from "@/lib/audits/answer-finding";
import { closeFinding } from "@/lib/audits/close-finding";
import { openEntry } from "@/lib/audits/open-entry";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { takeSample } from "@/lib/audits/take-sample";
import { formAction } from "@/lib/forms/form-action";

const finding = ({ reference }: { reference: string | null }) => `/staff/ledger/findings/${reference}`;

export const open = formAction(openEntry, ({ reference }) => `/staff/ledger/${reference}`);
export const raise = formAction(raiseFinding, finding);
export const answer = formAction(answerFinding, finding);
export const close = formAction(closeFinding, finding);
export const sample = formAction(takeSample, ({ reference }) => `/staff/ledger/samples/${reference}`);
