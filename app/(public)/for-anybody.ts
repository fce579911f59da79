import { languageNow } from "@/app/languages/language";
import type { Words } from "@/app/languages/words";
import { knocksTooOften, type Door } from "@/lib/concerns/knocking";
import { sentence, type RefusalCode } from "@/lib/core/refusals";
import { again, senderAddress } from "@/lib/forms/form-action";
import { isFromOpenPage } from "@/lib/forms/open-form";
import { readForm } from "@/lib/forms/read-form";
import { untouched, type FormAct, type FormState } from "@/lib/forms/state";

type Problems = (words: Words) => Record<string, string> & { other: string };

/**
 * A form that anybody may send, without an account: from a page that the portal gave out, not too often from one place, and with what is wrong said in the
 * language of the page.
 */
export function forAnybody(act: FormAct, door: Door, problems: Problems): FormAct {
  return async (given, sent) => {
    const [state, data] = [given ?? untouched, sent instanceof FormData ? sent : new FormData()];
    const isOurs = isFromOpenPage(data);
    const no = (code: RefusalCode) => inWordsOfThePage(again(state, readForm(data).typed, [{ words: sentence({ refusal: code, about: {} }), code }]), problems);
    if (await knocksTooOften(await senderAddress(), door, isOurs)) return no("too_many_reports");
    return isOurs ? inWordsOfThePage(await act(state, data), problems) : no("page_too_old");
  };
}

async function inWordsOfThePage(state: FormState, problems: Problems): Promise<FormState> {
  const { code, words } = await languageNow();
  // What is said in the city's own language is more exact there.
  if (code === "en") return state;
  const said = problems(words);
  return { ...state, problems: state.problems.map((problem) => ({ ...problem, words: said[problem.code ?? ""] ?? said[problem.field ?? ""] ?? said.other })) };
}
