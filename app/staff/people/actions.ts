"use server";
import { formAction } from "@/lib/forms/form-action";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";

export const invite = formAction(invitePerson, ({ subjectId }) => `/staff/people/${subjectId}?invited=yes`);
export const give = formAction(giveGrant, ({ reference }) => `/staff/people/${reference}`);
export const end = formAction(endGrant, ({ reference }) => `/staff/people/${reference}`);
