"use server";

import { readForm } from "@/lib/forms/read-form";
import type { FormState } from "@/lib/forms/state";

/** Checks the example form and keeps nothing: it shows how every form answers. */
export async function tryForm(state: FormState, data: FormData): Promise<FormState> {
  const { input, typed } = readForm(data);
  const problems: FormState["problems"] = [];
  if (!input.name) problems.push({ field: "name", words: "Enter a name for the deployment." });
  if (!/^[A-Z]{2} \d{4}$/.test(String(input.plate))) problems.push({ field: "plate", words: "Enter two letters and four digits, like HQ 0412." });
  if (!input.power) problems.push({ field: "power", words: "Choose where it gets power." });
  if (!input.visit) problems.push({ field: "visit", words: "Enter a day: day, month and year." });
  return { attempt: state.attempt + 1, values: typed, problems };
}
