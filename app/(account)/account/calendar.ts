"use server";
import { formAction } from "@/lib/forms/form-action";
import { endCalendar } from "@/lib/people/end-calendar";
import { startCalendar } from "@/lib/people/start-calendar";

export const start = formAction(startCalendar, "/account");
export const end = formAction(endCalendar, "/account");
