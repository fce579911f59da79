import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { Section } from "@/components/page/section";
import { Tag } from "@/components/show/tag";
import type { ownAppeals } from "@/lib/appeals/queries";
import { againstWords } from "@/lib/appeals/words";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";

/** What a member asked to be looked at again, and what came of it. */
export function OwnAppeals({ appeals, takeBack }: { appeals: Awaited<ReturnType<typeof ownAppeals>>; takeBack: FormAct }) {
  if (appeals.length === 0) return null;
  return (
    <Section title={appeals.length === 1 ? "Your appeal" : "Your appeals"} id="appeals">
      <ul className="stack-lg plain">
        {appeals.map((appeal) => (
          <li key={appeal.id} className="stack">
            <p>
              <Tag record="appeal" status={appeal.status} /> {againstWords[appeal.against]}, {appeal.lodgedBy}, {wordInstant(appeal.lodgedAt)}
            </p>
            <p>“{appeal.words}”</p>
            {appeal.decision && (
              <p>
                {appeal.decidedBy}
                {appeal.decidedAt && `, ${wordInstant(appeal.decidedAt)}`}: “{appeal.decision}”
              </p>
            )}
            {appeal.status === "lodged" && (
              <Form act={takeBack} title="Your appeal" hidden={{ ...formKey(appeal), appealId: appeal.id }} of={`appeal-${appeal.number}`}>
                <Button kind="link">Take this appeal back</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
