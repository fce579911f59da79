import type { Language } from "@/app/languages/language";
import type { PublicDecision } from "@/lib/registry/queries";
import { decisionWhat } from "./words";

/** What was decided, in the language of the page, and its reason as it was written. */
export function DecisionWords({ decision, words, written }: Pick<Language, "words" | "written"> & { decision: PublicDecision }) {
  return (
    <>
      {decisionWhat(decision, words)} <span {...written}>{decision.reason}</span>
    </>
  );
}
