import { z } from "zod";
import { email, id, optionalText, reason, text, version } from "@/lib/forms/fields";

export const registerOrganisationInput = z.strictObject({
  organisation: text("the organisation's name", { max: 120 }),
  registrationNumber: text("the registration number", { max: 40 }).transform((number) => number.toUpperCase()),
  website: optionalText({ max: 200 }).refine((address) => address === "" || /^https?:\/\/[^\s]+\.[^\s]+$/.test(address), "Enter an address that begins with https://, or leave it empty."),
  publicContact: email,
  name: text("your name", { max: 120 }),
  email,
});
export const verifyPartnerInput = z.strictObject({ partnerId: id, version, reason });
export const inviteMemberInput = z.strictObject({
  partnerId: id,
  name: text("the colleague's name", { max: 120 }),
  email,
  mayInvite: z.enum(["yes", "no"], "Choose yes or no.").default("no"),
});
