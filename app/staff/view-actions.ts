"use server";
import { formAction } from "@/lib/forms/form-action";
import { dropView } from "@/lib/people/drop-view";
import { saveView } from "@/lib/people/save-view";

export const saveOwn = formAction(saveView, (_, { view, find, tier, zone }) => `/staff?${new URLSearchParams(Object.entries({ view, find, tier, zone }).flatMap(([name, value]) => (typeof value === "string" && value ? [[name, value]] : [])))}`);
export const dropOwn = formAction(dropView, () => "/staff");
