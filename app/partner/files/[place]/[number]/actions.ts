"use server";
import { addFiles } from "@/lib/files/add";
import { removeFile } from "@/lib/files/remove";
import { formAction } from "@/lib/forms/form-action";

// Back to where one was: the page itself says what is there now.
const here = (outcome: { reference: string | null }, input: Record<string, unknown>): string => `/partner/files/${String(input.place)}/${outcome.reference ?? ""}`;
export const add = formAction(addFiles, here);
export const takeBack = formAction(removeFile, here);
