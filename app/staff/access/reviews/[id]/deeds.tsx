import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { wordDay } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { close, finish, giveToAnother } from "../actions";
import type { ReviewReport } from "./report";

const none = "You hold no grant to launch and close reviews of grants.";
const ask = "/staff/access/ask?capability=reviews.run";

/** What whoever runs a review does with it: closes it, hands part of it over, has it checked. */
export function Deeds({ report }: { report: ReviewReport }) {
  const { id, title } = report;
  const hidden = { ...formKey(report), reviewId: id };
  const unfinished = report.reviewers.filter(({ waiting }) => waiting > 0);
  if (report.status === "closed") {
    return (
      <section className="panel no-print" aria-labelledby="finish">
        <h2 id="finish">Is it carried out?</h2>
        <p>What was answered is compared with what is stored: whatever was to end must have ended.</p>
        {report.mayClose ? (
          <Form act={finish} title={title} hidden={hidden}>
            <Buttons>
              <Button>Check and finish</Button>
            </Buttons>
          </Form>
        ) : (
          <Blocked why={none} ask={ask}>Check and finish</Blocked>
        )}
      </section>
    );
  }
  const isEarly = report.waiting > 0 && !report.isDue;
  return (
    <>
      <section className="panel no-print" aria-labelledby="close">
        <h2 id="close">Close the review</h2>
        {!report.mayClose ? (
          <Blocked why={none} ask={ask}>Close it</Blocked>
        ) : isEarly ? (
          <Blocked why={`${report.waiting === 1 ? "1 answer is" : `${report.waiting} answers are`} missing, and there is time until ${wordDay(report.dueOn)}. It can be closed after that day, or once all is answered.`}>Close it</Blocked>
        ) : (
          <Form act={close} title={title} hidden={hidden}>
            <p>{closing(report)}</p>
            <Buttons>
              <Button kind={report.waiting > 0 && report.silence === "end" ? "danger" : "primary"}>{report.waiting > 0 && report.silence === "end" ? `Close it and end ${report.waiting}` : "Close it"}</Button>
            </Buttons>
          </Form>
        )}
      </section>
      {report.mayClose && unfinished.length > 0 && (
        <section className="panel no-print" aria-labelledby="hand-over">
          <h2 id="hand-over">Hand over</h2>
          <Form act={giveToAnother} title={title} hidden={{ ...formKey(), reviewId: id }}>
            <Select name="fromId" label="What waits for" options={unfinished.map((each) => ({ value: each.id, label: `${each.name} (${each.waiting})` }))} />
            <Select name="toId" label="Goes to" options={[{ value: "", label: "Whoever may give it and has the least" }, ...report.mayHandOverTo.map((person) => ({ value: person.id, label: person.name }))]} />
            <TextArea name="reason" label="Reason" rows={3} />
            <Buttons>
              <Button kind="plain">Hand it over</Button>
            </Buttons>
          </Form>
        </section>
      )}
    </>
  );
}

function closing({ waiting, silence }: ReviewReport): string {
  if (waiting === 0) return "All is answered. After this nobody can answer any more.";
  const who = waiting === 1 ? "Nobody answered for 1 permission." : `Nobody answered for ${waiting} permissions.`;
  return silence === "end" ? `${who} Closing ends ${waiting === 1 ? "it" : "them"}, in your name, so you need a grant to end permissions too.` : `${who} Closing keeps ${waiting === 1 ? "it" : "them"}.`;
}
