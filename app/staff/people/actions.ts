"use server";
import { declareInterest } from "@/lib/people/declare-interest";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { endException } from "@/lib/people/end-exception";
import { endHold } from "@/lib/people/end-hold";
import { endGrant } from "@/lib/people/end-grant";
import { endInterest } from "@/lib/people/end-interest";
import { endTraining } from "@/lib/people/end-training";
import { forgetPerson } from "@/lib/people/forget-person";
import { giveException } from "@/lib/people/give-exception";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { proposeGrant } from "@/lib/people/propose-grant";
import { placeHold } from "@/lib/people/place-hold";
import { needsSecond } from "@/lib/people/queries";
import { recordTraining } from "@/lib/people/record-training";
import { replaceGrant } from "@/lib/people/replace-grant";
import { startAnew } from "@/lib/people/start-anew";
import { formAction } from "@/lib/forms/form-action";
import type { FormState } from "@/lib/forms/state";
import { currentPerson } from "@/lib/session/current";

const pageOf = ({ reference }: { reference: string | null }) => `/staff/people/${reference}`;

export const invite = formAction(invitePerson, ({ subjectId }) => `/staff/people/${subjectId}?invited=yes`);
export const anew = formAction(startAnew, ({ subjectId }) => `/staff/people/${subjectId}?invited=yes`);
export const end = formAction(endGrant, pageOf);
export const narrow = formAction(replaceGrant, pageOf);
export const declareTie = formAction(declareInterest, pageOf);
export const endTie = formAction(endInterest, pageOf);
export const train = formAction(recordTraining, pageOf);
export const untrain = formAction(endTraining, pageOf);
export const except = formAction(giveException, pageOf);
export const unexcept = formAction(endException, pageOf);
export const close = formAction(deactivatePerson, pageOf);
export const forget = formAction(forgetPerson, pageOf);
export const hold = formAction(placeHold, pageOf);
export const unhold = formAction(endHold, pageOf);

const giveAtOnce = formAction(giveGrant, pageOf);
const propose = formAction(proposeGrant, ({ reference }) => `/staff/people/${reference}?proposed=yes`);

/** Gives at once; what needs a second person is proposed instead. */
export async function give(state: FormState, data: FormData): Promise<FormState> {
  const [who, capability] = [await currentPerson(), data.get("capability")];
  const isFar = who !== null && typeof capability === "string" && (await needsSecond(who, capability));
  return (isFar ? propose : giveAtOnce)(state, data);
}
