"use server";
import { formAction } from "@/lib/forms/form-action";
import { declareInterest } from "@/lib/people/declare-interest";

export const declareOwn = formAction(declareInterest, "/account");
