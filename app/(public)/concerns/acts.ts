"use server";
import { forAnybody } from "@/app/(public)/for-anybody";
import { withLanguage } from "@/app/languages/addresses";
import { reopenConcern } from "@/lib/concerns/reopen";
import { reportConcern } from "@/lib/concerns/report";
import { formAction } from "@/lib/forms/form-action";

export const report = forAnybody(formAction(reportConcern, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/concerns/${reference}?sent=yes`), { visitor: true }), "concern", ({ concern }) => concern.problems);
export const reopen = forAnybody(formAction(reopenConcern, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/concerns/${reference}`), { visitor: true }), "concern", ({ concern }) => concern.problems);
