import { z } from "zod";
import { email, id, optionalDay, optionalText, reason, text, version } from "@/lib/forms/fields";
import { residentsLanguages } from "@/lib/notices/to-residents";

export const dataRequestKinds = ["access", "correction", "deletion", "objection"] as const;

/** What somebody asks about their own data: of one device, by the code on its sign; or of all that notice people in a street on a day. */
export const askInput = z
  .strictObject({
    kind: z.enum(dataRequestKinds, "Choose what you ask for."),
    device: optionalText({ max: 40 }),
    street: optionalText({ max: 100 }),
    onDay: optionalDay,
    around: optionalText({ max: 60 }),
    words: text("what it is about", { min: 10, max: 3000 }),
    email,
    language: z.enum(residentsLanguages, "Open the page anew.").default("en"),
    /** a field that nobody sees: what fills it in reads no page */
    website: optionalText({ max: 200 }),
  })
  .refine(({ device, street }) => device !== "" || [...street].length >= 4, { message: "Enter the name of the street, as it stands on its sign.", path: ["street"] })
  .refine(({ device, onDay }) => device !== "" || onDay !== undefined, { message: "Enter the day on which you were there.", path: ["onDay"] });

export const answerRequestInput = z.strictObject({ partId: id, version, outcome: z.enum(["done", "nothing_held", "refused"], "Choose what came of it."), words: text("the answer", { min: 20, max: 4000 }) });
export const extendRequestInput = z.strictObject({ partId: id, version, reason });
export const forgetAskerInput = z.strictObject({ requestId: id });
