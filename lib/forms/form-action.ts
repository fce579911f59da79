import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { sentence } from "@/lib/core/refusals";
import { forLog, log } from "@/lib/core/log";
import { isDemo, isOwnAddress } from "@/lib/core/mode";
import type { Refusal, Result } from "@/lib/core/result";
import { Fault, type Actor, type Decision, type Outcome } from "@/lib/decisions/decision";
import { dropKept, keepTyped } from "@/lib/forms/kept";
import { readForm } from "@/lib/forms/read-form";
import { confirmFields, keptFields, untouched, type FormAct, type FormState } from "@/lib/forms/state";
import { confirmAsCast, confirmIsMe } from "@/lib/session/confirm";
import { currentPerson, type Who } from "@/lib/session/current";

type After = string | ((outcome: Outcome, input: Record<string, unknown>) => string);

interface FormOptions {
  /** For those without an account (registering, enrolling): the form's own key names the visitor. */
  visitor?: true;
  /** The fields that belong to this deed, where a form holds several deeds' fields; the others are left out. */
  only?: string[];
  /** Fields that must not be empty for this deed, with the sentence; of several, with bars between them, one is enough. */
  needs?: Record<string, string>;
}

/**
 * Hands a decision to a form: reads what was typed, decides as the person who is signed in, and goes to the next page; or gives
 * the form back with the sentence at the field and everything that was typed. Works with and without JavaScript.
 */
export function formAction(decision: Decision<never> | Decision<unknown> | { inside: unknown }, after: After, options: FormOptions = {}): FormAct {
  const decide = decision as unknown as Decision<unknown>;
  return async (given, sent) => {
    const { state, data } = received(given, sent);
    const { input, typed } = readForm(data);
    if (!(await isOwnOrigin())) return again(state, typed, [{ words: "This form was sent from another site, so nothing was done. Open the page here and send it again." }]);
    const { key, [confirmFields.code]: code, [confirmFields.asCast]: asCast, [keptFields.form]: form, [keptFields.by]: by, ...all } = input;
    // A code works once, so it is not filled in again.
    delete typed[confirmFields.code];
    delete typed[confirmFields.asCast];
    delete typed[keptFields.form];
    delete typed[keptFields.by];
    const rest = options.only ? Object.fromEntries(options.only.filter((name) => name in all).map((name) => [name, all[name]])) : all;
    const who = await currentPerson();
    const formKey = typeof key === "string" && key.length >= 8 && key.length <= 100 ? key : undefined;
    let actor: Actor | null = options.visitor ? { kind: "visitor", from: formKey ?? randomUUID() } : (who?.actor ?? null);
    if (!actor) {
      const given = await headers();
      const path = given.get("x-lamppost-path") ?? "/";
      // The page is asked for again with all that it was asked for before.
      const from = URL.parse(given.get("referer") ?? "");
      const to = from?.pathname === path ? `${path}${from.search}` : path;
      // Without scripts the page could not be drawn again for nobody: what was typed waits in the browser meanwhile.
      if (typeof form === "string" && typeof by === "string" && (await keepTyped({ path, form, by, values: typed }))) redirect(`/sign-in?to=${encodeURIComponent(to)}&kept=yes`);
      return again(state, typed, [{ words: sentence({ refusal: "sign_in_first", about: {} }) }]);
    }
    if (who) await dropKept(who.person.id);
    const missing = Object.entries(options.needs ?? {}).filter(([names]) => names.split("|").every((name) => !rest[name] || (Array.isArray(rest[name]) && rest[name].length === 0)));
    if (missing.length > 0) return again(state, typed, missing.map(([names, words]) => ({ field: names.split("|")[0] ?? names, words })));
    if (who && actor.kind === "person" && (code || asCast)) {
      const proof = typeof code === "string" && code ? await confirmIsMe(who.sessionId, who.person.id, code, await senderAddress()) : await confirmAsCast(who.sessionId, who.person.id);
      if (!(proof instanceof Date)) return asksForProof(again(state, typed, [{ field: confirmFields.code, words: proofWords[proof] }]), who);
      actor = { ...actor, confirmedAt: proof };
    }
    const began = performance.now();
    const result = await decided(() => decide(actor, rest, formKey ? { key: formKey } : {}));
    log.info({ request: (await headers()).get("x-request-id"), decision: decide.name, outcome: "fault" in result ? result.fault : result.ok ? "decided" : result.refusal, ms: Math.round(performance.now() - began) }, "a form was sent");
    if ("fault" in result) return again(state, typed, [{ words: faultWords(result.fault) }]);
    if (!result.ok && result.refusal === "confirm_first" && who) return asksForProof(again(state, typed, [{ field: confirmFields.code, words: sentence(result) }]), who);
    if (!result.ok) return again(state, typed, problemsOf(result));
    redirect(typeof after === "string" ? after : after(result.value, rest));
  };
}

/** One form, several deeds: a field's value says which. */
export function formActionByChoice(field: string, acts: Record<string, FormAct>, none: string): FormAct {
  return async (given, sent) => {
    const { state, data } = received(given, sent);
    // The demo's own button to confirm sends the form without the button that chose the deed, so the choice is the one made before.
    const choice = data.get(field) ?? (data.has(confirmFields.asCast) && Object.hasOwn(state.values, field) ? state.values[field] : null);
    const act = typeof choice === "string" && Object.hasOwn(acts, choice) ? acts[choice] : undefined;
    return act ? act(state, data) : again(state, readForm(data).typed, [{ field, words: none }]);
  };
}

/** Whoever calls an act without a form may leave out what every form sends: then nothing was filled in. */
const received = (state: FormState | undefined, data: FormData | undefined): { state: FormState; data: FormData } => ({ state: state ?? untouched, data: data instanceof FormData ? data : new FormData() });

const proofWords = {
  no: sentence({ refusal: "code_wrong", about: {} }),
  slow_down: "There were too many tries. Wait a quarter of an hour, then try again. What you typed is kept.",
} as const;

/** The same form, which now asks first for proof that it is the person who is signed in. */
const asksForProof = (state: FormState, who: Who): FormState => ({ ...state, confirm: { asName: isDemo() ? who.person.name : null } });

/** Where a form came from, as the last hop says: the word that a client cannot write. */
export async function senderAddress(): Promise<string> {
  return (await headers()).get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
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
  const code = refusal.refusal;
  return refusal.issues?.map((issue) => ({ ...issue, code })) ?? [{ ...(refusal.field ? { field: refusal.field } : {}), words: sentence(refusal), code }];
}

export const again = (state: FormState, values: FormState["values"], problems: FormState["problems"]): FormState => ({ attempt: state.attempt + 1, values, problems });
