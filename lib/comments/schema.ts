import { z } from "zod";
import { day, id, optionalText, text, version } from "@/lib/forms/fields";

export const openCommentsInput = z.strictObject({ applicationId: id, version, about: text("what it is about, for residents", { max: 2000, min: 20 }), until: day });
export const sendCommentInput = z.strictObject({ period: z.coerce.number("Open the page anew.").int().min(1).max(2_147_483_647), words: text("what you think of it", { max: 4000, min: 10 }), language: z.enum(["en", "es"], "Open the page anew.").default("en"), website: optionalText({ max: 200 }) });
export const answerCommentsInput = z.strictObject({ periodId: id, version, outcome: text("what was said, and what came of it", { max: 4000, min: 20 }) });
export const forgetCommentsInput = z.strictObject({ periodId: z.uuid() });
