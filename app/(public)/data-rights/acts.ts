"use server";
import { forAnybody } from "@/app/(public)/for-anybody";
import { withLanguage } from "@/app/languages/addresses";
import { formAction } from "@/lib/forms/form-action";
import { askForData } from "@/lib/rights/ask";

export const ask = forAnybody(formAction(askForData, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/data-rights/${reference}?sent=yes`), { visitor: true }), "rights", ({ rights }) => rights.problems);
