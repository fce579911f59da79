"use server";
import { withLanguage } from "@/app/languages/addresses";
import { languageNow } from "@/app/languages/language";
import { knocksTooOften } from "@/lib/concerns/knocking";
import { reopenConcern } from "@/lib/concerns/reopen";
import { reportConcern } from "@/lib/concerns/report";
import { sentence, type RefusalCode } from "@/lib/core/refusals";
import { again, formAction, senderAddress } from "@/lib/forms/form-action";
import { isFromOpenPage } from "@/lib/forms/open-form";
import { readForm } from "@/lib/forms/read-form";
import { untouched, type FormAct, type FormState } from "@/lib/forms/state";

/**
 * A form that anybody may send, without an account: from a page that the portal gave out, not too often from one place, and with what is wrong said in the
 * language of the page.
 */
function forAnybody(act: FormAct): FormAct {
  return async (given, sent) => {
    const [state, data] = [given ?? untouched, sent instanceof FormData ? sent : new FormData()];
    const isOurs = isFromOpenPage(data);
    const no = (code: RefusalCode) => inWordsOfThePage(again(state, readForm(data).typed, [{ words: sentence({ refusal: code, about: {} }), code }]));
    if (await knocksTooOften(await senderAddress())) return no("too_many_reports");
    return isOurs ? inWordsOfThePage(await act(state, data)) : no("page_too_old");
  };
}

async function inWordsOfThePage(state: FormState): Promise<FormState> {
  const { code, words } = await languageNow();
  // What is said in the city's own language is more exact there.
  if (code === "en") return state;
  const said: Record<string, string> = words.concern.problems;
  return { ...state, problems: state.problems.map((problem) => ({ ...problem, words: said[problem.code ?? ""] ?? said[problem.field ?? ""] ?? words.concern.problems.other })) };
}

export const report = forAnybody(formAction(reportConcern, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/concerns/${reference}?sent=yes`), { visitor: true }));
export const reopen = forAnybody(formAction(reopenConcern, ({ reference }, { language }) => withLanguage(String(language ?? "en"), `/concerns/${reference}`), { visitor: true }));
