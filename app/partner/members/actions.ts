"use server";
import { formAction } from "@/lib/forms/form-action";
import { inviteMember } from "@/lib/partners/invite-member";
import { endGrant } from "@/lib/people/end-grant";

export const invite = formAction(inviteMember, "/partner/members?invited=yes");
export const endOf = formAction(endGrant, "/partner/members");
