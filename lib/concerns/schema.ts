import { z } from "zod";
import { readTicket } from "@/lib/core/ids";
import { residentsLanguages } from "@/lib/notices/to-residents";
import { day, email, id, optionalText, reason, several, text, version } from "@/lib/forms/fields";

export const concernKinds = ["wrong", "unlisted", "bothers"] as const;
export const mostPhotos = 3;
export const mostBytesOfPhoto = 8 * 1024 * 1024;

/** of the page on which somebody writes, and in which they are answered */
const language = z.enum(residentsLanguages, "Open the page anew.").default("en");
/** "52.01234,4.05678", as the page or a script of it puts it in; empty where nobody said. */
const spot = z
  .string("Open the page anew.")
  .trim()
  .max(60, "Open the page anew.")
  .default("")
  .transform((typed, context) => {
    if (typed === "") return null;
    const [, lat, lon] = /^(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)$/.exec(typed) ?? [];
    if (lat !== undefined && lon !== undefined && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180) return { lat: Number(lat), lon: Number(lon) };
    context.addIssue({ code: "custom", message: "This is no place on the map. Say where it is in words." });
    return z.NEVER;
  });

/** What a resident reports. Where it is: a device by the code on its sign, an asset by its plate, a spot on the map, or words; one of them at least. */
export const reportInput = z
  .strictObject({
    kind: z.enum(concernKinds, "Choose what it is about."),
    device: optionalText({ max: 40 }),
    plate: optionalText({ max: 60 }),
    at: spot,
    place: optionalText({ max: 300 }),
    words: text("what you noticed", { min: 10, max: 3000 }),
    photos: several(z.instanceof(File, { message: "Choose the pictures again." })).default([]),
    email: z.union([z.literal("").transform(() => null), email], "Enter an e-mail address, like name@example.org.").default(null),
    language,
    /** a field that nobody sees: what fills it in reads no page */
    website: optionalText({ max: 200 }),
  })
  .refine(({ device, plate, at, place }) => device !== "" || plate !== "" || at !== null || place !== "", { message: "Say where it is: the number on the pole, or the street and what stands nearby.", path: ["place"] });

const ticket = z
  .string("Enter the reference.")
  .max(60, "This is no reference. It looks like C-7K3M-2Q9F-XW4T.")
  .transform((typed, context) => {
    const read = readTicket(typed);
    if (read) return read;
    context.addIssue({ code: "custom", message: "This is no reference. It looks like C-7K3M-2Q9F-XW4T." });
    return z.NEVER;
  });

export const reopenInput = z.strictObject({ reference: ticket, words: text("what is still wrong", { min: 10, max: 3000 }), language });
export const takeInput = z.strictObject({ concernId: id, version });
export const relateInput = z.strictObject({ concernId: id, version, about: text("the code of the device, or the number on the plate", { max: 60 }) });
export const inspectInput = z.strictObject({ concernId: id, version, what: optionalText({ max: 1000 }), dueOn: day });
export const recordInspectionInput = z.strictObject({
  inspectionId: id,
  version,
  outcome: z.enum(["on_register", "missing", "nothing_there", "not_ours"], "Choose what was found."),
  found: text("what was found", { min: 10, max: 2000 }),
});
export const settleInspectionInput = z.strictObject({ inspectionId: id, version, settled: z.enum(["registered", "removed"], "Choose how it was put right."), words: reason });
export const answerConcernInput = z.strictObject({ concernId: id, version, outcome: z.enum(["resolved", "no_action"], "Choose what came of it."), words: text("the answer", { min: 20, max: 4000 }) });
export const mergeInput = z.strictObject({ concernId: id, version, into: z.coerce.number("Enter the number of the other concern.").int("Enter the number of the other concern.").min(1, "Enter the number of the other concern.").max(2_147_483_647, "Enter the number of the other concern.") });
export const forgetReporterInput = z.strictObject({ concernId: id });
