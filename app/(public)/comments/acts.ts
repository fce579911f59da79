"use server";
import { forAnybody } from "@/app/(public)/for-anybody";
import { withLanguage } from "@/app/languages/addresses";
import { sendComment } from "@/lib/comments/send";
import { formAction } from "@/lib/forms/form-action";

export const send = forAnybody(formAction(sendComment, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/comments/${reference}?sent=yes`), { visitor: true }), "comment", ({ comments }) => comments.problems);
