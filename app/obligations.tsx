import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Tag } from "@/components/show/tag";
import { show } from "@/app/partner/permits/actions";
import { answerShown } from "@/app/staff/permits/[reference]/actions";
import { EvidenceList } from "@/app/evidence-list";
import type { Listed } from "@/lib/files/queries";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import type { ownPermit } from "@/lib/permits/queries";

type Obligation = NonNullable<Awaited<ReturnType<typeof ownPermit>>>["obligations"][number];

/** What a permit's conditions ask to be shown, by when, what was shown, and whether the city accepted it. */
export function Obligations({ obligations, files, isOver, mayShow = false, mayCheck = false }: { obligations: Obligation[]; files: readonly Listed[]; isOver: boolean; mayShow?: boolean; mayCheck?: boolean }) {
  return (
    <ul className="stack-lg plain">
      {obligations.map((obligation) => (
        <li key={obligation.id} className="stack">
          <p>
            <Tag record="obligation" status={obligation.state} /> due {wordDay(obligation.dueOn)}
          </p>
          <p>
            <b>
              {obligation.condition.number}. {obligation.condition.words}
            </b>
          </p>
          {obligation.evidence ? (
            <p>
              {obligation.shownBy}
              {obligation.shownAt && `, ${wordInstant(obligation.shownAt)}`}: “{obligation.evidence}”
            </p>
          ) : (
            <p className="note">To be shown: {obligation.condition.evidence}</p>
          )}
          <EvidenceList files={files.filter(({ obligationId }) => obligationId === obligation.id)} label={`Files for condition ${obligation.condition.number}`} isStaff={!mayShow} />
          {obligation.answer && (
            <p>
              {obligation.answeredBy}
              {obligation.answeredAt && `, ${wordInstant(obligation.answeredAt)}`}: “{obligation.answer}”
            </p>
          )}
          {mayShow && !isOver && (obligation.status === "due" || obligation.status === "sent_back") && (
            <>
              <p>
                <a href={`/partner/files/obligation/${obligation.number}`}>
                  Add files that show it<span className="sr-only">: condition {obligation.condition.number}</span>
                </a>
              </p>
              <Form
                fold={<>Show that it is kept<span className="sr-only">: condition {obligation.condition.number}</span></>}
                act={show} title={`Condition ${obligation.condition.number}`} hidden={{ ...formKey(obligation), obligationId: obligation.id }} of={`show-${obligation.number}`}
              >
                <TextArea name="evidence" label="What shows that it is kept?" hint={obligation.condition.evidence} rows={4} />
                <Button>Show it to the city</Button>
              </Form>
            </>
          )}
          {mayCheck && obligation.status === "shown" && (
            <Form act={answerShown} title={`Condition ${obligation.condition.number}`} hidden={{ ...formKey(obligation), obligationId: obligation.id }} of={`check-${obligation.number}`}>
              <Choices name="outcome" kind="radio" small legend="Is it kept?" options={[{ value: "accepted", label: "Yes, I accept this" }, { value: "sent_back", label: "No, it has to be shown again" }]} />
              <TextArea name="reason" label="Why?" hint="The partner reads this." rows={2} />
              <Button kind="plain">
                Record this<span className="sr-only">: condition {obligation.condition.number}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
