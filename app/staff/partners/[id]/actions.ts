"use server";
import { formAction, formActionByChoice } from "@/lib/forms/form-action";
import { refusePartner } from "@/lib/partners/refuse-partner";
import { verifyPartner } from "@/lib/partners/verify-partner";

const partnerOf = ({ subjectId }: { subjectId: string }) => `/staff/partners/${subjectId}`;
const only = { only: ["partnerId", "version", "reason"] };

export const check = formActionByChoice("deed", { verify: formAction(verifyPartner, partnerOf, only), refuse: formAction(refusePartner, partnerOf, only) }, "Choose what you found.");
