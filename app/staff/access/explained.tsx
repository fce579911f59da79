import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { FormContextOf } from "@/components/form/form-context-of";
import { Select } from "@/components/form/select";
import { Why } from "@/components/show/why";
import { acts, type Explanation, type Step } from "@/lib/access/explain";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { listWords, untilWords } from "@/lib/people/words";
import type { Asked } from "@/lib/people/queries";

/** The act and what it is about, to be asked by the address. */
export function ActFields({ act, about, asked }: { act: string; about: string; asked: Asked | null }) {
  return (
    <FormContextOf problems={asked && "problem" in asked ? [{ field: asked.field, words: asked.problem }] : []}>
      <Select name="act" label="Act" value={act} options={[{ value: "", label: "Choose" }, ...acts.map(({ action, kind, words }) => ({ value: `${action} ${kind}`, label: `${kindWords[kind] ?? kind}: ${words}` }))]} />
      <Field name="about" label="Case, permit or name" hint="The reference of a case or permit, or the name of a partner, person or agency. Leave it empty where the act is about none of these." value={about} />
    </FormContextOf>
  );
}

const kindWords: Record<string, string> = { Application: "Case", Permit: "Permit", Partner: "Partner", Person: "Person", Grant: "Permissions", GrantRequest: "Askings", Interest: "Ties", Training: "Training", ApartException: "Exceptions", Agency: "Agency", Zone: "Areas", LedgerEntry: "Ledger", AccessPolicy: "Rules", NoticeWording: "Letters", Concern: "Concerns", DataRequestPart: "Own data", Review: "Reviews" };

/** Asks on a person's own page, about them alone. */
export function AskHere({ to, day, act, about, asked }: { to: string; day: string | undefined; act: string; about: string; asked: Asked | null }) {
  return (
    <form action={to} method="get">
      {day && <input type="hidden" name="on" value={day} />}
      <ActFields act={act} about={about} asked={asked} />
      <Buttons>
        <Button kind="plain">Ask</Button>
      </Buttons>
    </form>
  );
}

/** Yes or no, for which reasons in order, by whose giving; and who may instead. */
export function Answer({ asked, day, personId }: { asked: Extract<Asked, { answer: unknown }>; /** null for now */ day: Date | null; personId: string }) {
  const { answer } = asked;
  return (
    <div role="status">
      <p className="lead answer-lead">{`${answer.may ? "Yes" : "No"}, ${answer.may ? "" : "not "}${day ? `on ${wordDay(day)}` : "now"}.`}</p>
      <Why reasons={stepsOf(answer).map((step) => ({ ok: step.ok, words: step.grantId ? <>{step.words} <a href={`/staff/people/${personId}/grants/${step.grantId}`}>This permission</a></> : step.words }))}>
        {answer.may ? <By answer={answer} /> : answer.who.length > 0 ? <p><b>Who may:</b> {listWords(answer.who.map(({ name }) => name), "or")}.</p> : <p>Nobody may at the moment. An access administrator can give it.</p>}
      </Why>
    </div>
  );
}

const stepsOf = (answer: Explanation): Step[] => (answer.steps.length > 0 || answer.may ? answer.steps : [{ ok: false, words: answer.why }]);

function By({ answer }: { answer: Extract<Explanation, { may: true }> }) {
  if (!answer.by) return <p>Everybody may do this for themselves.</p>;
  const { giver, givenAt, reason, until } = answer.by;
  return (
    <p>
      {giver ? `Given by ${giver}` : "Given at set-up or taken by themselves"} on {wordDay(dayOf(givenAt))}
      {until && `, until ${untilWords(until)}`}: “{reason}”
    </p>
  );
}
