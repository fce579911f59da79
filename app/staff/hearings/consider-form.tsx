import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import { GroundsChoice } from "./heard-fields";

/** What is considered, on which grounds and why, and until when the partner may answer. `intents` where there is more than one to choose from. */
export function ConsiderForm({ act, title, on, record, intents, back }: { act: FormAct; title: string; on: Record<string, string>; record: { id: string; version: number }; intents: { value: string; label: string; hint: string }[]; back: string }) {
  const [only] = intents;
  return (
    <Form act={act} title={title} hidden={{ ...formKey(record), ...on, ...(intents.length === 1 && only ? { intends: only.value } : {}) }}>
      {intents.length > 1 && <Choices name="intends" kind="radio" legend="What do you consider?" options={intents} />}
      <GroundsChoice />
      <TextArea name="reason" label="Why?" hint="The partner reads this, and answers it. Say what would change your mind." rows={6} />
      <DateField name="by" legend="They may answer until" hint="Left empty: 10 working days. At least 3." />
      <Buttons>
        <Button>Give notice</Button>
        <a href={back}>Leave it</a>
      </Buttons>
    </Form>
  );
}
