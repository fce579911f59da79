import { z } from "zod";
import { letterNames, type LetterName } from "@/lib/notices/letters";
import { reason, text } from "@/lib/forms/fields";

const template = z.enum(letterNames as [LetterName, ...LetterName[]], "Choose a letter from the list.");
const number = z.string("Open the page anew.").regex(/^\d{1,6}$/, "Open the page anew.").transform(Number);

/** `version`: the last one that whoever writes has seen; 0 where there is none. */
export const wordLetterInput = z.strictObject({ template, version: number, subject: text("the subject", { max: 150, min: 5 }).refine((line) => !/[\r\n]/.test(line), "Write it on one line."), text: text("what the letter says", { max: 5000, min: 20 }) });
export const useLetterInput = z.strictObject({ template, version: number });
export const restoreLetterInput = z.strictObject({ template, version: number, reason });
