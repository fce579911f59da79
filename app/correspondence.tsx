import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Timeline } from "@/components/show/timeline";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";

interface Written {
  id: string;
  title: string;
  partner: { name: string };
  messages: { id: string; side: "city" | "partner"; words: string; at: Date; by: string }[];
}

/** What both sides wrote about a case, and a place to write more. */
export function Correspondence({ application, act, hint }: { application: Written; act: FormAct | null; hint: string }) {
  return (
    <>
      {application.messages.length === 0 ? (
        <Empty title="Nothing was written yet">What either side writes here, both see.</Empty>
      ) : (
        <Section title="What was written">
          <Timeline
            entries={application.messages.map((message) => ({
              key: message.id,
              kind: message.side === "city" ? ("officer" as const) : ("partner" as const),
              title: message.side === "city" ? `The city, ${message.by}` : `${application.partner.name}, ${message.by}`,
              at: wordInstant(message.at),
              body: <span className="as-typed">{message.words}</span>,
              sealed: true,
            }))}
          />
        </Section>
      )}
      {act && (
        <Form act={act} title={`Messages: ${application.title}`} hidden={{ ...formKey(), applicationId: application.id }}>
          <TextArea name="words" label="Your message" hint={hint} rows={5} />
          <Buttons>
            <Button>Send it</Button>
          </Buttons>
        </Form>
      )}
    </>
  );
}
