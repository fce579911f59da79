import { z } from "zod";
import { capabilityNames, staffCapabilities } from "@/lib/access/capabilities";
import { email, id, optionalDay, optionalId, optionalText, reason, text, version } from "@/lib/forms/fields";

const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct", "other"] as const;

export const invitePersonInput = z.strictObject({
  name: text("the person's name", { max: 120 }),
  email,
  line: optionalText({ max: 120 }),
});

export const giveGrantInput = z.strictObject({
  personId: id,
  capability: z.enum(staffCapabilities as [string, ...string[]], "Choose what the person may do from the list.").pipe(z.enum(capabilityNames)),
  agencyId: optionalId,
  zoneId: optionalId,
  assetClass: z.preprocess((value) => (value === "" ? undefined : value), z.enum(assetClasses, "Choose a kind of asset from the list.").optional()),
  highestTier: z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number("Choose a tier from 1 to 4.").int().min(1).max(4).optional()),
  validUntil: optionalDay,
  reason,
});

export const endGrantInput = z.strictObject({ grantId: id, version, reason });

export const enrolInput = z.strictObject({
  token: z.string().min(20).max(100),
  password: z.string("Choose a password.").max(256, "Shorten this to 256 characters."),
  /** the sealed secret that the page showed as a square code; and the code that the person's app made of it */
  secret: z.string().max(400).default(""),
  code: z.string().max(20).default(""),
});

export const firstAdministratorInput = z.strictObject({ email, name: text("the administrator's name", { max: 120 }) });

export const startAnewInput = z.strictObject({ personId: id, version, reason });
