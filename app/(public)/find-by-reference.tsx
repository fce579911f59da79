import type { Words } from "@/app/languages/words";

/** Where somebody types the reference they were given; works without scripts, and says it at the place where there is nothing under it. */
export function FindByReference({ action, title, hint, problem, typed, words }: { action: string; title: string; hint: string; problem: string | null; typed: string; words: Words }) {
  return (
    <section>
      <h2>{title}</h2>
      <form action={action} method="get" className="form">
        <input type="hidden" name="language" value={words.locale.slice(0, 2)} />
        <div className={problem === null ? "field" : "field is-wrong"}>
          <label className="label" htmlFor="reference">
            {words.concern.reference}
          </label>
          <p className="hint" id="reference-hint">
            {hint}
          </p>
          {problem !== null && (
            <p className="error" id="reference-problem" role="alert">
              <span className="sr-only">{words.form.error}</span>
              {problem}
            </p>
          )}
          <input id="reference" name="reference" defaultValue={typed} autoComplete="off" spellCheck={false} aria-invalid={problem === null ? undefined : true} aria-describedby={problem === null ? "reference-hint" : "reference-hint reference-problem"} />
        </div>
        <button type="submit" className="button button--plain">
          {words.concern.findIt}
        </button>
      </form>
    </section>
  );
}
