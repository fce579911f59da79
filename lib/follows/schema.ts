import { z } from "zod";
import { email, optionalId, optionalText } from "@/lib/forms/fields";
import { residentsLanguages } from "@/lib/notices/to-residents";

const language = z.enum(residentsLanguages, "Open the page anew.").default("en");
const token = z.string("Open the link in the mail again.").regex(/^[0-9a-f-]{36}\.[0-9a-f]{40}$/, "Open the link in the mail again.");

export const startFollowInput = z
  .strictObject({ street: optionalText({ max: 100 }), zoneId: optionalId, partnerId: optionalId, deviceId: optionalId, email, language, website: optionalText({ max: 200 }) })
  .refine(({ street, zoneId, partnerId, deviceId }) => [street || undefined, zoneId, partnerId, deviceId].filter((each) => each !== undefined).length === 1 && (street === "" || [...street].length >= 4), { message: "Enter the name of the street, as it stands on its sign.", path: ["street"] });
export const confirmFollowInput = z.strictObject({ token, language });
export const endFollowInput = z.strictObject({ token, language });
export const lapseFollowInput = z.strictObject({ followId: z.uuid() });
