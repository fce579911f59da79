"use server";
import { formAction } from "@/lib/forms/form-action";
import { restoreLetter } from "@/lib/letters/restore-letter";
import { useLetter } from "@/lib/letters/use-letter";
import { wordLetter } from "@/lib/letters/word-letter";

export const word = formAction(wordLetter, ({ reference }) => `/staff/letters/${reference}?written=yes#written`);
export const putInUse = formAction(useLetter, ({ reference }) => `/staff/letters/${reference}?used=yes`);
export const restore = formAction(restoreLetter, ({ reference }) => `/staff/letters/${reference}?used=standard`);
