"use server";
import { formAction } from "@/lib/forms/form-action";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { startAnew } from "@/lib/people/start-anew";

export const invite = formAction(invitePerson, ({ subjectId }) => `/staff/people/${subjectId}?invited=yes`);
export const give = formAction(giveGrant, ({ reference }) => `/staff/people/${reference}`);
export const end = formAction(endGrant, ({ reference }) => `/staff/people/${reference}`);
export const anew = formAction(startAnew, ({ subjectId }) => `/staff/people/${subjectId}?invited=yes`);
