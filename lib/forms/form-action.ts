import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { sentence } from "@/lib/core/refusals";
import { forLog, log } from "@/lib/core/log";
import { isOwnAddress } from "@/lib/core/mode";
import type { Refusal, Result } from "@/lib/core/result";
import { Fault, type Actor, type Decision, type Outcome } from "@/lib/decisions/decision";
import { readForm } from "@/lib/forms/read-form";
import type { FormAct, FormState } from "@/lib/forms/state";
import { currentPerson } from "@/lib/session/current";

type After = string | ((outcome: Outcome, input: Record<string, unknown>) => string);

interface FormOptions {
  /** For those without an account (registering, enrolling): the form's own key names the visitor. */
  visitor?: true;
  /** The fields that belong to this deed, where a form holds several deeds' fields; the others are left out. */
  only?: string[];
  /** Fields that must not be empty for this deed, with the sentence. */
  needs?: Record<string, string>;
}

/**
 * Hands a decision to a form: reads what was typed, decides as the person who is signed in, and goes to the next page; or gives
 * the form back with the sentence at the field and everything that was typed. Works with and without JavaScript.
 */
export function formAction(decision: Decision<never> | Decision<unknown> | { inside: unknown }, after: After, options: FormOptions = {}): FormAct {
  const decide = decision as unknown as Decision<unknown>;
  return async (state, data) => {
    const { input, typed } = readForm(data);
    if (!(await isOwnOrigin())) return again(state, typed, [{ words: "This form was sent from another site, so nothing was done. Open the page here and send it again." }]);
    const { key, ...all } = input;
    const rest = options.only ? Object.fromEntries(options.only.filter((name) => name in all).map((name) => [name, all[name]])) : all;
    const missing = Object.entries(options.needs ?? {}).filter(([name]) => !rest[name]);
    if (missing.length > 0) return again(state, typed, missing.map(([field, words]) => ({ field, words })));
    const who = await currentPerson();
    const formKey = typeof key === "string" && key.length >= 8 && key.length <= 100 ? key : undefined;
    const actor: Actor | null = options.visitor ? { kind: "visitor", from: formKey ?? randomUUID() } : (who?.actor ?? null);
    if (!actor) return again(state, typed, [{ words: sentence({ refusal: "sign_in_first", about: {} }) }]);
    const began = performance.now();
    const result = await decided(() => decide(actor, rest, formKey ? { key: formKey } : {}));
    log.info({ request: (await headers()).get("x-request-id"), decision: decide.name, outcome: "fault" in result ? result.fault : result.ok ? "decided" : result.refusal, ms: Math.round(performance.now() - began) }, "a form was sent");
    if ("fault" in result) return again(state, typed, [{ words: faultWords(result.fault) }]);
    if (!result.ok) return again(state, typed, problemsOf(result));
    redirect(typeof after === "string" ? after : after(result.value, rest));
  };
}

/** One form, several deeds: a field's value says which. */
export function formActionByChoice(field: string, acts: Record<string, FormAct>, none: string): FormAct {
  return async (state, data) => {
    const choice = data.get(field);
    const act = typeof choice === "string" && Object.hasOwn(acts, choice) ? acts[choice] : undefined;
    return act ? act(state, data) : again(state, readForm(data).typed, [{ field, words: none }]);
  };
}

const faultWords = (id: string) => `Something broke on our side and nothing was changed. What you typed is kept. Try again; if it goes on, tell the permit desk this number: ${id}.`;

async function decided(run: () => Promise<Result<Outcome>>): Promise<Result<Outcome> | { fault: string }> {
  try {
    return await run();
  } catch (problem) {
    if (problem instanceof Fault) return { fault: problem.id };
    const id = randomUUID().slice(0, 8);
    log.error({ fault: id, problem: forLog(problem) }, "a form failed");
    return { fault: id };
  }
}

/** A browser always names its origin on a form it posts; what does not, or names another, is not our form. */
export async function isOwnOrigin(): Promise<boolean> {
  const given = await headers();
  return isOwnAddress(given.get("origin"), given.get("host"));
}

export function problemsOf(refusal: Refusal): FormState["problems"] {
  return refusal.issues ?? [{ ...(refusal.field ? { field: refusal.field } : {}), words: sentence(refusal) }];
}

export const again = (state: FormState, values: FormState["values"], problems: FormState["problems"]): FormState => ({ attempt: state.attempt + 1, values, problems });
