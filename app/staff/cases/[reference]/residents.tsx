import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { DateField } from "@/components/form/date-field";
import { Fold } from "@/components/form/fold";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/show/notice";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { fewestDays } from "@/lib/comments/periods";
import type { commentsOn } from "@/lib/comments/queries";
import { answerResidents, askResidents } from "./actions";

/** What residents think of a case: asked until a day, read, and what came of it published. `may`: whether whoever looks may ask and publish. */
export function Residents({ application, periods, today, may, isOpen }: { application: { id: string; version: number; title: string; reference: string }; periods: Awaited<ReturnType<typeof commentsOn>>; today: Date; may: boolean; isOpen: boolean }) {
  const running = periods.find(({ until }) => until >= today);
  return (
    <section id="residents">
      <h2>What residents think</h2>
      {periods.length === 0 && <p>They were not asked.</p>}
      {periods.map((period) => (
        <div key={period.id} className="stack">
          <Notice kind="waiting" title={period.until >= today ? `Residents may say what they think until ${wordDay(period.until)}. It is not decided before.` : `Asked until ${wordDay(period.until)}, by ${period.openedBy}.`}>
            <p>
              {period.about} <a href={`/comments/${application.reference}`}>As residents read it</a>
            </p>
          </Notice>
          <p>{period._count.comments === 0 ? "Nobody said anything." : period._count.comments === 1 ? "1 comment:" : `${period._count.comments} comments, newest first:`}</p>
          {period.comments.length > 0 && (
            <ul>
              {period.comments.map((comment) => (
                <li key={comment.id}>
                  {comment.words ?? "Forgotten, as residents are told."} <span className="note soft">{wordInstant(comment.receivedAt)}</span>
                </li>
              ))}
            </ul>
          )}
          {period.outcome && (
            <p>
              What came of it, published by {period.outcomeBy}: {period.outcome}
            </p>
          )}
          {may && !period.outcome && period.until < today && (
            <Form act={answerResidents} title={application.title} of={`comments-${period.number}`} hidden={{ ...formKey(period), periodId: period.id }}>
              <TextArea name="outcome" label="What residents said, and what came of it" hint="Residents and the partner read this. Name nobody. You cannot change it later." rows={4} />
              <Buttons>
                <Button>Publish it</Button>
              </Buttons>
            </Form>
          )}
        </div>
      ))}
      {may && isOpen && !running && (
        <Fold summary="Ask residents what they think" fields={["about", "until"]}>
          <Form act={askResidents} title={`Ask residents: ${application.title}`} of="ask-residents" hidden={{ ...formKey(application), applicationId: application.id }}>
            <TextArea name="about" label="What is it about, in plain words?" hint="Residents read this, and with it the title, the partner, the purpose, what is collected, and the part of the city. Not where exactly." rows={4} />
            <DateField name="until" legend="Until when?" hint={`At least ${fewestDays} days from now. It cannot be decided before that day is over.`} />
            <Buttons>
              <Button kind="plain">Ask residents</Button>
            </Buttons>
          </Form>
        </Fold>
      )}
    </section>
  );
}
