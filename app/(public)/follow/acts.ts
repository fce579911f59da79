"use server";
import { forAnybody } from "@/app/(public)/for-anybody";
import { withLanguage } from "@/app/languages/addresses";
import { confirmFollow } from "@/lib/follows/confirm";
import { endFollow } from "@/lib/follows/end";
import { startFollow } from "@/lib/follows/start";
import { formAction } from "@/lib/forms/form-action";

const there = (_: unknown, { token, language }: Record<string, unknown>) => withLanguage(String(language ?? "en"), `/follow/${String(token)}`);

export const start = forAnybody(formAction(startFollow, (_, { language }) => withLanguage(String(language ?? "en"), "/follow/new?sent=yes"), { visitor: true }), "follow", ({ follow }) => follow.problems);
export const confirm = forAnybody(formAction(confirmFollow, there, { visitor: true }), "link", ({ follow }) => follow.problems);
export const end = forAnybody(formAction(endFollow, there, { visitor: true }), "link", ({ follow }) => follow.problems);
