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
export const signTermsInput = z.strictObject({
  partnerId: id,
  termsVersion: z.coerce.number("Open the page anew.").int("Open the page anew.").min(1, "Open the page anew.").max(10_000, "Open the page anew."),
  capacity: text("as what you sign", { max: 120, min: 2 }),
  mayBind: z.literal("yes", "Confirm that you may sign for it."),
});
export const inviteMemberInput = z.strictObject({
  partnerId: id,
  name: text("the colleague's name", { max: 120 }),
  email,
  mayInvite: z.enum(["yes", "no"], "Choose yes or no.").default("no"),
});
