"use client";

import { Fragment, use, useActionState, useEffect, useRef, useState, type MouseEvent, type ReactNode, type SubmitEvent } from "react";
import { keptFields, untouched, type FormAct, type FormState } from "@/lib/forms/state";
import { Confirm } from "./confirm";
import { KeptContext } from "./kept-words";
import { englishForm, FormContext, fieldId, type FormWords } from "./form-context";

/** What a form carries along that is different each time it is drawn. */
const changing = new Set(["key", "version", "submission"]);

/**
 * A form that works with and without scripts. What is not accepted comes back with a summary of the problems, which takes the
 * focus, and with everything typed still in place. `title` is the title of the page, which says "Error: " in front then.
 * `hidden` travels along unseen; `initial` fills the fields the first time. Files need nothing said: React sends every form of an
 * act as multipart, and `multipart` only tells the reader that some are expected. `closed` stands in the form's place where there
 * is nothing left to fill in; who was still writing meanwhile gets their words back below it. `of` tells a form from the others of its page
 * that have fields of the same name; by `id` a field outside it belongs to it, such as the boxes of a list. With `fold`, its summary, it is folded until it is wanted; what was wrong stands outside, and opens it.
 */
export function Form({
  act,
  title,
  hidden = {},
  initial = {},
  multipart = false,
  closed,
  of,
  id,
  fold,
  words = englishForm,
  children,
}: {
  act: FormAct;
  title: string;
  hidden?: Record<string, string>;
  initial?: Record<string, string | string[]>;
  multipart?: boolean;
  closed?: ReactNode;
  of?: string;
  id?: string;
  fold?: ReactNode;
  words?: FormWords;
  children: ReactNode;
}) {
  const kept = use(KeptContext);
  // Of several forms of a page, this one: by what it carries along, save what is different each time.
  const own = [title, of ?? "", multipart ? "files" : "", ...Object.entries(hidden).filter(([name]) => !changing.has(name)).flat()].join("|");
  const [began] = useState((): FormState => {
    const values = kept?.of(own);
    return values ? { attempt: 1, values, problems: [{ words: "You were signed out while you wrote, so nothing was sent. What you typed is here: look at it, and send it again." }] } : untouched;
  });
  const [state, send, sending] = useActionState(act, began);
  const onItsWay = useRef(false);
  useEffect(() => {
    onItsWay.current = sending;
  }, [sending]);

  // A second press while the first is on its way would do the deed twice.
  function sendOnce(event: SubmitEvent<HTMLFormElement>) {
    if (onItsWay.current) event.preventDefault();
    onItsWay.current = true;
    kept?.sent();
    // The router takes the way back to this page for a jump within it where only a fragment differs, and would show what it already has.
    if (window.location.hash) window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }

  const wrong = state.problems.length > 0;
  // Where a page holds several forms the first title would win, so the one that is wrong says it outright.
  useEffect(() => {
    if (wrong) document.title = `${words.error}${title} – Lamppost`;
  }, [wrong, title, words.error, state.attempt]);
  // An act may refuse without saying what was typed; then the form stays as it was first shown.
  const tried = Object.keys(state.values).length > 0;
  if (closed && !wrong) return closed;
  return (
    <>
      {wrong && <title>{`${words.error}${title} – Lamppost`}</title>}
      {wrong && <Problems key={state.attempt} problems={state.problems} of={of} head={words.problem} />}
      {closed}
      <Folded summary={fold} isOpen={wrong || state.confirm !== undefined} key={fold ? state.attempt : 0}>
        <form id={id} className="form" action={send} onSubmit={sendOnce} noValidate>
          {kept?.by && (
            <>
              <input type="hidden" name={keptFields.form} value={own} />
              <input type="hidden" name={keptFields.by} value={kept.by} />
            </>
          )}
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FormContext value={{ problems: state.problems, values: tried ? state.values : initial, tried, of, words }}>
            <Fragment key={state.attempt}>
              {state.confirm && <Confirm asName={state.confirm.asName} />}
              {children}
            </Fragment>
          </FormContext>
          <p className="sending" role="status">
            {sending && words.sending}
          </p>
        </form>
      </Folded>
    </>
  );
}

function Folded({ summary, isOpen, children }: { summary: ReactNode; isOpen: boolean; children: ReactNode }) {
  if (!summary) return children;
  return (
    <details className="more" open={isOpen || undefined}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}

function Problems({ problems, of, head }: { problems: FormState["problems"]; of: string | undefined; head: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);

  // The address of a group is its frame; the person wants its first control.
  function goToField(event: MouseEvent<HTMLAnchorElement>, field: string) {
    const target = document.getElementById(fieldId(field, of));
    const control = target?.matches("fieldset") ? target.querySelector<HTMLElement>("[aria-invalid], input") : target;
    if (!control) return;
    event.preventDefault();
    const folded = target?.closest("details");
    if (folded) folded.open = true;
    target?.scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  }

  return (
    <div className="problem" role="alert" tabIndex={-1} autoFocus ref={box}>
      <h2>{head}</h2>
      <ul>
        {problems.map(({ field, words }) => (
          <li key={`${field ?? ""} ${words}`}>
            {field ? (
              <a href={`#${fieldId(field, of)}`} onClick={(event) => goToField(event, field)}>
                {words}
              </a>
            ) : (
              words
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
